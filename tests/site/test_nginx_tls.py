"""TLS that ends in nginx: everybody is led to it, over HTTP/2, and sockets come through."""

import http.client
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from django.conf import settings
from playwright.sync_api import Browser, ConsoleMessage
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import User
from core.embedded.process import free_port
from tests.site.certificate import self_signed
from tests.site.front import PATIENCE_S, ROOT, Front, running_front

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Secured:
    """The front with its two other ports."""

    front: Front
    http_port: int
    tls_port: int

    @property
    def address(self) -> str:
        return f"https://127.0.0.1:{self.tls_port}"


@pytest.fixture(scope="module")
def secured(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Secured]:
    folder = tmp_path_factory.mktemp("tls")
    certificate, key = self_signed(folder)
    http_port, tls_port = free_port(), free_port()
    values = {
        "HTTP_LISTEN": f"127.0.0.1:{http_port}",
        "TLS_LISTEN": f"127.0.0.1:{tls_port}",
        "TLS_CERTIFICATE": str(certificate),
        "TLS_KEY": str(key),
        "STATIC_ROOT": str(ROOT / "static"),
    }
    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.site.tls_settings",
        "PIYAKAST_ENV": "prod",
        "SECRET_KEY": settings.SECRET_KEY,
        "SITE_URL": f"https://127.0.0.1:{tls_port}",
    }
    with (
        django_db_blocker.unblock(),
        running_front(folder, values=values, environment=environment) as front,
    ):
        yield Secured(front, http_port, tls_port)


def test_plain_http_is_led_to_https(secured: Secured) -> None:
    plain = replace(secured.front, port=secured.http_port)
    for target in ("/", "/watch/abc?t=12", "/api/v1/videos"):
        led = plain.ask(target)
        assert (led.status, led.headers["location"]) == (301, f"https://127.0.0.1{target}")
        assert "strict-transport-security" not in led.headers
    # What nginx says of itself is its name alone.
    assert plain.ask("/").headers["server"] == "nginx"


def test_django_knows_that_it_is_https(secured: Secured) -> None:
    """No endless redirects, and browsers are told to stay: the scheme is the connection's, not a header's."""
    status, headers = over_tls(secured, "/api/v1/videos")
    assert status == 200
    assert headers["strict-transport-security"] == "max-age=31536000; includeSubDomains; preload"
    signed_in, headers = over_tls(secured, "/accounts/login/")
    assert signed_in == 200
    assert "Secure" in headers["set-cookie"]
    # Whoever comes by the port for the balancer without TLS is led away by Django.
    assert secured.front.ask("/api/v1/videos").status == 301


# Python warns of whoever speaks TLS 1.1; so it should.
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1 is deprecated:DeprecationWarning")
@pytest.mark.parametrize(
    ("version", "spoken"),
    [
        (ssl.TLSVersion.TLSv1_1, False),
        (ssl.TLSVersion.TLSv1_2, True),
        (ssl.TLSVersion.TLSv1_3, True),
    ],
)
def test_old_tls_is_refused(secured: Secured, version: ssl.TLSVersion, spoken: bool) -> None:
    context = trusting()
    # The client would speak the old version, however weak its ciphers.
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = version
    wire = http.client.HTTPSConnection(
        "127.0.0.1", secured.tls_port, timeout=PATIENCE_S, context=context
    )
    if spoken:
        wire.connect()
    else:
        with pytest.raises(OSError, match=r"(?i)ssl|alert|protocol"):
            wire.connect()
    wire.close()


@pytest.mark.browser
def test_a_browser_gets_http2_and_a_socket(
    secured: Secured, browser: Browser, viewer: User, sign_in: object
) -> None:
    session = sign_in(viewer).cookies["sessionid"].value  # type: ignore[operator]
    context = browser.new_context(ignore_https_errors=True, locale="en-US")
    context.set_default_timeout(PATIENCE_S * 1000)
    context.add_cookies([{"name": "sessionid", "value": session, "url": secured.address}])
    page = context.new_page()
    said: list[str] = []

    def note(message: ConsoleMessage) -> None:
        # A browser keeps no service worker from a server whose certificate nobody vouches for.
        if message.type == "error" and "SSL certificate error" not in message.text:
            said.append(message.text)

    page.on("console", note)
    page.goto(secured.address)
    assert page.evaluate("performance.getEntriesByType('navigation')[0].nextHopProtocol") == "h2"
    static = "performance.getEntriesByType('resource').map((each) => each.nextHopProtocol)"
    assert set(page.evaluate(static)) == {"h2"}
    heard = page.evaluate(
        """() => new Promise((resolve, reject) => {
          const socket = new WebSocket(`wss://${location.host}/ws/me`);
          socket.onmessage = (message) => resolve(message.data);
          socket.onclose = () => reject(new Error("closed"));
        })"""
    )
    assert "feed.ready" in heard
    assert said == []
    context.close()


def trusting() -> ssl.SSLContext:
    """A client that takes the self-signed certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def over_tls(secured: Secured, target: str) -> tuple[int, dict[str, str]]:
    """Status and headers (lower case) of a GET over TLS."""
    wire = http.client.HTTPSConnection(
        "127.0.0.1", secured.tls_port, timeout=PATIENCE_S, context=trusting()
    )
    wire.request("GET", target)
    answer = wire.getresponse()
    answer.read()
    wire.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}
