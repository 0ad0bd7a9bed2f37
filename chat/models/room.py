"""A room: beside a stream, or beside a video."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Channel
from core.ids import new_public_id
from live.models import Stream
from videos.models import Video


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

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
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
    seq = models.PositiveBigIntegerField(default=0, editable=False)
    is_open = models.BooleanField(_("open"), default=True)

    slow_s = models.PositiveIntegerField(
        _("slow mode, seconds"),
        default=0,
        help_text=_("How long one person waits between messages."),
    )
    followers_only = models.BooleanField(_("followers only"), default=False)
    follower_age = models.DurationField(_("following for at least"), default=timedelta(0))
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
    pinned = models.ForeignKey(
        "chat.Message",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("pinned message"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

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
        return str(self.stream or self.video)
