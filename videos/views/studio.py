"""The studio's pages; what they change goes through the JSON API or one service call."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Channel, User
from core.pagination import paginate
from core.templatetags.humane import clock
from videos.models import Video
from videos.queries.studio import StudioFilter, latest_transcode, studio_videos
from videos.services.deletion import delete_video
from videos.services.editing import update_video
from videos.services.playback import media_base, poster_url
from videos.services.posters import poster_candidates
from videos.services.transcoding.reasons import failure_sentence

PAGE_SIZE = 30
BULK_PRIVACIES = frozenset({"public", "unlisted", "private"})
CHOICES: dict[str, Any] = {
    "categories": Video.Category.choices,
    "languages": Video.Language.choices,
    "licences": Video.Licence.choices,
    "privacies": Video.Privacy.choices,
}


@require_safe
@login_required
def upload(request: HttpRequest) -> HttpResponse:
    """Where files are dropped."""
    return _upload_page(request, replaces=None)


@require_safe
@login_required
def replace(request: HttpRequest, public_id: str) -> HttpResponse:
    """Where a new file for an old video is dropped."""
    return _upload_page(request, replaces=_own(request, public_id))


def _upload_page(request: HttpRequest, *, replaces: Video | None) -> HttpResponse:
    if not Channel.objects.filter(owner=_user(request)).exists():
        return render(request, "studio/no_channel.html")
    context = CHOICES | {"max_bytes": settings.UPLOAD_MAX_BYTES, "replaces": replaces, "prefix": ""}
    return render(request, "studio/upload.html", context)


@require_safe
@login_required
def videos(request: HttpRequest) -> HttpResponse:
    """The creator's list."""
    if not Channel.objects.filter(owner=_user(request)).exists():
        return render(request, "studio/no_channel.html")
    asked = {name: request.GET.get(name, "") for name in ("q", "state", "privacy")}
    narrowed = StudioFilter(**asked)
    rows = studio_videos(_user(request), narrowed)
    page = paginate(rows, order_by="-created_at", cursor=request.GET.get("cursor"), limit=PAGE_SIZE)
    for video in page.items:
        video.poster_link = poster_url(video)
    context = CHOICES | {
        "page": page,
        "narrowed": narrowed,
        "states": [choice for choice in Video.State.choices if choice[0] != Video.State.DELETED],
        "next_query": urlencode(asked | {"cursor": page.next_cursor or ""}),
    }
    return render(request, "studio/videos.html", context)


@require_safe
@login_required
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything about one video."""
    video = _own(request, public_id)
    run = latest_transcode(video)
    base = media_base(video)
    posters = [
        {"name": name, "url": f"{base}{name}", "chosen": video.poster.endswith(f"/{name}")}
        for name in poster_candidates(video)
    ]
    retention = [
        {"bucket": row.bucket * 5, "end": row.bucket * 5 + 5, "views": row.views}
        for row in video.retention.order_by("bucket")
    ]
    context = CHOICES | {
        "video": video,
        "posters": posters,
        "captions": list(video.captions.all()),
        "chapters_text": "\n".join(f"{clock(c.starts_ms)} {c.title}" for c in video.chapters.all()),
        "failure": failure_sentence(run.failure if run else video.failure),
        "retention": retention,
        "prefix": "",
    }
    return render(request, "studio/edit.html", context)


@require_POST
@login_required
def bulk(request: HttpRequest) -> HttpResponse:
    """One action on the ticked videos."""
    action = request.POST.get("action", "")
    chosen = list(
        studio_videos(_user(request), StudioFilter()).filter(
            public_id__in=request.POST.getlist("ids")[:100]
        )
    )
    if action == "delete":
        changed = sum(delete_video(video=video) for video in chosen)
        text = ngettext("%(n)d video deleted.", "%(n)d videos deleted.", changed)
    elif action in BULK_PRIVACIES:
        changed = len([update_video(video=video, changes={"privacy": action}) for video in chosen])
        text = ngettext("%(n)d video changed.", "%(n)d videos changed.", changed)
    else:
        raise Http404
    messages.success(request, text % {"n": changed})
    return redirect("studio")


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  (behind login_required)
    return request.user


def _own(request: HttpRequest, public_id: str) -> Video:
    video = studio_videos(_user(request), StudioFilter()).filter(public_id=public_id).first()
    if video is None:
        raise Http404
    return video
