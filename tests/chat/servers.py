"""Somebody's server, for webhooks."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from core.signed_requests import HEADER


class Listener(BaseHTTPRequestHandler):
    """Takes what it is told to take; 200 for what nobody said anything about."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((body, self.headers[HEADER]))  # type: ignore[attr-defined]
        self.server.hosts.append(self.headers["Host"])  # type: ignore[attr-defined]
        answers = self.server.answers  # type: ignore[attr-defined]
        self.send_response(answers.pop(0) if answers else 200)
        self.end_headers()

    def log_message(self, *_arguments: Any) -> None:
        """Says nothing."""


@contextmanager
def listening() -> Iterator[Any]:
    """One on a free port; `heard` is what came, `hosts` to whom, `answers` what it says next."""
    server: Any = HTTPServer(("127.0.0.1", 0), Listener)
    server.heard, server.hosts, server.answers = [], [], []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()
