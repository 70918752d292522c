"""The round: a twelfth of the owners each week is asked whether their facts still hold, and what comes of it."""
