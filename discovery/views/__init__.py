"""Pages for finding videos, one kind a file."""
