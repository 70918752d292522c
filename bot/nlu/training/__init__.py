"""What is learned from: example questions, which of them are needless, and how well an unseen one is understood."""
