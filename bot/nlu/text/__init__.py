"""Text before anything looks at its meaning: cleaning, words, word lists, language."""
