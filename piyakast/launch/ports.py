"""Ports of the ingest: taken once and for all when they are chosen, as another site may start at the same moment."""

import socket

from core.embedded.process import free_port

WAITING = 100  # connections that the system keeps until the ingest takes them


def hold_port(wanted: int) -> socket.socket:
    """A socket that listens on 127.0.0.1 at `wanted`, or at another port where somebody else does already."""
    port = wanted
    while True:
        held = socket.socket()
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            held.bind(("127.0.0.1", port))
            # Only now it is ours: two who have bound the same port both succeed until one listens.
            held.listen(WAITING)
        except OSError:
            held.close()
            port = free_port()
        else:
            return held


def port_of(held: socket.socket) -> int:
    """At which port it listens."""
    number: int = held.getsockname()[1]
    return number
