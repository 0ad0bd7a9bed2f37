"""The video itself: what people see, and who may see it."""

from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Channel, User
from core.addresses import path_to
from core.ids import new_public_id
from core.states import StateTable
from videos.models import vocabulary
from videos.models.premiere import Premiering, still_to_come

CARD_FIELDS = (
    "public_id",
    "title",
    "state",
    "privacy",
    "password",
    "published_at",
    "category",
    "language",
    "duration_ms",
    "width",
    "height",
    "has_video",
    "poster",
    "poster_version",
    "has_card_picture",
    "is_withheld",
    "view_count",
    "trending_score",
    "is_premiere",
    "premiered_at",
)


class VideoQuerySet(models.QuerySet["Video"]):
    """Reads that chain. Only `listed()` may feed a public list, feed, sitemap or search."""

    def published(self) -> "VideoQuerySet":
        """Playable, its time has come, and nothing keeps it back."""
        return self.filter(
            state__in=Video.PLAYABLE, published_at__lte=timezone.now(), is_withheld=False
        )

    def listed(self) -> "VideoQuerySet":
        """What anybody may find."""
        return self.published().filter(privacy=Video.Privacy.PUBLIC)

    def announced(self) -> "VideoQuerySet":
        """Premieres still to come, for whoever may see each."""
        return self.filter(still_to_come())

    def known_to(self, person: User) -> "VideoQuerySet":
        """Whose titles a list of the person's own may tell: what is to be seen by link, and their own videos."""
        by_link = Q(
            state__in=Video.PLAYABLE,
            published_at__lte=timezone.now(),
            is_withheld=False,
            privacy__in=(Video.Privacy.PUBLIC, Video.Privacy.UNLISTED),
        )
        own = Q(channel__owner=person) & ~Q(state__in=Video.HIDDEN)
        return self.filter(by_link | own)

    def of(self, channel: Channel) -> "VideoQuerySet":
        """The videos of one channel, without deleted ones and those still being recorded."""
        return self.filter(channel=channel).exclude(state__in=Video.HIDDEN)

    def for_cards(self) -> "VideoQuerySet":
        """Joined and narrowed to what a card shows."""
        return self.select_related("channel", "current").only(
            *CARD_FIELDS,
            "channel__handle",
            "channel__name",
            "channel__avatar",
            "channel__owner_id",
            "current__prefix",
        )


class Video(Premiering, models.Model):
    """One video of a channel.

    `published_at` decides when it is out: None is a draft, a future time is scheduled.
    `privacy` decides who may see it from then on. The owner and staff always may.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Waiting for the file")
        RECORDING = "recording", _("Being recorded")
        PROCESSING = "processing", _("Processing")
        PLAYABLE = "playable", _("Playable, still processing")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")
        DELETED = "deleted", _("Deleted")

    class Privacy(models.TextChoices):
        PUBLIC = "public", _("Public")
        UNLISTED = "unlisted", _("Unlisted")
        PRIVATE = "private", _("Private")
        PASSWORD = "password", _("Password")

    Category = vocabulary.Category
    Licence = vocabulary.Licence
    Language = vocabulary.Language

    PLAYABLE = (State.PLAYABLE, State.READY)
    # Not even its owner sees it: it is gone, or its broadcast still goes on.
    HIDDEN = (State.DELETED, State.RECORDING)
    STATES = StateTable(
        "state",
        {
            State.DRAFT: frozenset({State.PROCESSING, State.DELETED}),
            State.RECORDING: frozenset({State.PLAYABLE, State.READY, State.DELETED}),
            State.PROCESSING: frozenset({State.PLAYABLE, State.READY, State.FAILED, State.DELETED}),
            State.PLAYABLE: frozenset({State.READY, State.FAILED, State.PROCESSING, State.DELETED}),
            # A replaced source is processed while the old rendition stays watchable; it may
            # take over as soon as it begins to play.
            State.READY: frozenset({State.PROCESSING, State.PLAYABLE, State.DELETED}),
            State.FAILED: frozenset({State.PROCESSING, State.DELETED}),
            # Final for every worker, so that none can bring a deleted video back by finishing late;
            # only `services.deletion.restore_video` leads out, by a condition of its own.
            State.DELETED: frozenset(),
        },
    )

    public_id = models.CharField(
        _("public id"), max_length=16, unique=True, default=new_public_id, editable=False
    )
    channel = models.ForeignKey(
        Channel, on_delete=models.CASCADE, related_name="videos", verbose_name=_("channel")
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DRAFT)
    failure = models.CharField(
        _("why it failed"),
        max_length=400,
        blank=True,
        help_text=_("A code or sentence for the owner."),
    )

    title = models.CharField(_("title"), max_length=120)
    description = models.TextField(_("description"), max_length=10_000, blank=True)
    tags = ArrayField(
        models.CharField(max_length=40), verbose_name=_("tags"), default=list, blank=True, size=20
    )
    category = models.CharField(
        _("category"), max_length=16, choices=Category.choices, default=Category.OTHER
    )
    language = models.CharField(_("language"), max_length=8, choices=Language.choices, blank=True)
    licence = models.CharField(
        _("licence"), max_length=12, choices=Licence.choices, default=Licence.ALL_RIGHTS
    )

    privacy = models.CharField(
        _("privacy"), max_length=10, choices=Privacy.choices, default=Privacy.PRIVATE
    )
    password = models.CharField(_("password"), max_length=128, blank=True, editable=False)
    publish_when_ready = models.BooleanField(_("publish when ready"), default=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    # When caches were told that it is out; None while that is still to be done.
    announced_at = models.DateTimeField(_("announced"), null=True, blank=True, editable=False)
    # While the account of its owner is closed.
    is_withheld = models.BooleanField(
        _("withheld"), default=False, db_default=False, editable=False
    )
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True, editable=False)
    # Where restoring leads back to; empty once its files are being removed.
    state_before_deletion = models.CharField(
        _("state before deletion"),
        max_length=12,
        blank=True,
        default="",
        db_default="",
        editable=False,
    )

    # Facts of the current source, denormalised for cards and the player.
    duration_ms = models.PositiveBigIntegerField(_("length"), default=0, editable=False)
    width = models.PositiveIntegerField(_("width"), default=0, editable=False)
    height = models.PositiveIntegerField(_("height"), default=0, editable=False)
    has_video = models.BooleanField(_("has a picture"), default=True, editable=False)
    has_audio = models.BooleanField(_("has sound"), default=True, editable=False)
    # The transcode that is watched now; while a new source is processed, still the old one.
    current = models.ForeignKey(
        "videos.Transcode",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("transcode that is watched"),
    )
    poster = models.CharField(
        _("poster"), max_length=200, blank=True, help_text=_("Storage key of the poster.")
    )
    poster_version = models.PositiveIntegerField(
        _("version of the poster"), default=0, editable=False
    )
    # Whether a smaller copy for cards lies beside the poster; one kept from an earlier release has none.
    has_card_picture = models.BooleanField(
        _("has a picture for lists"), default=False, editable=False
    )

    view_count = models.PositiveBigIntegerField(_("views"), default=0, editable=False)
    watch_time_s = models.PositiveBigIntegerField(_("watch time"), default=0, editable=False)
    trending_score = models.FloatField(_("trending score"), default=0, editable=False)
    # How much of view_count and watch_time_s is already in the trending score.
    trending_views = models.PositiveBigIntegerField(
        _("views in the trending score"), default=0, editable=False
    )
    trending_watch_s = models.PositiveBigIntegerField(
        _("watch time in the trending score"), default=0, editable=False
    )
    search = SearchVectorField(_("search words"), null=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = VideoQuerySet.as_manager()

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")
        indexes = [
            GinIndex(fields=["search"], name="video_search"),
            models.Index(fields=["channel", "-created_at"], name="video_of_channel"),
            models.Index(
                fields=["published_at"],
                name="video_to_announce",
                condition=Q(announced_at=None, state__in=("playable", "ready")),
            ),
            models.Index(
                fields=["published_at"],
                name="video_premieres",
                condition=Q(is_premiere=True, premiered_at=None),
            ),
            models.Index(
                fields=["deleted_at"], name="video_to_erase", condition=Q(state="deleted")
            ),
            models.Index(
                fields=["-published_at", "-id"],
                name="video_listed_newest",
                condition=Q(privacy="public", state__in=("playable", "ready")),
            ),
            models.Index(
                fields=["-trending_score", "-id"],
                name="video_listed_trending",
                condition=Q(privacy="public", state__in=("playable", "ready")),
            ),
            models.Index(
                fields=["-view_count", "-id"],
                name="video_listed_popular",
                condition=Q(privacy="public", state__in=("playable", "ready")),
            ),
            models.Index(
                fields=["category", "-published_at", "-id"],
                name="video_listed_category",
                condition=Q(privacy="public", state__in=("playable", "ready")),
            ),
            models.Index(
                fields=["channel", "-published_at", "-id"],
                name="video_listed_channel",
                condition=Q(privacy="public", state__in=("playable", "ready")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return path_to("watch", public_id=self.public_id)

    @property
    def is_published(self) -> bool:
        """Playable, its time has come, and nothing keeps it back."""
        return (
            self.state in self.PLAYABLE
            and not self.is_withheld
            and self.published_at is not None
            and self.published_at <= timezone.now()
        )

    @property
    def is_listed(self) -> bool:
        """Whether anybody may find it."""
        return self.is_published and self.privacy == self.Privacy.PUBLIC

    @property
    def is_scheduled(self) -> bool:
        """Whether it waits for its time."""
        return self.published_at is not None and self.published_at > timezone.now()

    def is_owned_by(self, user: Any) -> bool:
        """Whether `user` (may be anonymous) owns the channel it is on."""
        return bool(user.is_authenticated) and self.channel.owner_id == user.pk

    def set_password(self, raw: str) -> None:
        """Keep only a hash of the password that opens the video."""
        self.password = make_password(raw)

    def check_password(self, raw: str) -> bool:
        """Whether `raw` opens the video."""
        return bool(self.password) and check_password(raw, self.password)
