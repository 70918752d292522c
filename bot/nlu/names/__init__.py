"""The directory's names in a text: finding them, telling misspelt ones, masking them."""
