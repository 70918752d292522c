"""Content files: read, checked, turned into topics, and watched for edits."""

from bot.adapters.content.files import ContentFiles

__all__ = ["ContentFiles"]
