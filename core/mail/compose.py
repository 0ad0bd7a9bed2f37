"""One message from templates: `<name>_subject.txt`, `<name>_message.txt`, and our HTML layout around it."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation


def send_template(name: str, *, to: str, locale: str, context: Mapping[str, Any]) -> None:
    """Compose the message `name` in `locale` for `to` and queue it; it is sent after commit.

    The HTML part shows the same words as the text part: what people read never differs.
    """
    with translation.override(locale):
        values = {"SITE_NAME": settings.SITE_NAME, "SITE_URL": settings.SITE_URL, **context}
        subject = " ".join(render_to_string(f"{name}_subject.txt", values).split())
        text = render_to_string(f"{name}_message.txt", values).strip()
        html = render_to_string(
            "mail/layout.html", {**values, "subject": subject, "text": text, "locale": locale}
        )
    message = EmailMultiAlternatives(subject, text + "\n", settings.DEFAULT_FROM_EMAIL, [to])
    message.attach_alternative(html, "text/html")
    message.send()
