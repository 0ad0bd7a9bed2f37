"""Verbs of discovery."""
