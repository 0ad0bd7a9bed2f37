"""The studio's pages about chat."""
