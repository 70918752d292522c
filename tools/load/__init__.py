"""`make load`: many people at once on the running service, and whether each of them got their own answers in time."""
