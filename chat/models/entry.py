"""What happened in a room: messages above all."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.models.people import Sanction
from chat.models.room import Room
from live.models import Broadcast

MOST_TEXT = 500
# Nobody has more of one person before them: who was told of more would only wait longer.
MOST_RESTORED = 100


class EntryQuerySet(models.QuerySet["Entry"]):
    """Reads that chain."""

    def said(self) -> "EntryQuerySet":
        """What people wrote, held and removed messages too."""
        return self.filter(kind__in=Entry.SAID)

    def visible(self) -> "EntryQuerySet":
        """What anybody in the room may read."""
        return self.filter(state=Entry.State.SHOWN, seq__isnull=False)

    def in_recording(self, room: Any, broadcast: Any) -> "EntryQuerySet":
        """What a broadcast's recording has beside it, or with None what was said beside the room's own video.

        The last clearing in that broadcast counts: who clears the chat tonight has not cleared other evenings.
        """
        where = {"broadcast__isnull": True} if broadcast is None else {"broadcast": broadcast}
        # Inside of the subquery, what refers to the outside refers one further.
        far_room = OuterRef(room) if isinstance(room, OuterRef) else room
        clearings = Entry.objects.filter(kind=Entry.Kind.CLEARED, room=far_room, **where)
        cleared = Coalesce(Subquery(clearings.order_by("-seq").values("seq")[:1]), 0)
        return self.said().visible().filter(room=room, at_s__isnull=False, seq__gt=cleared, **where)


class Entry(models.Model):
    """One entry. `seq` is its place in the room; `client_id` makes sending it twice one entry.

    `shown` is the entry as it was told to sockets, without its `seq`: whoever joins later reads the same. A message that
    is held has no place yet.
    """

    class Kind(models.TextChoices):
        MESSAGE = "message", _("Message")
        ANNOUNCEMENT = "announcement", _("Announcement")
        REMOVED = "removed", _("Removal")
        RESTORED = "restored", _("Removal taken back")
        CLEARED = "cleared", _("Clearing")
        PINNED = "pinned", _("Pin")
        POLL = "poll", _("Poll")
        RULES = "rules", _("Rules")

    class State(models.TextChoices):
        SHOWN = "shown", _("Shown")
        HELD = "held", _("Held back")
        REMOVED = "removed", _("Removed")

    SAID = (Kind.MESSAGE, Kind.ANNOUNCEMENT)

    room = models.ForeignKey(
        Room, on_delete=models.CASCADE, related_name="entries", verbose_name=_("room")
    )
    seq = models.PositiveBigIntegerField(_("number"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.MESSAGE)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="chat_entries",
        verbose_name=_("author"),
    )
    client_id = models.CharField(max_length=36)
    text = models.CharField(_("text"), max_length=MOST_TEXT, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.SHOWN)
    # Why it waits for a moderator.
    held_for = models.CharField(_("held for"), max_length=20, blank=True)
    reply_to = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="replies",
        verbose_name=_("in reply to"),
    )
    shown = models.JSONField(_("as shown"), default=dict)
    said_at = models.DateTimeField(_("said"), default=timezone.now)
    # For the replay: which broadcast it was, and where that or the video stood, in seconds.
    broadcast = models.ForeignKey(
        Broadcast,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("broadcast"),
    )
    at_s = models.FloatField(_("place in the recording"), null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("removed by"),
    )
    # Of what a timeout or ban took away: taking that back brings these back, and no others.
    hidden_by = models.ForeignKey(
        Sanction,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="hidden",
        db_index=False,
        verbose_name=_("hidden by"),
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.UniqueConstraint(fields=["room", "seq"], name="entry_place"),
            models.UniqueConstraint(fields=["room", "author", "client_id"], name="entry_once"),
        ]
        indexes = [
            models.Index(fields=["room", "author", "-said_at"], name="entry_of_author"),
            models.Index(
                fields=["room", "broadcast", "at_s"],
                name="entry_for_replay",
                condition=Q(at_s__isnull=False),
            ),
            models.Index(fields=["room", "id"], name="entry_held", condition=Q(state="held")),
            models.Index(
                fields=["room", "broadcast", "seq"],
                name="entry_clearing",
                condition=Q(kind="cleared"),
            ),
            models.Index(
                fields=["hidden_by"], name="entry_hidden", condition=Q(hidden_by__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60] or self.get_kind_display()

    def as_event(self) -> dict[str, Any]:
        """The entry as sockets are told it; `gone` once it was removed."""
        if self.state == self.State.REMOVED:
            return self.as_gone()
        place = {} if self.seq is None else {"seq": self.seq}
        if self.kind == self.Kind.RESTORED:
            back = [row.as_event() for row in self._restored()]
            return {"t": self.kind, **place, "at": self.shown["at"], "messages": back}
        if self.kind in self.SAID:
            return {"t": self.kind, **place, "id": self.pk, **self.shown}
        return {"t": self.kind, **place, **self.shown}

    def _restored(self) -> list["Entry"]:
        """What it brought back, as far as it is in sight now: it keeps no copy that could outlive its message."""
        rows = Entry.objects.said().visible().filter(pk__in=self.shown["ids"], room=self.room_id)
        seen = rows.filter(seq__gte=self.room.cleared_seq)
        return list(reversed(seen.order_by("-seq")[:MOST_RESTORED]))

    def as_gone(self) -> dict[str, Any]:
        """What is left of it for those who catch up."""
        return {"t": "gone", "seq": self.seq, "at": self.shown.get("at", 0), "id": self.pk}
