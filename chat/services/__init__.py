"""Verbs of chat."""
