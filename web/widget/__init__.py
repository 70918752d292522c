"""The widget: `/embed.js` and its parts."""
