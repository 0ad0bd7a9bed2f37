"""One time that a stream is on air, from its first picture to its recording."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.ids import new_public_id
from live.models.stream import Stream
from videos.models import Video


class Broadcast(models.Model):
    """Publish sessions in a row that viewers see as one; `video` is its recording."""

    class Stop(models.TextChoices):
        LENGTH = "length", _("It became too long")
        ROOM = "room", _("No room was left")
        QUOTA = "quota", _("The quota was full")

    stream = models.ForeignKey(
        Stream, on_delete=models.CASCADE, related_name="broadcasts", verbose_name=_("stream")
    )
    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    video = models.OneToOneField(
        Video,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="broadcast",
        verbose_name=_("recording"),
    )
    title = models.CharField(_("title"), max_length=120)
    began_at = models.DateTimeField(_("began"), auto_now_add=True)
    live_at = models.DateTimeField(_("on air"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    end_reason = models.CharField(_("reason"), max_length=40, blank=True)
    # For each stretch of the recording: when it began, where that is in the video and how long it is (seconds).
    timeline = models.JSONField(
        _("times of the recording"),
        default=list,
        db_default=models.Value([], models.JSONField()),
        blank=True,
    )
    # Why nothing more is recorded while it goes on.
    recording_stop = models.CharField(
        _("recording stopped"),
        max_length=8,
        choices=Stop.choices,
        blank=True,
        default="",
        db_default="",
    )
    # Each time in test mode as [from, to]: None is the beginning of the broadcast, or its end.
    hidden = models.JSONField(
        _("times in test mode"),
        default=list,
        db_default=models.Value([], models.JSONField()),
        blank=True,
    )
    peak_viewers = models.PositiveIntegerField(_("peak viewers"), default=0)
    watch_time_s = models.PositiveBigIntegerField(_("watch time"), default=0)

    class Meta:
        verbose_name = _("broadcast")
        verbose_name_plural = _("broadcasts")
        constraints = [
            models.UniqueConstraint(
                fields=["stream"], condition=Q(ended_at=None), name="broadcast_one_open"
            )
        ]
        indexes = [models.Index(fields=["stream", "-began_at"], name="broadcast_of_stream")]

    def __str__(self) -> str:
        return f"{self.title} ({timezone.localtime(self.began_at):%Y-%m-%d %H:%M})"

    def offset_of(self, moment: datetime) -> float | None:
        """Where in the recording `moment` is, in seconds. What happened in a gap is where the gap is.

        None without a recording, and before its first picture: nothing of that can be seen in it.
        """
        place = None
        for began, offset, length in self.timeline:
            passed = (moment - datetime.fromisoformat(began)).total_seconds()
            if passed < 0:
                break
            place = offset + min(passed, length)
        return place


class ViewerMinute(models.Model):
    """How many watched in one minute of a broadcast."""

    broadcast = models.ForeignKey(Broadcast, on_delete=models.CASCADE, related_name="minutes")
    minute = models.DateTimeField(_("minute"))
    viewers = models.PositiveIntegerField(_("viewers"), default=0)

    class Meta:
        verbose_name = _("viewers in a minute")
        verbose_name_plural = _("viewers by minute")
        constraints = [
            models.UniqueConstraint(fields=["broadcast", "minute"], name="viewer_minute_once")
        ]

    def __str__(self) -> str:
        return f"{self.minute:%H:%M}: {self.viewers}"


class Marker(models.Model):
    """A moment that the creator wants to find again: a chapter of the recording."""

    broadcast = models.ForeignKey(Broadcast, on_delete=models.CASCADE, related_name="markers")
    at_s = models.FloatField(_("seconds from the beginning"))
    text = models.CharField(_("text"), max_length=100, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("marker")
        verbose_name_plural = _("markers")
        ordering = ["at_s"]

    def __str__(self) -> str:
        return self.text or f"{self.at_s:.0f} s"
