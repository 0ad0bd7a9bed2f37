"""Small pictures that people write as `:code:`."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Channel

CODE = r"[A-Za-z0-9_]{2,24}"
MOST_EMOTES = 60
MOST_SITE_EMOTES = 200


class EmoteQuerySet(models.QuerySet["Emote"]):
    """Reads that chain."""

    def usable_in(self, channel_id: int) -> "EmoteQuerySet":
        """What people can write in rooms of a channel: its own and the site's."""
        return self.filter(Q(channel=channel_id) | Q(channel=None), state=Emote.State.APPROVED)

    def of_site(self) -> "EmoteQuerySet":
        """Those of no channel."""
        return self.filter(channel=None)


class Emote(models.Model):
    """One picture and its code. Without a channel it is everybody's."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for approval")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")

    channel = models.ForeignKey(
        Channel,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="emotes",
        verbose_name=_("channel"),
    )
    code = models.CharField(
        _("code"),
        max_length=24,
        validators=[
            RegexValidator(
                f"^{CODE}$", _("Use 2 to 24 letters a-z, digits or underscores for the code.")
            )
        ],
    )
    picture = models.ImageField(_("picture"), upload_to="public/emotes")
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    # Why staff refused it, for its owner.
    reason = models.CharField(_("reason"), max_length=200, blank=True, default="", db_default="")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    objects = EmoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("emote")
        verbose_name_plural = _("emotes")
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "code"], name="emote_code_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f":{self.code}:"

    @property
    def is_of_site(self) -> bool:
        """Whether every room offers it."""
        return self.channel_id is None
