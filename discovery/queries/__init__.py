"""Page-shaped reads: home, trending, search, channel, library."""
