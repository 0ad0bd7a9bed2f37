"""What stands between a WebSocket and a room: the member, this process's people, the bounds of one line."""
