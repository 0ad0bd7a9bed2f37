"""Whom this site believes when it asks other servers over TLS."""

import ssl
from functools import cache

import httpx


@cache
def authorities() -> ssl.SSLContext:
    """The web's and the machine's certificate authorities, read once a process: reading them takes longer than most calls."""
    context = httpx.create_ssl_context()
    context.load_default_certs()
    return context
