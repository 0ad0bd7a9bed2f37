"""Streams as JSON: for everybody what they may watch, for creators their own."""
