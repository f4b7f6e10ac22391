"""Measurements of quality and speed, with the baselines they are held against."""
