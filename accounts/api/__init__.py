"""JSON API for one's own account."""
