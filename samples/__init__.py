"""Sample papers of an invented commune: for a first try of the program, and for its tests."""
