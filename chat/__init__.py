"""Chat: rooms beside streams and videos, messages, and the rules of a room."""
