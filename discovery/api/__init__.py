"""JSON API for finding videos: search, suggestions, trending, channels, and one's own lists."""
