"""One message from templates: `<name>_subject.txt`, `<name>_message.txt`, and our HTML layout around it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, make_msgid
from django.template.loader import render_to_string
from django.utils import translation

LINK = re.compile(r"^(?P<label>.+?):?\n(?P<url>https?://\S+)$")
FACT = re.compile(r"^- (?P<name>[^:]+): (?P<value>.+)$")


@dataclass(frozen=True)
class Block:
    """One paragraph of a message, as the HTML part shows it."""

    kind: str  # words, code, link, facts
    text: str = ""
    url: str = ""
    facts: tuple[tuple[str, str], ...] = ()


def send_template(name: str, *, to: str, locale: str, context: Mapping[str, Any]) -> None:
    """Compose the message `name` in `locale` for `to` and queue it; it is sent after commit.

    The HTML part is made from the text part: what people read never differs.
    """
    with translation.override(locale):
        values = {"SITE_NAME": settings.SITE_NAME, "SITE_URL": settings.SITE_URL, **context}
        subject = " ".join(render_to_string(f"{name}_subject.txt", values).split())
        text = _tidy(render_to_string(f"{name}_message.txt", values))
        code = str(context.get("code") or "")
        html = render_to_string(
            "mail/layout.html",
            {
                **values,
                "subject": subject,
                # A code in it is never broken at its dash.
                "heading": subject.partition(code) if code else (subject, "", ""),
                "blocks": blocks_of(text, code=code),
                "locale": locale,
            },
        )
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("<> ") or "localhost"
    message = EmailMultiAlternatives(
        subject,
        text + "\n",
        settings.DEFAULT_FROM_EMAIL,
        [to],
        headers={"Message-ID": make_msgid(domain=domain)},
    )
    message.attach_alternative(html, "text/html")
    message.send()


def blocks_of(text: str, *, code: str = "") -> list[Block]:
    """The paragraphs of `text`: words, the code alone, a label with its address, or a list of facts."""
    return [_block(part, code) for part in text.split("\n\n")]


def _block(part: str, code: str) -> Block:
    if code and part == code:
        return Block("code", part)
    if link := LINK.match(part):
        return Block("link", link["label"], url=link["url"])
    facts = [FACT.match(line) for line in part.splitlines()]
    if all(facts):
        return Block("facts", facts=tuple((f["name"], f["value"]) for f in facts if f))
    return Block("words", part)


def _tidy(text: str) -> str:
    """Without blank lines at the ends, and one between paragraphs."""
    return re.sub(r"\n\s*\n+", "\n\n", text.strip())
