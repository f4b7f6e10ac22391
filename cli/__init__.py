"""The dunghan command and the wiring of every room."""
