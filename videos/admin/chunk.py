"""Chunks: who works on what, and what ffmpeg said."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from core.admin_words import NOTHING
from core.lengths import length_words
from videos.admin.base import FactsAdmin, video_link
from videos.admin.helps import CHUNK
from videos.models import Chunk
from videos.services.transcoding.lifecycle import release_chunk, retry_chunk
from videos.services.transcoding.reasons import waiting_sentence

STATE_COLOURS = {
    Chunk.State.WAITING: "default",
    Chunk.State.DONE: "success",
    Chunk.State.RUNNING: "info",
    Chunk.State.FAILED: "danger",
    Chunk.State.CANCELLED: "warning",
}


@admin.register(Chunk)
class ChunkAdmin(FactsAdmin):
    """One row a piece of work."""

    list_display = (
        "key",
        "video",
        "state_label",
        "attempts",
        "failures",
        "worker",
        "took",
    )
    list_filter = ("state", "kind")
    search_fields = ("transcode__source__video__title", "worker", "transcode__id__exact")
    search_help_text = _("Title of the video, worker, or number of the transcode")
    list_select_related = ("transcode__source__video",)
    ordering = ("-id",)
    actions = ("retry", "cancel")
    fitting = {
        "retry": lambda chunk: (
            chunk.state not in (Chunk.State.RUNNING, Chunk.State.DONE)
            and not chunk.transcode.needs_another_file
        ),
        "cancel": lambda chunk: chunk.state == Chunk.State.RUNNING,
    }
    exclude = ("stderr_tail", "result", "claim")
    shown = ("last_lines",)
    said = {"waits_for": waiting_sentence}
    helps = CHUNK

    @display(description=_("video"))
    def video(self, chunk: Chunk) -> str:
        """What it is a part of."""
        return video_link(chunk.transcode.source.video)

    @display(description=_("state"), ordering="state", label=STATE_COLOURS)
    def state_label(self, chunk: Chunk) -> tuple[str, Any]:
        """The state as a coloured label."""
        return chunk.state, chunk.get_state_display()

    @display(description=_("took"))
    def took(self, chunk: Chunk) -> str:
        """How long its last attempt took."""
        seconds = chunk.duration_s
        return NOTHING if seconds is None else length_words(seconds)

    @display(description=_("last lines of the encoder"))
    def last_lines(self, chunk: Chunk) -> SafeString:
        """What ffmpeg or the other server said at the end."""
        return format_html('<pre class="piyak-log">{}</pre>', chunk.stderr_tail or NOTHING)

    @admin.action(description=_("Retry now"), permissions=["change"])
    def retry(self, request: HttpRequest, chunks: QuerySet[Chunk]) -> None:
        """Try what failed again, or without waiting any longer."""
        rows = chunks.select_related("transcode__source")
        self.act(request, rows, lambda chunk: retry_chunk(chunk=chunk), _("Retried"))

    @admin.action(description=_("Cancel this attempt"), permissions=["change"])
    def cancel(self, request: HttpRequest, chunks: QuerySet[Chunk]) -> None:
        """Take it from its worker, for another to make."""
        self.act(request, chunks, lambda chunk: release_chunk(chunk=chunk), _("Attempt cancelled"))
