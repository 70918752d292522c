"""A message within a conversation: what was understood, what is remembered, what it aims at, and the reply."""
