"""Reads of chat that join several models."""
