"""The HTTP face of the knowledge point: pages, widget, API, open data, telephone and the editors' desk."""
