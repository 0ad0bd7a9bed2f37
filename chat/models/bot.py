"""Programs that chat: an account of their own, and tokens that say what they may."""

import secrets
from hashlib import sha256

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Channel

# 160 bits that nobody types: a fast digest cannot be guessed back.
TOKEN_BYTES = 20
MOST_BOTS = 10
TOKEN_PREFIX = "chatbot-"  # noqa: S105  (a mark, no secret)


def new_bot_token() -> str:
    """A token that can be told from others by its beginning."""
    return TOKEN_PREFIX + secrets.token_hex(TOKEN_BYTES)


def token_digest(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode()).hexdigest()


class BotQuerySet(models.QuerySet["Bot"]):
    """Reads that chain."""

    def of(self, channel: Channel) -> "BotQuerySet":
        """Those of a channel that are not revoked, the first made first, with what they are called."""
        rows = self.filter(channel=channel, revoked_at=None)
        return rows.select_related("user__chat_profile", "channel").order_by("pk")


class Bot(models.Model):
    """A program of one channel, with the account that it writes as."""

    class Scope(models.TextChoices):
        READ = "read", _("Read rooms, private ones too")
        SAY = "say", _("Write messages")
        MODERATE = "moderate", _("Keep order")

    channel = models.ForeignKey(
        Channel, on_delete=models.CASCADE, related_name="bots", verbose_name=_("channel")
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="bot",
        verbose_name=_("account"),
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    ending = models.CharField(_("token ends with"), max_length=4, editable=False)
    scopes = ArrayField(
        models.CharField(max_length=8, choices=Scope.choices), verbose_name=_("may"), default=list
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = BotQuerySet.as_manager()

    class Meta:
        verbose_name = _("bot")
        verbose_name_plural = _("bots")

    def __str__(self) -> str:
        return f"…{self.ending}"
