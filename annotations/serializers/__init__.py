"""Annotations and what they point at, as the API reads and writes them.

As in articles/serializers.py, ``…Out`` classes declare shapes and ``show_…`` functions build them.
"""
