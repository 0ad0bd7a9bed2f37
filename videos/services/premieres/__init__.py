"""Premieres: what is let out by the clock, who is told, and how many are there."""
