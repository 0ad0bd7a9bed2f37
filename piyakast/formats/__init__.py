"""Date formats where Django's own read oddly."""
