"""The interface's own sentences from gettext catalogues."""
