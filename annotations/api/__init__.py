"""Annotations and what they point at, under /api/v1/."""
