"""What both apps' APIs share: problem errors, input, pages, ETags, the views' base, the schema.

Nothing is imported here, so that the settings may name what is inside without a circle.
"""
