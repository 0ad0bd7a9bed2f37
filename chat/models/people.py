"""Who keeps order in a channel's rooms, and whom they told to be quiet."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Channel


class Moderator(models.Model):
    """Somebody who keeps order in every room of a channel."""

    channel = models.ForeignKey(
        Channel, on_delete=models.CASCADE, related_name="moderators", verbose_name=_("channel")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="moderates",
        verbose_name=_("user"),
    )
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("chat moderator")
        verbose_name_plural = _("chat moderators")
        constraints = [
            models.UniqueConstraint(fields=["channel", "user"], name="moderator_once_a_channel")
        ]

    def __str__(self) -> str:
        return f"{self.user} @ {self.channel}"


class Sanction(models.Model):
    """A timeout (it has an end) or a ban (it has none) in every room of a channel."""

    channel = models.ForeignKey(
        Channel, on_delete=models.CASCADE, related_name="sanctions", verbose_name=_("channel")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("user"),
    )
    until = models.DateTimeField(_("until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("since"), auto_now_add=True)
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)

    class Meta:
        verbose_name = _("timeout or ban")
        verbose_name_plural = _("timeouts and bans")
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "user"],
                condition=Q(lifted_at=None),
                name="sanction_one_in_force",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.until or _('for good')}"
