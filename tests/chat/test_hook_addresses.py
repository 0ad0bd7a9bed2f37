"""Where webhooks may lead, and how long another's server may keep us."""

import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import LazySettings

from chat.adapters import hooks
from tests.chat.servers import listening

BODY, HEADERS = b"{}", {"User-Agent": "tests"}


@pytest.fixture
def elsewhere() -> Iterator[Any]:
    with listening() as server:
        yield server


@pytest.fixture
def lead_here(monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> None:
    """Every name is one of this machine's."""
    settings.CHAT_HOOKS_INSIDE = True
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 0))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_asked, **_more: found)


@pytest.mark.parametrize(
    "inside",
    ["64:ff9b::7f00:1", "64:ff9b::a01:101", "64:ff9b:1::a01:101", "2002:7f00:1::", "2002:a01:101::1", "::127.0.0.1",
     "::ffff:10.1.1.1", "fec0::1", "ff02::1", "224.0.0.1"],
)  # fmt: skip
def test_no_way_into_a_private_network_is_hidden_in_an_address(inside: str) -> None:
    host = f"[{inside}]" if ":" in inside else inside
    with pytest.raises(hooks.PrivateAddress):
        hooks.check(f"https://{host}/hook")


def test_addresses_of_the_internet_are_fine() -> None:
    for host in ("93.184.215.14", "[2606:2800:21f:cb07:6820:80da:af6b:8b2c]"):
        hooks.check(f"https://{host}/hook")
        hooks.check(f"https://{host}:8443/hook")


@pytest.mark.parametrize("port", [0, 22, 25, 465, 587, 993])
def test_no_other_service_is_spoken_to(port: int) -> None:
    with pytest.raises(hooks.NoWebAddress):
        hooks.check(f"http://93.184.215.14:{port}/hook")


@pytest.mark.usefixtures("lead_here")
def test_a_name_of_other_letters_is_a_name(elsewhere: Any) -> None:
    port = elsewhere.server_port
    assert hooks.post(f"http://누리집.kr:{port}/hook", BODY, HEADERS) == "HTTP 200"
    [host] = elsewhere.hosts
    assert host.startswith("xn--")
    assert host.endswith(f".kr:{port}")


@pytest.mark.usefixtures("lead_here")
def test_a_server_that_answers_a_letter_at_a_time_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, "TIMEOUT_S", 0.5)
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as door:

        def dribble() -> None:
            line, _address = door.accept()
            with line:
                line.recv(4096)
                try:
                    for letter in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 1000:
                        line.sendall(bytes((letter,)))
                        if over.wait(0.1):
                            return
                except OSError:
                    return

        server = threading.Thread(target=dribble)
        server.start()
        began = time.monotonic()
        with pytest.raises(hooks.NotTaken):
            hooks.post(f"http://slow.example:{door.getsockname()[1]}/", BODY, HEADERS)
        took = time.monotonic() - began
        over.set()
        server.join()
    assert took < 30  # it would go on for a hundred seconds
