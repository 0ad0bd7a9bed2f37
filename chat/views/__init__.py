"""Pages of chat: its own window, the overlay for streaming software, its settings in the studio."""
