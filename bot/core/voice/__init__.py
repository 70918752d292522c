"""Speaking and listening: an answer as sentences for the ear in each language, how a word sounds, what was heard, and what the core asks of voices and recognisers."""
