"""Personal data of people who edit, answer or are named: what is kept of somebody, taking it away, and how long it stays."""
