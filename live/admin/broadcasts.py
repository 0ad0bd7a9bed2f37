"""Broadcasts and publish sessions: to look at, to end, to cut off."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from core.admin_filters import SaidFilter
from core.admin_words import NOTHING, in_words
from live.admin.streams import REASON, may_stop, stream_link
from live.admin.words import BROADCAST, ENGINES, PROTOCOLS, REASONS, SESSION
from live.models import Broadcast, PublishSession
from live.services.letting_go import let_go
from live.services.publishing import end_broadcast
from videos.admin.base import FactsAdmin, video_link

SESSION_COLOURS = {
    PublishSession.State.ACCEPTED: "info",
    PublishSession.State.PUBLISHING: "success",
    PublishSession.State.ENDED: "default",
}


@admin.register(Broadcast)
class BroadcastAdmin(FactsAdmin):
    """Each time that a stream was on air."""

    list_display = ("title", "stream_of", "live_at", "ended_at", "end_reason", "peak_viewers", "recording")  # fmt: skip
    list_filter = ("live_at", "ended_at", ("end_reason", SaidFilter))
    search_fields = ("title", "public_id__exact", "stream__title", "stream__public_id__exact", "stream__channel__handle")  # fmt: skip
    search_help_text = _("Title, public id, or the channel's handle")
    list_select_related = ("stream", "video")
    ordering = ("-began_at", "-id")
    actions = ("end",)
    grave = ("end",)
    fitting = {"end": lambda broadcast: broadcast.ended_at is None}
    exclude = ("public_id",)
    said = {"end_reason": in_words(REASONS)}
    helps = BROADCAST

    @display(description=_("stream"), ordering="stream__title")
    def stream_of(self, broadcast: Broadcast) -> str:
        """Of which it is."""
        return stream_link(broadcast.stream)

    @display(description=_("recording"))
    def recording(self, broadcast: Broadcast) -> str:
        """The video that it became."""
        return video_link(broadcast.video) if broadcast.video else NOTHING

    def has_stop_permission(self, request: HttpRequest) -> bool:
        return may_stop(self, request)

    @admin.action(description=_("End the broadcast"), permissions=["stop"])
    def end(self, request: HttpRequest, broadcasts: QuerySet[Broadcast]) -> None:
        """Off the air, for everybody."""
        self.act(request, broadcasts, lambda each: end_broadcast(broadcast=each, reason=REASON), _("Ended"))  # fmt: skip


@admin.register(PublishSession)
class PublishSessionAdmin(FactsAdmin):
    """Who publishes or has published, from where, through which node."""

    list_display = ("broadcast_of", "state_label", "protocol", "ip", "node", "began_at", "heard_at", "end_reason")  # fmt: skip
    list_filter = ("state", ("end_reason", SaidFilter), ("engine", SaidFilter), ("protocol", SaidFilter), "began_at")  # fmt: skip
    search_fields = ("broadcast__title", "broadcast__stream__public_id__exact", "broadcast__stream__channel__handle", "ip")  # fmt: skip
    search_help_text = _("Title or public id of the stream, the channel's handle, or an address")
    list_select_related = ("broadcast",)
    ordering = ("-began_at", "-id")
    actions = ("kick",)
    fitting = {"kick": lambda session: session.state != PublishSession.State.ENDED}
    exclude = ("public_id",)
    said = {
        "end_reason": in_words(REASONS),
        "engine": in_words(ENGINES),
        "protocol": in_words(PROTOCOLS),
    }
    helps = SESSION

    @display(description=_("broadcast"), ordering="broadcast__title")
    def broadcast_of(self, session: PublishSession) -> str:
        """Which it feeds."""
        return str(session.broadcast)

    @display(description=_("state"), ordering="state", label=SESSION_COLOURS)
    def state_label(self, session: PublishSession) -> tuple[str, Any]:
        """The state as a coloured label."""
        return session.state, session.get_state_display()

    def has_stop_permission(self, request: HttpRequest) -> bool:
        return may_stop(self, request)

    @admin.action(description=_("Cut off"), permissions=["stop"])
    def kick(self, request: HttpRequest, sessions: QuerySet[PublishSession]) -> None:
        """Close the connection; with the key it may come back."""
        self.act(request, sessions, lambda each: let_go(session=each, reason=REASON), _("Cut off"))
