"""The search over articles and public annotations."""
