"""Verbs of live."""
