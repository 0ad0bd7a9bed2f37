"""Transcodes: how far they are, what went wrong, retry and cancel."""

from typing import Any

from django.contrib import admin
from django.db.models import Case, Count, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from core.admin_filters import SaidFilter
from core.admin_words import NOTHING, in_words, number
from videos.admin.base import FactsAdmin, video_link
from videos.admin.helps import TRANSCODE
from videos.models import Chunk, Transcode
from videos.services.transcoding import cancel_transcode, retry_transcode
from videos.services.transcoding.reasons import failure_sentence

CHUNKS_SHOWN = 100
ENGINES = {
    "ffmpeg": "FFmpeg",
    "peertube": "PeerTube",
    "live": _("Recording of a broadcast"),
}
STATE_COLOURS = {
    Transcode.State.QUEUED: "default",
    Transcode.State.DONE: "success",
    Transcode.State.RUNNING: "info",
    Transcode.State.PROBING: "info",
    Transcode.State.FAILED: "danger",
    Transcode.State.CANCELLED: "warning",
}


def chunk_count(**states: Any) -> Subquery:
    """How many chunks of a transcode there are, asked only for the rows of the page."""
    rows = Chunk.objects.filter(transcode=OuterRef("pk"), **states).order_by().values("transcode")
    return Subquery(rows.annotate(n=Count("pk")).values("n"), output_field=IntegerField())


@admin.register(Transcode)
class TranscodeAdmin(FactsAdmin):
    """One row a run; its page has the chunks."""

    list_display = (
        "title",
        "video",
        "engine",
        "state_label",
        "chunks_done",
        "reason",
        "created_at",
    )
    list_filter = ("state", ("failure", SaidFilter), ("engine", SaidFilter), "created_at")
    search_fields = ("source__video__title", "source__video__public_id__exact", "external_id")
    search_help_text = _("Title or public id of the video")
    list_select_related = ("source__video",)
    ordering = ("-id",)
    actions = ("retry", "cancel")
    fitting = {
        "retry": lambda run: run.can_be_tried_again,
        "cancel": lambda run: run.finished_at is None,
    }
    exclude = ("plan", "external")
    shown = ("reason", "chunk_table")
    said = {"engine": in_words(ENGINES), "failure": failure_sentence}
    helps = TRANSCODE

    def get_queryset(self, request: HttpRequest) -> QuerySet[Transcode]:
        rows: QuerySet[Transcode] = super().get_queryset(request)
        return rows.annotate(
            chunks_total=chunk_count(), chunks_finished=chunk_count(state=Chunk.State.DONE)
        )

    @display(description=_("transcode"), ordering="id")
    def title(self, transcode: Transcode) -> str:
        """By its number: which film it is of stands beside it."""
        return f"#{transcode.pk}"

    @display(description=_("video"), ordering="source__video__title")
    def video(self, transcode: Transcode) -> str:
        """What it is of."""
        return video_link(transcode.source.video)

    @display(description=_("state"), ordering="state", label=STATE_COLOURS)
    def state_label(self, transcode: Transcode) -> tuple[str, Any]:
        """The state as a coloured label."""
        return transcode.state, transcode.get_state_display()

    @display(description=_("chunks"))
    def chunks_done(self, transcode: Any) -> str:
        """Finished of all."""
        return f"{number(transcode.chunks_finished or 0)}\N{NO-BREAK SPACE}/\N{NO-BREAK SPACE}{number(transcode.chunks_total or 0)}"

    @display(description=_("reason"))
    def reason(self, transcode: Transcode) -> str:
        """What the creator is told."""
        return failure_sentence(transcode.failure) or NOTHING

    @display(description=_("chunks"))
    def chunk_table(self, transcode: Transcode) -> SafeString:
        """Each chunk with its worker and ffmpeg's last words; those in trouble first."""
        trouble = Case(
            When(state=Chunk.State.FAILED, then=Value(0)),
            When(failures__gt=0, then=Value(1)),
            When(state=Chunk.State.RUNNING, then=Value(2)),
            default=Value(3),
        )
        chunks = transcode.chunks.order_by(trouble, "priority", "id")
        context = {
            "chunks": chunks[:CHUNKS_SHOWN],
            "more": max(0, chunks.count() - CHUNKS_SHOWN),
            "transcode": transcode,
        }
        return render_to_string("admin/videos/chunks.html", context)

    @admin.action(description=_("Retry"), permissions=["change"])
    def retry(self, request: HttpRequest, runs: QuerySet[Transcode]) -> None:
        """Go on with what failed or was cancelled."""
        self.act(request, runs, lambda run: retry_transcode(transcode=run), _("Retried"))

    @admin.action(description=_("Cancel"), permissions=["change"])
    def cancel(self, request: HttpRequest, runs: QuerySet[Transcode]) -> None:
        """Stop the work; finished chunks are kept."""
        self.act(request, runs, lambda run: cancel_transcode(transcode=run), _("Cancelled"))
