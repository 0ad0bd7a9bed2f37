"""Pages of live."""
