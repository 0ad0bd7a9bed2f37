"""A stream: what viewers open and a creator publishes to, for one evening or for years."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Channel
from core.ids import new_public_id
from core.mail.moves import IS_MOVED, Waiting
from core.states import StateTable
from videos.models import Video

# How long after its time an announced stream is waited for.
LATE = timedelta(hours=3)
# What goes on air so long before the announced time is what was announced; earlier it is something else.
EARLY = timedelta(hours=2)


class StreamQuerySet(models.QuerySet["Stream"]):
    """Reads that chain. Only `listed()` may feed a public list."""

    def listed(self) -> "StreamQuerySet":
        """What anybody may find."""
        return self.filter(
            privacy=Video.Privacy.PUBLIC, is_test=False, channel__owner__is_active=True
        ).exclude(state=Stream.State.REMOVED)

    def on_air(self) -> "StreamQuerySet":
        """Live now, or gone for a moment."""
        return self.filter(state__in=Stream.ON_AIR)

    def upcoming(self) -> "StreamQuerySet":
        """Announced; somebody who is late is still waited for."""
        waiting = (Stream.State.WAITING, Stream.State.STARTING)
        return self.filter(state__in=waiting, starts_at__gt=timezone.now() - LATE)

    def of(self, channel: Channel) -> "StreamQuerySet":
        """The streams of one channel, removed ones left out."""
        return self.filter(channel=channel).exclude(state=Stream.State.REMOVED)


class Stream(models.Model):
    """What people watch live on one channel. Each time it goes on air is a `Broadcast`."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for the publisher")
        STARTING = "starting", _("Starting")
        LIVE = "live", _("Live")
        RECONNECTING = "reconnecting", _("Reconnecting")
        ENDED = "ended", _("Ended")
        REMOVED = "removed", _("Removed")

    class Latency(models.TextChoices):
        NORMAL = "normal", _("Normal, smoothest")
        LOW = "low", _("Low")
        ULTRA_LOW = "ultra-low", _("Ultra-low")

    ON_AIR = (State.LIVE, State.RECONNECTING)
    BUSY = (State.STARTING, State.LIVE, State.RECONNECTING)
    STATES = StateTable(
        "state",
        {
            State.WAITING: frozenset({State.STARTING, State.ENDED, State.REMOVED}),
            State.STARTING: frozenset({State.LIVE, State.WAITING, State.ENDED, State.REMOVED}),
            State.LIVE: frozenset({State.RECONNECTING, State.WAITING, State.ENDED, State.REMOVED}),
            State.RECONNECTING: frozenset({State.LIVE, State.WAITING, State.ENDED, State.REMOVED}),
            # A stream that is over may be opened again by its owner.
            State.ENDED: frozenset({State.WAITING, State.STARTING, State.REMOVED}),
            State.REMOVED: frozenset(),
        },
    )

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    channel = models.ForeignKey(
        Channel, on_delete=models.CASCADE, related_name="streams", verbose_name=_("channel")
    )
    state = models.CharField(
        _("state"), max_length=12, choices=State.choices, default=State.WAITING
    )
    title = models.CharField(_("title"), max_length=120)
    description = models.TextField(_("description"), max_length=10_000, blank=True)
    tags = ArrayField(
        models.CharField(max_length=40), verbose_name=_("tags"), default=list, blank=True, size=20
    )
    category = models.CharField(
        _("category"),
        max_length=16,
        choices=Video.Category.choices,
        default=Video.Category.OTHER,
    )
    language = models.CharField(
        _("language"), max_length=8, choices=Video.Language.choices, blank=True
    )
    # Storage keys: what the ingest took last, and what the creator chose instead.
    thumbnail = models.CharField(_("thumbnail"), max_length=200, blank=True, editable=False)
    picture = models.CharField(
        _("own picture"), max_length=200, blank=True, default="", db_default="", editable=False
    )

    latency = models.CharField(
        _("latency"), max_length=9, choices=Latency.choices, default=Latency.LOW
    )
    privacy = models.CharField(
        _("privacy"), max_length=10, choices=Video.Privacy.choices, default=Video.Privacy.PUBLIC
    )
    password = models.CharField(max_length=128, blank=True, editable=False)
    records = models.BooleanField(
        _("record"), default=True, help_text=_("Keep the broadcast as a video.")
    )
    dvr = models.DurationField(
        _("rewind"),
        default=timedelta(hours=4),
        help_text=_("How far back viewers may go while it is live."),
        validators=[MaxValueValidator(timedelta(hours=12))],
    )
    repeats = models.BooleanField(
        _("can go live again"), default=True, help_text=_("The stream waits again once it ended.")
    )
    is_test = models.BooleanField(
        _("test mode"), default=False, help_text=_("Only you see it, and it is not announced.")
    )
    starts_at = models.DateTimeField(_("announced for"), null=True, blank=True)
    # Written by `live.services.search_index` alone. Few streams are on air or announced, so it needs no index.
    search = SearchVectorField(_("search words"), null=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = StreamQuerySet.as_manager()

    class Meta:
        verbose_name = _("stream")
        verbose_name_plural = _("streams")
        indexes = [
            models.Index(fields=["channel", "-created_at"], name="stream_of_channel"),
            models.Index(
                fields=["state"],
                name="stream_busy",
                condition=Q(state__in=("starting", "live", "reconnecting")),
            ),
            models.Index(
                fields=["starts_at"],
                name="stream_upcoming",
                condition=Q(state__in=("waiting", "starting")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("live-watch", kwargs={"public_id": self.public_id})

    @property
    def is_on_air(self) -> bool:
        """Live now, or gone for a moment."""
        return self.state in self.ON_AIR

    @property
    def is_for_later(self) -> bool:
        """Whether what was announced is still to come, even if something is on air now."""
        return self.starts_at is not None and self.starts_at > timezone.now() + EARLY

    def is_owned_by(self, user: Any) -> bool:
        """Whether `user` (may be anonymous) owns the channel it is on."""
        return bool(user.is_authenticated) and self.channel.owner_id == user.pk

    def set_password(self, raw: str) -> None:
        """Keep only a hash of the password that opens it."""
        self.password = make_password(raw)

    def check_password(self, raw: str) -> bool:
        """Whether `raw` opens it."""
        return bool(self.password) and check_password(raw, self.password)


class Reminder(Waiting):
    """Somebody wants to be told when an announced stream begins."""

    stream = models.ForeignKey(
        Stream, on_delete=models.CASCADE, related_name="reminders", verbose_name=_("stream")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("user")
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(fields=["stream", "user"], name="reminder_once_a_stream")
        ]
        indexes = [models.Index(fields=["moved_at"], name="reminder_moved", condition=IS_MOVED)]

    def __str__(self) -> str:
        return f"{self.user} → {self.stream}"
