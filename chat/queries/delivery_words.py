"""What was sent to webhooks, and what came back, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from chat.models import Delivery

# What adapters say when nobody took a delivery; other words are names of errors, and stay.
ANSWERS = {
    "an address of a private network": gettext_lazy("This address leads into a private network."),
    "no web address": gettext_lazy("This is no web address."),
    "no such host": gettext_lazy("No server of this name was found."),
    "ConnectError": gettext_lazy("The server could not be reached."),
    "ConnectTimeout": gettext_lazy("The server could not be reached in time."),
    "ReadTimeout": gettext_lazy("The server did not answer in time."),
    "WriteTimeout": gettext_lazy("The server did not answer in time."),
    "RemoteProtocolError": gettext_lazy("The server hung up."),
    "ReadError": gettext_lazy("The server hung up."),
}


def delivery_words(delivery: Delivery) -> str:
    """What was posted."""
    if delivery.is_test:
        return _("Test")
    count = len(delivery.body.get("events", ()))
    return ngettext("%(n)d event", "%(n)d events", count) % {"n": count}


def answer_words(answer: str) -> str:
    """What the server answered, or why nobody did."""
    if answer.startswith("HTTP "):
        return _("answered %(code)s") % {"code": answer.removeprefix("HTTP ")}
    return str(ANSWERS.get(answer, answer))
