"""Reads of live that join several models."""
