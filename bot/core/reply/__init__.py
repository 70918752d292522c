"""The shape of a reply, for page, widget, API and voice: blocks, choices, words for the ear, the interface's own sentences."""
