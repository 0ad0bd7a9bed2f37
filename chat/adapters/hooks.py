"""Posting to other people's servers: to public addresses alone, without following anybody elsewhere."""

import ipaddress
import socket
from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

import httpx
from django.conf import settings

TIMEOUT_S = 8.0
MOST_ANSWER = 120


class NotTaken(Exception):  # noqa: N818
    """The server did not take it now; later it may. The message says what it answered."""


class NoSuchHost(NotTaken):
    """Nobody knows a server of that name."""


class NotAllowed(Exception):  # noqa: N818
    """An address that nothing is posted to."""


class NoWebAddress(NotAllowed):
    """It is none of the web."""


class PrivateAddress(NotAllowed):
    """It leads into a private network."""


def check(url: str) -> None:
    """Raise `NotAllowed` or `NoSuchHost` for an address that a post would not get to.

    A name that cannot be looked up right now passes: it is looked up again before every post.
    """
    parts = _parts(url)
    try:
        _address_of(parts)
    except NoSuchHost as error:
        looked_up = error.__cause__
        if isinstance(looked_up, socket.gaierror) and looked_up.errno == socket.EAI_AGAIN:
            return
        raise


def post(url: str, body: bytes, headers: Mapping[str, str]) -> str:
    """Post JSON; what the server answered in a few words. Raises `NotTaken` and `NotAllowed`."""
    parts = _parts(url)
    address = _address_of(parts)
    # The connection goes to the address that was looked at: a name that changes meanwhile leads nowhere else.
    literal = f"[{address}]" if ":" in address else address
    port = f":{parts.port}" if parts.port else ""
    pinned = parts._replace(netloc=f"{literal}{port}").geturl()
    sent = {**headers, "Host": parts.netloc.rpartition("@")[2], "Content-Type": "application/json"}
    try:
        with httpx.Client(timeout=TIMEOUT_S, trust_env=False, follow_redirects=False) as client:
            request = client.build_request(
                "POST",
                pinned,
                content=body,
                headers=sent,
                extensions={"sni_hostname": parts.hostname},
            )
            answer = client.send(request, stream=True)
            answer.close()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NotTaken(f"{type(error).__name__}"[:MOST_ANSWER]) from error
    if not answer.is_success:
        raise NotTaken(f"HTTP {answer.status_code}")
    return f"HTTP {answer.status_code}"


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _port = parts.port
    except ValueError as error:
        raise NoWebAddress("no web address") from error
    spaced = any(char.isspace() or not char.isprintable() for char in url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or spaced:
        raise NoWebAddress("no web address")
    return parts


def _address_of(parts: SplitResult) -> str:
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NoSuchHost("no such host") from error
    addresses = [str(each[4][0]) for each in found]
    if settings.CHAT_HOOKS_INSIDE:
        return addresses[0]
    for address in addresses:
        if ipaddress.ip_address(address.partition("%")[0]).is_global:
            return address
    raise PrivateAddress("an address of a private network")
