"""What recognising people in danger reads of `data/nood`: phrases, concepts and weights, and sentences to learn from."""
