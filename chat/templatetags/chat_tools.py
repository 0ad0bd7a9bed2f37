"""Bots and webhooks in words."""

from datetime import timedelta

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from chat.forms.tools import KIND_LABELS
from chat.models import Bot, Delivery
from chat.services.hook_posts import CLAIM

register = template.Library()

SCOPES = {
    Bot.Scope.READ: gettext_lazy("reads"),
    Bot.Scope.SAY: gettext_lazy("writes"),
    Bot.Scope.MODERATE: gettext_lazy("keeps order"),
}
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


@register.filter
def scope_word(scope: str) -> str:
    """What a bot may, in a word."""
    return str(SCOPES.get(Bot.Scope(scope), scope)) if scope in Bot.Scope.values else scope


@register.filter
def kind_word(kind: str) -> str:
    """What a webhook is told of."""
    return next((str(label) for each, label in KIND_LABELS.items() if each == kind), kind)


@register.filter
def delivery_words(delivery: Delivery) -> str:
    """What was posted."""
    if delivery.is_test:
        return _("Test")
    count = len(delivery.body.get("events", ()))
    return ngettext("%(n)d event", "%(n)d events", count) % {"n": count}


@register.filter
def answer_words(answer: str) -> str:
    """What the server answered, or why nobody did."""
    if answer.startswith("HTTP "):
        return _("answered %(code)s") % {"code": answer.removeprefix("HTTP ")}
    return str(ANSWERS.get(answer, answer))


@register.filter
def can_be_sent_again(delivery: Delivery) -> bool:
    """Whether it is over, or waits so long that it can be sent before."""
    soon = timezone.now() + CLAIM + timedelta(seconds=5)
    return delivery.state != Delivery.State.WAITING or delivery.due_at > soon
