"""Whole conversations with the bot over HTTP: the servers and the people who talk."""
