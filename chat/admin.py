"""Chat in the admin: rooms, what was said, who must be quiet, what moderators did, and emotes to approve."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin
from unfold.decorators import display

from accounts.models import User
from chat.models import Bot, Emote, Entry, Hook, LogEntry, Moderator, Room, Sanction
from chat.services.emotes import decide_emote
from chat.services.staff import hide_entries, lift_sanctions

STATE_COLOURS = {
    Entry.State.SHOWN: "success",
    Entry.State.HELD: "warning",
    Entry.State.REMOVED: "danger",
    Emote.State.APPROVED: "success",
    Emote.State.WAITING: "warning",
    Emote.State.REFUSED: "danger",
}


class ReadOnlyAdmin(ModelAdmin):
    """Rows that are looked at. What changes them has effects on open sockets, so it goes through services."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return tuple(name for _title, part in self.fieldsets or () for name in part["fields"])

    def _staff(self, request: HttpRequest) -> User:
        if not isinstance(request.user, User):
            raise TypeError("the admin is for people who are signed in")
        return request.user


@admin.register(Room)
class RoomAdmin(ReadOnlyAdmin):
    """Rooms and their rules."""

    list_display = ("public_id", "channel", "place", "seq", "is_open", "created_at")
    list_select_related = ("channel", "stream", "video")
    list_filter = ("is_open", "hold", "created_at")
    search_fields = ("public_id", "channel__handle", "stream__title", "video__title")
    search_help_text = _("Id, handle of the channel, or title")
    ordering = ("-created_at",)
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

    list_display = ("said_at", "channel", "author", "words", "standing")
    list_select_related = ("room__channel", "author")
    list_filter = ("state", "said_at")
    search_fields = ("text", "author__email", "room__channel__handle", "room__public_id")
    search_help_text = _(
        "Text, e-mail address of the author, handle of the channel, or id of the room"
    )
    ordering = ("-said_at",)
    actions = ("hide",)
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

    @admin.action(description=_("Remove from the chat"), permissions=["hide"])
    def hide(self, request: HttpRequest, entries: QuerySet[Entry]) -> None:
        """Hide messages from everybody, now."""
        done = hide_entries(entries=entries, actor=self._staff(request))
        text = ngettext("%(n)d message removed.", "%(n)d messages removed.", done)
        self.message_user(request, text % {"n": done}, messages.SUCCESS)


@admin.register(Sanction)
class SanctionAdmin(ReadOnlyAdmin):
    """Timeouts and bans, past ones too."""

    list_display = ("user", "channel", "until", "reason", "made_by", "created_at", "lifted_at")
    list_select_related = ("user", "channel", "made_by")
    list_filter = ("created_at",)
    search_fields = ("user__email", "channel__handle", "reason")
    search_help_text = _("E-mail address, handle of the channel, or reason")
    ordering = ("-created_at",)
    actions = ("lift",)
    fieldsets = (
        (None, {"fields": ("user", "channel", "until", "reason", "made_by", "created_at", "lifted_at")}),
    )  # fmt: skip

    def has_lift_permission(self, request: HttpRequest) -> bool:
        """Who may use the action."""
        return request.user.has_perm("chat.change_sanction")

    @admin.action(description=_("Lift"), permissions=["lift"])
    def lift(self, request: HttpRequest, sanctions: QuerySet[Sanction]) -> None:
        """Let people write again, now."""
        done = lift_sanctions(sanctions=sanctions, actor=self._staff(request))
        text = ngettext("%(n)d person can write again.", "%(n)d people can write again.", done)
        self.message_user(request, text % {"n": done}, messages.SUCCESS)


@admin.register(Moderator)
class ModeratorAdmin(ReadOnlyAdmin):
    """Who keeps order where."""

    list_display = ("user", "channel", "created_at")
    list_select_related = ("user", "channel")
    search_fields = ("user__email", "channel__handle")
    ordering = ("-created_at",)
    fieldsets = ((None, {"fields": ("user", "channel", "created_at")}),)


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnlyAdmin):
    """What moderators did."""

    list_display = ("done_at", "channel", "actor", "action", "target")
    list_select_related = ("room__channel", "actor", "target")
    list_filter = ("action", "done_at")
    search_fields = ("actor__email", "target__email", "room__channel__handle")
    search_help_text = _("E-mail address of either person, or handle of the channel")
    ordering = ("-done_at",)
    fieldsets = ((None, {"fields": ("done_at", "room", "actor", "action", "target", "facts")}),)

    @display(description=_("channel"))
    def channel(self, entry: LogEntry) -> str:
        return str(entry.room.channel)


@admin.register(Emote)
class EmoteAdmin(ReadOnlyAdmin):
    """Pictures that wait for somebody to look at them."""

    list_display = ("picture_small", "code", "channel", "made_by", "standing", "created_at")
    list_select_related = ("channel", "made_by")
    list_filter = ("state", "created_at")
    search_fields = ("code", "channel__handle")
    ordering = ("-created_at",)
    actions = ("approve", "refuse")
    fieldsets = (
        (None, {"fields": ("picture_small", "code", "channel", "state", "reason", "made_by", "created_at")}),
    )  # fmt: skip

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Who may use the actions."""
        return request.user.has_perm("chat.change_emote")

    @display(description=_("picture"))
    def picture_small(self, emote: Emote) -> str:
        return format_html('<img src="{}" alt="" width="36" height="36">', emote.picture.url)

    @display(description=_("state"), label=STATE_COLOURS)
    def standing(self, emote: Emote) -> tuple[str, Any]:
        state = Emote.State(emote.state)
        return state, state.label

    @admin.action(description=_("Approve"), permissions=["decide"])
    def approve(self, request: HttpRequest, emotes: QuerySet[Emote]) -> None:
        """Let people use them, now."""
        self._decide(request, emotes, approved=True)

    @admin.action(description=_("Refuse"), permissions=["decide"])
    def refuse(self, request: HttpRequest, emotes: QuerySet[Emote]) -> HttpResponse | None:
        """Let nobody use them, and say why to who uploaded them."""
        reason = request.POST.get("reason", "").strip()
        if reason:
            self._decide(request, emotes, approved=False, reason=reason)
            return None
        context = {
            **admin.site.each_context(request),
            "title": _("Refuse these emotes?"),
            "emotes": emotes.select_related("channel"),
            "opts": Emote._meta,
        }
        return TemplateResponse(request, "admin/chat/reason.html", context)

    def _decide(
        self, request: HttpRequest, emotes: QuerySet[Emote], *, approved: bool, reason: str = ""
    ) -> None:
        actor = self._staff(request)
        done = sum(
            decide_emote(emote=emote, actor=actor, approved=approved, reason=reason)
            for emote in emotes
        )
        text = ngettext("%(n)d emote changed.", "%(n)d emotes changed.", done)
        self.message_user(request, text % {"n": done}, messages.SUCCESS)


@admin.register(Bot)
class BotAdmin(ReadOnlyAdmin):
    """Programs of channels."""

    list_display = ("user", "channel", "scopes", "created_at", "used_at", "revoked_at")
    list_select_related = ("user", "channel")
    search_fields = ("channel__handle", "user__chat_profile__name")
    ordering = ("-created_at",)
    fieldsets = (
        (None, {"fields": ("user", "channel", "scopes", "created_at", "used_at", "revoked_at")}),
    )


@admin.register(Hook)
class HookAdmin(ReadOnlyAdmin):
    """Where channels have their chat sent."""

    list_display = ("url", "channel", "kinds", "created_at", "paused_at", "disabled_at")
    list_select_related = ("channel",)
    search_fields = ("channel__handle", "url")
    ordering = ("-created_at",)
    fieldsets = (
        (None, {"fields": ("url", "channel", "kinds", "created_at", "paused_at", "disabled_at")}),
    )
