"""One connection of one publisher: accepted, heard from, ended."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.states import StateTable
from live.models.broadcast import Broadcast


class PublishSession(models.Model):
    """Claimed by whoever holds the key; only the accepted one may end its stream. Its files lie on `node`."""

    class State(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        PUBLISHING = "publishing", _("Publishing")
        ENDED = "ended", _("Ended")

    STATES = StateTable(
        "state",
        {
            State.ACCEPTED: frozenset({State.PUBLISHING, State.ENDED}),
            State.PUBLISHING: frozenset({State.ENDED}),
            State.ENDED: frozenset(),
        },
    )

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    broadcast = models.ForeignKey(
        Broadcast, on_delete=models.CASCADE, related_name="sessions", verbose_name=_("broadcast")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.ACCEPTED
    )
    engine = models.CharField(_("engine"), max_length=12)
    engine_session = models.CharField(_("session at the engine"), max_length=100)
    protocol = models.CharField(_("protocol"), max_length=10, default="rtmp")
    # Of a browser: the same for all that one page sends until somebody else goes on.
    camera = models.CharField(
        _("camera"), max_length=16, blank=True, default="", db_default="", editable=False
    )
    node = models.CharField(_("node"), max_length=200)
    ip = models.GenericIPAddressField(_("address"), null=True, blank=True)
    number = models.PositiveIntegerField(_("number in the broadcast"), default=0)
    health = models.JSONField(_("signal"), default=dict, blank=True)
    heard_at = models.DateTimeField(_("last heard"))
    began_at = models.DateTimeField(_("began"), auto_now_add=True)
    playable_at = models.DateTimeField(_("playable"), null=True, blank=True)
    # When its node had written the last of its files; never, for a node that was killed.
    left_at = models.DateTimeField(_("files complete"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    end_reason = models.CharField(_("reason"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("publish session")
        verbose_name_plural = _("publish sessions")
        constraints = [
            # A publish that is announced twice is one session.
            models.UniqueConstraint(
                fields=["engine", "node", "engine_session"], name="session_once_an_engine"
            )
        ]
        indexes = [models.Index(fields=["state", "heard_at"], name="session_by_silence")]

    def __str__(self) -> str:
        return f"{self.protocol.upper()} {self.ip or self.engine_session}"
