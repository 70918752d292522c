"""What the desk sees of the whole: each subject as a sentence, tables and bars, with small numbers of people hidden."""
