"""Every answer carries the headers that protect people, and no page needs an exception from the CSP."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import Channel, User
from tests.site.routes import all_patterns, kind_of
from tests.videos.shelf import shelve
from videos.models import Video

pytestmark = pytest.mark.django_db
EXECUTED = {
    "",
    "module",
    "importmap",
    "text/javascript",
    "application/javascript",
    "speculationrules",
}


class Inline(HTMLParser):
    """Collects what a strict CSP would block: inline handlers, styles, and scripts without the nonce."""

    def __init__(self, nonce: str) -> None:
        super().__init__()
        self.nonce = nonce
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.found.append(f"<{tag} {name}={value!r}>")
            if (value or "").strip().lower().startswith("javascript:"):
                self.found.append(f"<{tag} {name}={value!r}>")
        inline = tag == "style" or (
            tag == "script" and not facts.get("src") and (facts.get("type") or "") in EXECUTED
        )
        if inline and (not self.nonce or facts.get("nonce") != self.nonce):
            self.found.append(f"<{tag}> without the nonce")
        if tag in {"script", "link"} and re.match(r"https?:|//", facts.get("src") or ""):
            self.found.append(f"<{tag}> from elsewhere: {facts['src']}")


def pages(video: Video) -> list[str]:
    """Every address of the site that a GET without knowledge can ask for."""
    fill = {
        "<publicid:public_id>": video.public_id,
        "<handle:handle>": "creator",
        "<handle>": "creator",
        "<int:number>": "1",
        "<language:language>": "en",
        "<slug:digest>": "x",
        "<publicid:version>": "v1",
        "<path:name>": "master.m3u8",
        "<mediakey:token>": "x",
        "<str:kind>": "p",
        "<mediakey:key>": video.public_id,
        "<int:pk>": "1",
    }
    found = []
    for pattern in all_patterns():
        if kind_of(pattern) == "staff" and "<" in pattern:
            continue
        for name, value in fill.items():
            pattern = pattern.replace(name, value)  # noqa: PLW2901
        if not re.search(r"[<^()$\\]", pattern):
            found.append(f"/{pattern}")
    return [*found, "/nothing/here"]


@pytest.mark.parametrize("who", ["anonymous", "owner", "staff"])
def test_every_answer_is_protected(
    channel: Channel, moderator: User, sign_in: Any, who: str
) -> None:
    video = shelve(channel, title="A <b>test</b> onclick=alert(1)")
    client = Client(raise_request_exception=False)
    if who != "anonymous":
        client = sign_in(channel.owner if who == "owner" else moderator)
    asked = pages(video)
    assert len(asked) > 100
    seen_pages = 0
    for address in asked:
        answer = client.get(address)
        assert answer.status_code < 500, address
        check_headers(address, answer)
        if answer.status_code < 300 and answer.get("Content-Type", "").startswith("text/html"):
            seen_pages += 1
        if answer.get("Content-Type", "").startswith("text/html") and not answer.streaming:
            nonce = re.search(r"nonce-([^']+)'", answer["Content-Security-Policy"])
            parser = Inline(nonce.group(1) if nonce else "")
            parser.feed(answer.text)
            # The administration's theme is others' code under a policy of its own, tried in a browser.
            if not address.startswith("/admin/"):
                assert not parser.found, (address, parser.found[:5])
    assert seen_pages > 5
    if who == "owner":
        client.post("/accounts/logout/")


def check_headers(address: str, answer: Any) -> None:
    policy = {
        words.split()[0]: words.split()[1:]
        for words in answer["Content-Security-Policy"].split(";")
        if words.split()
    }
    assert policy["default-src"] == ["'self'"], address
    assert policy["object-src"] == policy["base-uri"] == ["'none'"]
    for directive, values in policy.items():
        unsafe = {"'unsafe-inline'", "'unsafe-eval'", "https:", "http:"} & set(values)
        # The administration's Alpine.js evaluates attributes; only staff get that far.
        excused = (address.split("/")[1], directive, *unsafe) in {
            ("admin", "script-src", "'unsafe-eval'"),
            ("admin", "style-src", "'unsafe-inline'"),
        }
        assert not unsafe or excused, address
    embed = address.startswith("/embed/")
    assert policy["frame-ancestors"] == (["*"] if embed else ["'none'"]), address
    assert ("X-Frame-Options" in answer) is not embed, address
    assert answer["X-Content-Type-Options"] == "nosniff", address
    assert answer["Referrer-Policy"] == settings.SECURE_REFERRER_POLICY, address
    assert "camera=()" in answer["Permissions-Policy"], address
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin", address
    assert "Server" not in answer or "/" not in answer["Server"]
    for cookie in answer.cookies.values():
        assert cookie["samesite"] == "Lax", (address, cookie.key)
