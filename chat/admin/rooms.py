"""Rooms and what was said in them: removed, or approved and refused where it waits."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.decorators import display

from chat.admin.helps import ENTRY, ROOM
from chat.admin.looking import ReadOnlyAdmin
from chat.models import Entry, Room
from chat.services.refusals import Refused
from chat.services.staff import decide_entries, hide_entries
from core.admin_filters import SaidFilter
from core.admin_words import in_words

STATE_COLOURS = {
    Entry.State.SHOWN: "success",
    Entry.State.HELD: "warning",
    Entry.State.REMOVED: "danger",
}


HELD_FOR = {
    "rude": _("It may be rude."),
    "word": _("It has a word that this channel holds back."),
    "first": _("It is their first message here."),
    "raid": _("Many new accounts write at once."),
}


@admin.register(Room)
class RoomAdmin(ReadOnlyAdmin):
    """Rooms and their rules."""

    list_display = ("public_id", "channel", "place", "seq", "is_open", "created_at")
    list_select_related = ("channel", "stream", "video")
    list_filter = ("is_open", "hold", "created_at")
    search_fields = ("public_id", "channel__handle", "stream__title", "video__title")
    search_help_text = _("Id, handle of the channel, or title")
    ordering = ("-created_at",)
    helps = ROOM
    fieldsets = (
        (None, {"fields": ("public_id", "channel", "stream", "video", "seq", "is_open", "pinned")}),
        (
            _("Rules"),
            {
                "fields": (
                    "slow_s", "followers_only", "follower_age", "emote_only", "unique_only",
                    "read_only", "links", "hold", "people", "raid_guard", "raid_until",
                )
            },
        ),
    )  # fmt: skip

    @display(description=_("title"))
    def place(self, room: Room) -> str:
        """What it stands beside."""
        return room.title


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    """What people said, removed and held too."""

    list_display = ("said_at", "channel", "author", "words", "standing", "held_for")
    list_display_links = ("said_at", "words")
    list_select_related = ("room__channel", "author")
    list_filter = ("state", ("held_for", SaidFilter), "said_at")
    search_fields = ("text", "author__email", "room__channel__handle", "room__public_id")
    search_help_text = _(
        "Text, e-mail address of the author, handle of the channel, or id of the room"
    )
    ordering = ("-said_at",)
    actions = ("approve", "refuse", "hide")
    fitting = {
        "approve": lambda entry: entry.state == Entry.State.HELD,
        "refuse": lambda entry: entry.state == Entry.State.HELD,
        "hide": lambda entry: entry.state == Entry.State.SHOWN,
    }
    said = {"held_for": in_words(HELD_FOR)}
    codes = {"held_for": HELD_FOR}
    waits = {"state__exact": Entry.State.HELD.value}
    waits_words = _("Chat messages that are held back")
    helps = ENTRY
    fieldsets = (
        (None, {"fields": ("text", "kind", "state", "held_for", "author", "said_at")}),
        (_("Place"), {"fields": ("room", "seq", "reply_to", "broadcast", "at_s", "removed_by")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Entry]:
        rows: QuerySet[Entry] = super().get_queryset(request)
        return rows.filter(kind__in=Entry.SAID)

    def has_hide_permission(self, request: HttpRequest) -> bool:
        """Who may use the action."""
        return request.user.has_perm("chat.change_entry")

    @display(description=_("text"))
    def words(self, entry: Entry) -> str:
        return entry.text[:80]

    @display(description=_("channel"))
    def channel(self, entry: Entry) -> str:
        return str(entry.room.channel)

    @display(description=_("state"), label=STATE_COLOURS)
    def standing(self, entry: Entry) -> tuple[str, Any]:
        state = Entry.State(entry.state)
        return state, state.label

    @admin.action(description=_("Approve: show it in the chat"), permissions=["hide"])
    def approve(self, request: HttpRequest, entries: QuerySet[Entry]) -> None:
        """Show messages that wait, now."""
        self._decide(request, entries, approved=True)

    @admin.action(description=_("Refuse: never show it"), permissions=["hide"])
    def refuse(self, request: HttpRequest, entries: QuerySet[Entry]) -> None:
        """Let messages that wait stay out of sight."""
        self._decide(request, entries, approved=False)

    def _decide(self, request: HttpRequest, entries: QuerySet[Entry], *, approved: bool) -> None:
        try:
            decided = decide_entries(entries=entries, actor=self._staff(request), approved=approved)
        except Refused as reason:
            self.message_user(request, str(reason.detail), messages.ERROR)
            return
        said = str(_("Approved") if approved else _("Refused"))
        for entry in decided:
            self.log_change(request, entry, said)
        shown = ngettext(
            "%(n)d message is shown now.", "%(n)d messages are shown now.", len(decided)
        )
        refused = ngettext("%(n)d message refused.", "%(n)d messages refused.", len(decided))
        self.say_done(request, len(decided), shown if approved else refused)

    @admin.action(description=_("Remove from the chat"), permissions=["hide"])
    def hide(self, request: HttpRequest, entries: QuerySet[Entry]) -> None:
        """Hide messages from everybody, now."""
        try:
            done = hide_entries(entries=entries, actor=self._staff(request))
        except Refused as reason:
            self.message_user(request, str(reason.detail), messages.ERROR)
            return
        text = ngettext("%(n)d message removed.", "%(n)d messages removed.", done)
        self.say_done(request, done, text)
