"""A room: beside a stream, or beside a video."""

from datetime import timedelta
from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Channel
from core.ids import new_public_id
from live.models import Stream
from videos.models import Video

LONGEST_SLOW_S = 6 * 3600
LONGEST_FOLLOWING = timedelta(days=90)


class RoomQuerySet(models.QuerySet["Room"]):
    """Reads that chain."""

    def with_place(self) -> "RoomQuerySet":
        """With all that says who may enter and who keeps order."""
        return self.select_related("channel__owner", "stream__channel", "video__channel", "pinned")


class Room(models.Model):
    """Where people talk, with the rules of its owner. `seq` counts what has happened in it."""

    class Links(models.TextChoices):
        NOBODY = "nobody", _("Nobody may post links")
        MODERATORS = "moderators", _("Moderators may post links")
        EVERYBODY = "everybody", _("Everybody may post links")

    class Hold(models.TextChoices):
        OFF = "off", _("Show everything")
        SOME = "some", _("Hold what is clearly rude")
        MORE = "more", _("Hold what may be rude")
        NEW = "new", _("Hold all first messages too")

    class People(models.TextChoices):
        MODERATORS = "moderators", _("Only moderators see who is here")
        FEW = "few", _("Everybody sees who is here, up to 500 people")
        EVERYBODY = "everybody", _("Everybody sees who is here")

    public_id = models.CharField(
        _("public id"), max_length=16, unique=True, default=new_public_id, editable=False
    )
    channel = models.ForeignKey(
        Channel, on_delete=models.CASCADE, related_name="rooms", verbose_name=_("channel")
    )
    stream = models.OneToOneField(
        Stream,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="room",
        verbose_name=_("stream"),
    )
    video = models.OneToOneField(
        Video,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="room",
        verbose_name=_("video"),
    )
    seq = models.PositiveBigIntegerField(_("number"), default=0, editable=False)
    # Everything up to here is hidden: the chat was cleared.
    cleared_seq = models.PositiveBigIntegerField(default=0, editable=False)
    is_open = models.BooleanField(_("open"), default=True)
    # The owner decided about this video alone: what the channel does elsewhere does not change it.
    is_chosen = models.BooleanField(default=False, db_default=False, editable=False)
    # Raised, it makes the addresses of overlays that were given out before useless.
    overlay_version = models.PositiveIntegerField(default=1, editable=False)

    slow_s = models.PositiveIntegerField(
        _("slow mode, seconds"),
        default=0,
        validators=[MaxValueValidator(LONGEST_SLOW_S)],
        help_text=_("How long one person waits between messages."),
    )
    followers_only = models.BooleanField(_("followers only"), default=False)
    follower_age = models.DurationField(
        _("following for at least"),
        default=timedelta(0),
        validators=[MaxValueValidator(LONGEST_FOLLOWING)],
    )
    emote_only = models.BooleanField(_("emotes only"), default=False)
    unique_only = models.BooleanField(
        _("unique messages only"),
        default=False,
        help_text=_("Nobody may repeat what was just said."),
    )
    read_only = models.BooleanField(
        _("read only"), default=False, help_text=_("Only moderators may write.")
    )
    links = models.CharField(
        _("links"), max_length=10, choices=Links.choices, default=Links.MODERATORS
    )
    hold = models.CharField(_("hold back"), max_length=4, choices=Hold.choices, default=Hold.SOME)
    people = models.CharField(
        _("list of people"),
        max_length=10,
        choices=People.choices,
        default=People.FEW,
        db_default=People.FEW,
    )
    raid_guard = models.BooleanField(
        _("raid guard"),
        default=True,
        help_text=_("When many new accounts write at once, their messages wait for a moderator."),
    )
    raid_until = models.DateTimeField(_("raid guard at work until"), null=True, blank=True)
    pinned = models.ForeignKey(
        "chat.Entry",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("pinned message"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        constraints = [
            models.CheckConstraint(
                condition=Q(stream=None, video__isnull=False) | Q(stream__isnull=False, video=None),
                name="room_beside_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def beside(self) -> Stream | Video:
        """What it stands beside."""
        found = self.stream or self.video
        if found is None:
            raise TypeError("a room without a place")  # the database forbids it
        return found

    @property
    def title(self) -> str:
        """What people know it by."""
        return self.beside.title

    @property
    def under_raid(self) -> bool:
        """Whether new accounts are kept back now."""
        return self.raid_until is not None and self.raid_until > timezone.now()

    @property
    def rules(self) -> dict[str, Any]:
        """The rules as clients read them."""
        return {
            "slow_s": self.slow_s,
            "followers_only": self.followers_only,
            "follower_age_s": int(self.follower_age.total_seconds()),
            "emote_only": self.emote_only,
            "unique_only": self.unique_only,
            "read_only": self.read_only,
            "links": self.links,
            "hold": self.hold,
            "people": self.people,
            "raid_guard": self.raid_guard,
            "raid_until": (
                int(self.raid_until.timestamp() * 1000)
                if self.raid_until and self.under_raid
                else None
            ),
        }


class ChannelChat(models.Model):
    """How a channel wants chat, beyond single rooms."""

    channel = models.OneToOneField(
        Channel, on_delete=models.CASCADE, related_name="chat", verbose_name=_("channel")
    )
    beside_videos = models.BooleanField(
        _("chat beside videos"), default=False, help_text=_("Premieres are videos too.")
    )
    beside_premieres = models.BooleanField(
        _("chat beside premieres"),
        default=True,
        db_default=True,
        help_text=_("From the announcement until the end; then it is replayed."),
    )

    class Meta:
        verbose_name = _("chat of a channel")
        verbose_name_plural = _("chats of channels")

    def __str__(self) -> str:
        return str(self.channel)
