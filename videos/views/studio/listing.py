"""The creator's list, and the deleted videos that can be brought back."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from core.pagination import Page, paginate
from core.problems import Problem
from videos.models import Video
from videos.queries.studio import (
    StudioFilter,
    deleted_videos,
    latest_transcodes,
    percents,
    studio_counts,
    studio_videos,
)
from videos.services.deletion import restorable_until
from videos.services.playback import card_picture_url
from videos.services.transcoding.reasons import failure_sentence
from videos.views.studio.access import CHOICES, creator, has_channel
from videos.views.studio.bulk import pending_undo

PAGE_SIZE = 30
FILTERS = ("q", "state", "privacy", "category", "sort")
SORT_NAMES = (
    ("newest", _("Newest first")),
    ("oldest", _("Oldest first")),
    ("views", _("Most views")),
    ("title", _("By title")),
)
STATE_NAMES = (
    ("ready", _("Ready")),
    ("working", _("Processing")),
    ("failed", _("Failed")),
    ("draft", _("Waiting for the file")),
)
PRIVACY_NAMES = (*Video.Privacy.choices, ("scheduled", _("Scheduled")), ("draft", _("Draft")))


@require_safe
@login_required
def videos(request: HttpRequest) -> HttpResponse:
    """The creator's list."""
    if not has_channel(request):
        return render(request, "studio/no_channel.html")
    asked = {name: request.GET.get(name, "") for name in FILTERS}
    narrowed = StudioFilter(**{name: value for name, value in asked.items() if value})
    rows = studio_videos(creator(request), narrowed)
    try:
        page = paginate(
            rows,
            order_by=narrowed.order_by,
            cursor=request.GET.get("cursor"),
            limit=PAGE_SIZE,
        )
    except Problem:
        # A link kept from another order, or cut short: the first page is what is meant.
        return redirect(f"{request.path}?{_query(asked)}")
    counts = studio_counts(creator(request))
    context = CHOICES | {
        "rows": _rows(page),
        "narrowed": narrowed,
        "is_narrowed": bool(narrowed),
        "counts": counts,
        "total": rows.count() if narrowed else counts["all"],
        "states": STATE_NAMES,
        "privacies": PRIVACY_NAMES,
        "sorts": SORT_NAMES,
        "back": _query(asked),
        "next_query": _query(asked | {"cursor": page.next_cursor or ""}),
        "has_next": bool(page.next_cursor),
        "is_first": not request.GET.get("cursor"),
        "undo": pending_undo(request),
    }
    return render(request, "studio/videos.html", context)


@require_safe
@login_required
def deleted(request: HttpRequest) -> HttpResponse:
    """Deleted videos, until their files go."""
    rows = deleted_videos(creator(request))
    try:
        page = paginate(
            rows, order_by="-deleted_at", cursor=request.GET.get("cursor"), limit=PAGE_SIZE
        )
    except Problem:
        return redirect("studio-deleted")
    context = {
        "rows": [
            {"video": video, "picture": card_picture_url(video), "until": restorable_until(video)}
            for video in page.items
        ],
        "counts": studio_counts(creator(request)),
        "next_query": _query({"cursor": page.next_cursor or ""}),
        "has_next": bool(page.next_cursor),
    }
    return render(request, "studio/deleted.html", context)


def _rows(page: Page) -> list[dict[str, Any]]:
    runs = latest_transcodes(page.items)
    done = percents(runs.values())
    return [
        {
            "video": video,
            "picture": card_picture_url(video),
            "percent": done[runs[video.pk].pk] if video.pk in runs else 0,
            "is_working": video.state in {Video.State.PROCESSING, Video.State.PLAYABLE},
            "is_draft": video.published_at is None
            and not video.publish_when_ready
            and video.state in Video.PLAYABLE,
            "is_scheduled": video.is_scheduled,
            "failure": failure_sentence(video.failure) if video.state == "failed" else "",
            "shown_at": video.published_at
            if video.published_at and video.published_at <= timezone.now()
            else video.created_at,
            "is_out": video.is_published,
        }
        for video in page.items
    ]


def _query(asked: dict[str, str]) -> str:
    return urlencode({name: value for name, value in asked.items() if value})
