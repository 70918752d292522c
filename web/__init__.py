"""The HTTP face of the knowledge point: page, widget, API, editors desk."""
