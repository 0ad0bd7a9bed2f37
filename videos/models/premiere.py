"""A premiere: a video that everybody watches together when it comes out, and who wants to be told of it."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.mail.moves import IS_MOVED, Waiting

if TYPE_CHECKING:
    from videos.models.video import Video

# What has a file on its way to be seen; an upload that was given up announces nothing.
ANNOUNCED_STATES = ("processing", "playable", "ready", "failed")


def still_to_come() -> Q:
    """Premieres that are announced: their time is ahead, or they wait until they can play."""
    playable = Q(state__in=("playable", "ready"))
    return Q(
        is_premiere=True,
        premiered_at=None,
        published_at__isnull=False,
        is_withheld=False,
        state__in=ANNOUNCED_STATES,
    ) & (Q(published_at__gt=timezone.now()) | ~playable) & ~Q(privacy="private")  # fmt: skip


class Premiering(models.Model):
    """What a video knows of its premiere. From `published_at` on it plays by the clock, for as long as it is."""

    is_premiere = models.BooleanField(
        _("premiere"),
        default=False,
        db_default=False,
        help_text=_("Everybody watches it together when it comes out."),
    )
    # When it began; None before that. What was not playable in time began when it became so.
    premiered_at = models.DateTimeField(_("premiered"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    if TYPE_CHECKING:
        # Of the video itself.
        PLAYABLE: Any
        state: Any
        privacy: Any
        published_at: Any
        is_withheld: Any
        is_published: Any
        duration_ms: Any

    @property
    def is_announced(self) -> bool:
        """Whether it is a premiere still to come: it may be known by whoever may see it then, and nobody plays it."""
        return (
            self.is_premiere
            and self.premiered_at is None
            and self.published_at is not None
            and not self.is_withheld
            and self.privacy != "private"
            and self.state in ANNOUNCED_STATES
            and (self.published_at > timezone.now() or self.state not in self.PLAYABLE)
        )

    @property
    def is_late(self) -> bool:
        """Whether its time has come and it cannot play yet."""
        return self.is_announced and self.published_at <= timezone.now()

    @property
    def is_premiering(self) -> bool:
        """Whether the premiere is on now."""
        ends_at = self.premiere_ends_at
        return bool(self.is_published) and ends_at is not None and timezone.now() < ends_at

    @property
    def premiere_begins_at(self) -> datetime | None:
        """When it begins or began; None of what is no premiere."""
        return (self.premiered_at or self.published_at) if self.is_premiere else None

    @property
    def premiere_ends_at(self) -> datetime | None:
        """When its last moment has come; None of what is no premiere."""
        begins_at = self.premiere_begins_at
        return begins_at + timedelta(milliseconds=self.duration_ms) if begins_at else None

    @property
    def premiere_elapsed_s(self) -> float:
        """Where the premiere stands now, in seconds of the video; negative before it begins."""
        begins_at = self.premiere_begins_at
        return (timezone.now() - begins_at).total_seconds() if begins_at else 0.0


class PremiereReminder(Waiting):
    """Somebody wants to be told when a premiere begins."""

    video: "models.ForeignKey[Video]" = models.ForeignKey(
        "videos.Video",
        on_delete=models.CASCADE,
        related_name="reminders",
        verbose_name=_("video"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("user")
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("reminder of a premiere")
        verbose_name_plural = _("reminders of premieres")
        constraints = [
            models.UniqueConstraint(fields=["video", "user"], name="premiere_reminder_once")
        ]
        indexes = [
            models.Index(fields=["moved_at"], name="premiere_reminder_moved", condition=IS_MOVED)
        ]

    def __str__(self) -> str:
        return f"{self.user} → {self.video}"
