"""What moderators did: never removed before its channel, never changed but for the words of people who left the site."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chat.models.room import Room


class LogEntry(models.Model):
    """One act of a moderator; without an actor the room's guards did it by themselves."""

    room = models.ForeignKey(
        Room, on_delete=models.CASCADE, related_name="log", verbose_name=_("room")
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("moderator"),
    )
    action = models.CharField(_("action"), max_length=20)
    target = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("whom it concerns"),
    )
    facts = models.JSONField(_("details"), default=dict, blank=True)
    # Of the act as it was asked for: asking twice does it once.
    client_id = models.CharField(max_length=36, blank=True)
    done_at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("act of moderation")
        verbose_name_plural = _("acts of moderation")
        constraints = [
            models.UniqueConstraint(
                fields=["room", "actor", "client_id"],
                condition=~Q(client_id=""),
                name="log_act_once",
            )
        ]
        indexes = [models.Index(fields=["room", "-done_at"], name="log_of_room")]

    def __str__(self) -> str:
        return f"#{self.pk}"
