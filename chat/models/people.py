"""People of a channel's rooms: how they are called, who keeps order, and whom they told to be quiet."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Channel


class Profile(models.Model):
    """How somebody without a channel is called in chat. A channel's name and handle come before it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="chat_profile",
        verbose_name=_("user"),
    )
    # With a ~, which no channel's handle has: nobody can look like somebody else.
    handle = models.CharField(_("handle"), max_length=30, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=30)

    class Meta:
        verbose_name = _("chat name")
        verbose_name_plural = _("chat names")

    def __str__(self) -> str:
        return self.name


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


class SanctionQuerySet(models.QuerySet["Sanction"]):
    """Reads that chain."""

    def in_force(self) -> "SanctionQuerySet":
        """Not lifted, and not over."""
        return self.filter(Q(until=None) | Q(until__gt=timezone.now()), lifted_at=None)


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
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("moderator"),
    )
    created_at = models.DateTimeField(_("since"), auto_now_add=True)
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)

    objects = SanctionQuerySet.as_manager()

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


class Note(models.Model):
    """What moderators of a channel tell each other about somebody."""

    channel = models.ForeignKey(
        Channel, on_delete=models.CASCADE, related_name="chat_notes", verbose_name=_("channel")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("about"),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("moderator"),
    )
    text = models.CharField(_("text"), max_length=500)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        indexes = [models.Index(fields=["channel", "user", "-created_at"], name="note_about")]

    def __str__(self) -> str:
        return self.text[:60]
