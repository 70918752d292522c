"""Tables of the directory: reading one that somebody filled in (its columns, what each row means, what to tell about it), and the same as rows to take away. Changes nothing itself."""
