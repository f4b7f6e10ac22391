"""The library: documents, passages, references, revisions; the one database."""
