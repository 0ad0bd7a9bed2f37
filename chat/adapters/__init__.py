"""The world outside of chat: the bus between processes, Daphne's sockets, other people's servers, look-alike characters."""
