"""Every mail in both languages, and what is in them."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import override_settings
from django.utils import translation

from core.mail.compose import blocks_of, send_template
from tests.accounts.conftest import Post

pytestmark = pytest.mark.django_db

LETTERS: dict[str, dict[str, Any]] = {
    "account/email/email_confirmation": {"code": "1234-5678"},
    "account/email/email_confirmation_signup": {"code": "1234-5678"},
    "account/email/login_code": {"code": "1234-5678"},
    "account/email/password_reset_key": {
        "password_reset_url": "https://testserver/accounts/password/reset/key/1-abc/"
    },
    "account/email/account_already_exists": {},
    "account/email/unknown_account": {},
    "mail/export_ready": {},
    "mail/account_erased": {},
    "mail/time_moved": {
        "name": "Baker",
        "title": "Bread",
        "now": datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
        "before": None,
        "address": "https://testserver/live/abc",
    },
}
NOTICES: dict[str, dict[str, Any]] = {
    "account/email/password_changed": {},
    "account/email/password_set": {},
    "account/email/password_reset": {},
    "account/email/email_changed": {"from_email": "a@example.com", "to_email": "b@example.com"},
    "account/email/email_confirm": {},
    "account/email/email_deleted": {"deleted_email": "a@example.com"},
    "mfa/email/totp_activated": {},
    "mfa/email/totp_deactivated": {},
    "mfa/email/recovery_codes_generated": {},
    "mfa/email/webauthn_added": {},
    "mfa/email/webauthn_removed": {},
    "socialaccount/email/account_connected": {"provider": "Google"},
    "socialaccount/email/account_disconnected": {"provider": "Google"},
}
ORIGIN = {
    "ip": "203.0.113.7",
    "user_agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36",
    "timestamp": datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
}
ALL = LETTERS | {name: context | ORIGIN for name, context in NOTICES.items()}
LEFTOVERS = re.compile(r"%\(|\{\{|\{%|&amp;|&lt;|&quot;|&#")


@pytest.mark.parametrize("name", ALL)
def test_each_mail_is_whole_in_both_languages(name: str, post: Post) -> None:
    context = {"email": "reader@example.com"} | ALL[name]
    for locale in ("ko", "en"):
        send_template(name, to="reader@example.com", locale=locale, context=context)
    korean, english = post()
    for message, language in ((korean, "ko"), (english, "en")):
        html, kind = message.alternatives[0]
        assert kind == "text/html"
        assert message.subject
        assert "\n" not in message.subject
        assert not LEFTOVERS.search(message.subject + message.body)
        assert "{{" not in html
        assert f'lang="{language}"' in html
        assert "PIYAKast" in message.body
        if "code" in context:
            assert "\n1234-5678\n" in message.body
            assert html.count(">1234-5678<") == 1 + message.subject.count("1234-5678")
        if name in NOTICES:
            assert "203.0.113.7" in message.body
            assert "Chrome" in html
        for address in re.findall(r"^https?://\S+$", message.body, re.MULTILINE):
            assert f'href="{address}"' in html


def test_every_mail_that_allauth_sends_is_ours() -> None:
    """A release that brings a new mail must not send it in other words than ours."""
    from pathlib import Path

    import allauth
    from django.template.loader import get_template

    theirs = Path(allauth.__file__).parent / "templates"
    unused = {"password_reset_code", "base"}
    found = 0
    for app in ("account", "mfa", "socialaccount"):
        for file in (theirs / app / "email").glob("*_message.txt"):
            name = file.name.removesuffix("_message.txt")
            if name in unused:
                continue
            found += 1
            assert f"{app}/email/{name}" in ALL
            for part in ("message", "subject"):
                template: Any = get_template(f"{app}/email/{name}_{part}.txt")
                origin = template.origin.name
                assert "site-packages" not in origin
    assert found >= len(NOTICES)


def test_words_cannot_become_markup(post: Post) -> None:
    context = NOTICES["account/email/email_deleted"] | ORIGIN
    hostile = context | {"user_agent": "<script>alert(1)</script>", "deleted_email": "<b>@x.y"}
    send_template("account/email/email_deleted", to="a@b.c", locale="en", context=hostile)
    [message] = post()
    assert "<script" not in message.alternatives[0][0]
    assert "<b>@" not in message.alternatives[0][0]
    assert "<b>@x.y" in message.body


def test_the_mail_speaks_its_readers_language(client: Any, viewer: Any, post: Post) -> None:
    viewer.locale = "ko"
    viewer.save()
    client.post(
        "/accounts/password/reset/", {"email": viewer.email}, headers={"Accept-Language": "en"}
    )
    [message] = post()
    assert 'lang="ko"' in message.alternatives[0][0]
    client.post(
        "/accounts/signup/",
        {"email": viewer.email, "password1": "correct horse battery"},
        headers={"Accept-Language": "en"},
    )
    [message] = post()
    assert 'lang="ko"' in message.alternatives[0][0]


@override_settings(SITE_NAME="Tea & Talk")
def test_names_are_not_escaped_in_text_and_escaped_in_html(post: Post) -> None:
    send_template("mail/account_erased", to="a@b.c", locale="en", context={})
    [message] = post()
    assert "Tea & Talk" in message.body
    assert "Tea &amp; Talk" in message.alternatives[0][0]
    assert translation.get_language() == "en"


def test_paragraphs_become_what_they_are() -> None:
    text = (
        "Hello\nyou\n\n1234-5678\n\nOpen it:\nhttps://a.example/b?c=1\n\n- When: now\n- From: here"
    )
    assert [block.kind for block in blocks_of(text, code="1234-5678")] == [
        "words",
        "code",
        "link",
        "facts",
    ]
