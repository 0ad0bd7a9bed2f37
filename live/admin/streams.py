"""Streams and their keys: to look at, to end, to take away, to remove."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter
from unfold.decorators import display

from accounts.admin import OwnedByChannel
from core.admin_words import NOTHING, number
from live.admin.words import KEY, STREAM
from live.models import Stream, StreamKey
from live.services.key_changes import take_key_away
from live.services.streams import remove_stream, stop_broadcast, update_stream
from live.services.viewers import viewers_of
from videos.admin.base import FactsAdmin
from videos.models import Video

REASON = "ended-by-staff"
# Every state is named: of one that is not, the admin shows the code instead of the word.
STREAM_COLOURS = {
    Stream.State.WAITING: "default",
    Stream.State.STARTING: "info",
    Stream.State.LIVE: "success",
    Stream.State.RECONNECTING: "warning",
    Stream.State.ENDED: "default",
    Stream.State.REMOVED: "danger",
}
SEARCHED = ("title", "public_id__exact", "channel__handle", "channel__name", "channel__owner__email")  # fmt: skip


def stream_link(stream: Stream) -> str:
    """A link to the stream's page in the admin."""
    address = reverse("admin:live_stream_change", args=[stream.pk])
    return format_html('<a class="piyak-link" href="{}">{}</a>', address, stream.title)


def may_stop(admin_page: Any, request: HttpRequest) -> bool:
    """Who may change streams may end what is on air."""
    return bool(request.user.has_perm("live.change_stream"))


@admin.register(Stream)
class StreamAdmin(OwnedByChannel, FactsAdmin):
    """What staff look for when somebody complains."""

    list_display = ("title", "channel_link", "owner", "owner_standing", "state_label", "privacy", "is_test", "watching", "created_at")  # fmt: skip
    list_filter = (("channel", AutocompleteSelectFilter), "state", "privacy", "is_test", "category", "created_at")  # fmt: skip
    list_filter_submit = True
    search_fields = SEARCHED
    search_help_text = _("Title, public id, channel, or e-mail address of the owner")
    list_select_related = ("channel__owner",)
    ordering = ("-created_at", "-id")
    actions = ("end", "make_private", "take_key", "remove")
    grave = ("end", "remove")
    fitting = {
        "end": lambda stream: stream.is_on_air or stream.state == Stream.State.STARTING,
        "make_private": lambda stream: (
            stream.privacy != Video.Privacy.PRIVATE and stream.state != Stream.State.REMOVED
        ),
        "take_key": lambda stream: stream.state != Stream.State.REMOVED,
        "remove": lambda stream: stream.state != Stream.State.REMOVED,
    }
    exclude = ("password", "public_id", "changed_at", "search")
    helps = STREAM
    first = ("title", "state", "privacy", "page_link", "channel", "owner", "owner_standing_word")

    @display(description=_("state"), ordering="state", label=STREAM_COLOURS)
    def state_label(self, stream: Stream) -> tuple[str, Any]:
        """The state as a coloured label."""
        return stream.state, stream.get_state_display()

    @display(description=_("watching now"))
    def watching(self, stream: Stream) -> str:
        """How many watch; asked only of what is on air."""
        return (
            number(viewers_of([stream.public_id])[stream.public_id])
            if stream.is_on_air
            else NOTHING
        )

    @display(description=_("page"))
    def page_link(self, stream: Stream) -> str:
        """The page that viewers see."""
        address = stream.get_absolute_url()
        return format_html('<a class="piyak-link" href="{}">{}</a>', address, address)

    def has_stop_permission(self, request: HttpRequest) -> bool:
        return may_stop(self, request)

    def has_remove_stream_permission(self, request: HttpRequest) -> bool:
        """Removing goes by our own verb, for those who may delete."""
        return request.user.has_perm("live.delete_stream")

    @admin.action(description=_("End the broadcast"), permissions=["stop"])
    def end(self, request: HttpRequest, streams: QuerySet[Stream]) -> None:
        """Off the air, for everybody."""
        self.act(request, streams, lambda each: stop_broadcast(stream=each, reason=REASON), _("Ended"))  # fmt: skip

    @admin.action(description=_("Make private"), permissions=["stop"])
    def make_private(self, request: HttpRequest, streams: QuerySet[Stream]) -> None:
        """Nobody but the owner and staff see it."""

        def hide(stream: Stream) -> bool:
            if stream.privacy == Video.Privacy.PRIVATE or stream.state == Stream.State.REMOVED:
                return False
            update_stream(stream=stream, changes={"privacy": Video.Privacy.PRIVATE})
            return True

        self.act(request, streams, hide, _("Made private"))

    @admin.action(description=_("Take the stream key away"), permissions=["stop"])
    def take_key(self, request: HttpRequest, streams: QuerySet[Stream]) -> None:
        """Nobody publishes to it until its owner makes a new key."""
        self.act(request, streams, lambda each: take_key_away(stream=each), _("Key taken away"))

    @admin.action(description=_("Remove"), permissions=["remove_stream"])
    def remove(self, request: HttpRequest, streams: QuerySet[Stream]) -> None:
        """Gone for everybody; recordings stay."""
        self.act(request, streams, lambda each: remove_stream(stream=each, reason=REASON), _("Removed"))  # fmt: skip


@admin.register(StreamKey)
class StreamKeyAdmin(FactsAdmin):
    """When keys were made, used and taken away. What opens a stream is not kept, and its digest not shown."""

    list_display = ("__str__", "stream_of", "created_at", "used_at", "revoked_at")
    list_filter = ("created_at", "revoked_at")
    search_fields = ("stream__title", "stream__public_id__exact", "stream__channel__handle", "ending__exact")  # fmt: skip
    search_help_text = _("Title or public id of the stream, the channel's handle, or the key's end")
    list_select_related = ("stream",)
    ordering = ("-created_at", "-id")
    exclude = ("digest",)
    helps = KEY

    @display(description=_("stream"), ordering="stream__title")
    def stream_of(self, key: StreamKey) -> str:
        """Which it opens."""
        return stream_link(key.stream)
