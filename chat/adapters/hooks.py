"""Posting to other people's servers: to public addresses alone, without following anybody elsewhere."""

import asyncio
import ipaddress
import socket
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import SplitResult, urlsplit

import httpx
from django.conf import settings

from core.adapters.tls import authorities

# For all of it: a server that answers a letter at a time would keep a worker for hours otherwise.
TIMEOUT_S = 8.0
WEB_PORTS = frozenset({80, 443})
FIRST_FREE_PORT = 1024  # below are mail and other services that a post could be made to speak to
# Addresses of the old internet in the new one's clothes, and those that are nobody's: a gateway may lead them inside.
DISGUISED = tuple(
    ipaddress.ip_network(each)
    for each in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96", "fec0::/10")
)
MOST_ANSWER = 120


class NotTaken(Exception):  # noqa: N818
    """The server did not take it now; later it may. The message says what it answered."""


class NoAnswer(NotTaken):
    """Nobody answered, or not in time."""


class NoSuchHost(NoAnswer):
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
    """Post JSON; what the server answered in a few words. Raises `NotTaken`, also as `NoAnswer`, and `NotAllowed`."""
    parts = _parts(url)
    address = _address_of(parts)
    # The connection goes to the address that was looked at: a name that changes meanwhile leads nowhere else.
    literal = f"[{address}]" if ":" in address else address
    port = f":{parts.port}" if parts.port else ""
    pinned = parts._replace(netloc=f"{literal}{port}").geturl()
    name = _ascii(parts.hostname or "")
    host = f"[{name}]" if ":" in name else name
    sent = {**headers, "Host": f"{host}{port}", "Content-Type": "application/json"}
    try:
        # A loop of its own, whatever runs in this thread.
        with ThreadPoolExecutor(1) as pool:
            status = pool.submit(asyncio.run, _status(pinned, body, sent, name)).result()
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
        raise NoAnswer(f"{type(error).__name__}"[:MOST_ANSWER]) from error
    if not httpx.codes.is_success(status):
        raise NotTaken(f"HTTP {status}")
    return f"HTTP {status}"


async def _status(url: str, body: bytes, headers: Mapping[str, str], name: str) -> int:
    """What a post is answered with, by a server that proves to be `name`."""
    async with (
        asyncio.timeout(TIMEOUT_S),
        httpx.AsyncClient(
            timeout=TIMEOUT_S, verify=authorities(), trust_env=False, follow_redirects=False
        ) as client,
        client.stream(
            "POST", url, content=body, headers=dict(headers), extensions={"sni_hostname": name}
        ) as answer,
    ):
        return answer.status_code


def _ascii(name: str) -> str:
    """A host's name as certificates and headers write it."""
    return name if name.isascii() else name.encode("idna").decode("ascii")


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise NoWebAddress("no web address") from error
    spaced = any(char.isspace() or not char.isprintable() for char in url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or spaced:
        raise NoWebAddress("no web address")
    if port is not None and port not in WEB_PORTS and port < FIRST_FREE_PORT:
        raise NoWebAddress("no port of the web")
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
        if _is_public(address):
            return address
    raise PrivateAddress("an address of a private network")


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    return found.is_global and not found.is_multicast and not any(found in net for net in DISGUISED)
