"""Bots and webhooks in words."""

from datetime import timedelta

from django import template
from django.utils import timezone
from django.utils.translation import gettext_lazy

from chat.forms.tools import KIND_LABELS
from chat.models import Bot, Delivery
from chat.queries.delivery_words import answer_words, delivery_words
from chat.services.hook_posts import CLAIM

register = template.Library()

SCOPES = {
    Bot.Scope.READ: gettext_lazy("reads"),
    Bot.Scope.SAY: gettext_lazy("writes"),
    Bot.Scope.MODERATE: gettext_lazy("keeps order"),
}


@register.filter
def scope_word(scope: str) -> str:
    """What a bot may, in a word."""
    return str(SCOPES.get(Bot.Scope(scope), scope)) if scope in Bot.Scope.values else scope


@register.filter
def kind_word(kind: str) -> str:
    """What a webhook is told of."""
    return next((str(label) for each, label in KIND_LABELS.items() if each == kind), kind)


register.filter(delivery_words)
register.filter(answer_words)


@register.filter
def can_be_sent_again(delivery: Delivery) -> bool:
    """Whether it is over, or waits so long that it can be sent before."""
    soon = timezone.now() + CLAIM + timedelta(seconds=5)
    return delivery.state != Delivery.State.WAITING or delivery.due_at > soon
