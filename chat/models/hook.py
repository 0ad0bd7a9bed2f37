"""Addresses of others that are told what happens in a channel's rooms."""

import secrets

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Channel
from core.ids import new_public_id
from core.states import StateTable

LONGEST_URL = 500
MOST_HOOKS = 5


def new_secret() -> str:
    """What signs deliveries; its owner reads it once."""
    return f"hook-{secrets.token_hex(24)}"


class HookQuerySet(models.QuerySet["Hook"]):
    """Reads that chain."""

    def on(self) -> "HookQuerySet":
        """Those that are told what happens."""
        return self.filter(disabled_at=None, paused_at=None)


class Hook(models.Model):
    """One address, and which entries it wants."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    channel = models.ForeignKey(
        Channel, on_delete=models.CASCADE, related_name="chat_hooks", verbose_name=_("channel")
    )
    url = models.URLField(_("address"), max_length=LONGEST_URL)
    secret = models.CharField(max_length=64, default=new_secret, editable=False)
    kinds = ArrayField(models.CharField(max_length=12), verbose_name=_("events"), default=list)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    # Switched off by us after nothing has arrived for days.
    disabled_at = models.DateTimeField(_("disabled"), null=True, blank=True)
    paused_at = models.DateTimeField(_("paused"), null=True, blank=True)
    # Failures before this moment no longer count against the address.
    resumed_at = models.DateTimeField(_("resumed"), null=True, blank=True, editable=False)

    objects = HookQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")

    def __str__(self) -> str:
        return self.url

    @property
    def is_on(self) -> bool:
        """Whether it is told what happens."""
        return self.disabled_at is None and self.paused_at is None


class Delivery(models.Model):
    """Entries on their way to one address: tried again until taken, or given up; then again if its owner says so."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DELIVERED = "delivered", _("Delivered")
        GIVEN_UP = "given-up", _("Given up")

    STATES = StateTable(
        "state",
        {
            State.WAITING: frozenset({State.DELIVERED, State.GIVEN_UP}),
            State.DELIVERED: frozenset({State.WAITING}),
            State.GIVEN_UP: frozenset({State.WAITING}),
        },
    )

    public_id = models.CharField(
        _("public id"), max_length=16, unique=True, default=new_public_id, editable=False
    )
    hook = models.ForeignKey(
        Hook, on_delete=models.CASCADE, related_name="deliveries", verbose_name=_("webhook")
    )
    body = models.JSONField(_("body"))
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    answer = models.CharField(_("last answer"), max_length=120, blank=True)
    due_at = models.DateTimeField(_("due"), default=timezone.now)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        indexes = [
            models.Index(fields=["due_at"], name="delivery_due", condition=Q(state="waiting")),
            models.Index(fields=["hook", "-created_at"], name="delivery_of_hook"),
            models.Index(fields=["created_at"], name="delivery_by_age"),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def is_test(self) -> bool:
        """Whether nothing has happened: its owner wanted to see that it arrives."""
        return bool(self.body.get("test"))
