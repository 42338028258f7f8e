"""Annotations in the W3C's Web Annotation Data Model (Recommendation of 23 February 2017)."""
