"""Reading a table that somebody filled in: which columns it has, what each row means, and what to tell about it. Writes nothing."""
