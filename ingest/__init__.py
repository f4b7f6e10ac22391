"""A file becomes a structured document: read, repair, cut, describe."""
