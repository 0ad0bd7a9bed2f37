"""The watch page, and the form that opens a video behind a password."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from core.json_script import json_ld
from core.problems import Problem
from core.unlocking import TooManyTries, WrongPassword
from videos.models import Video
from videos.queries.premieres import reminded_of
from videos.queries.progress import watched_percent, with_progress
from videos.queries.watch import newest_transcode, progress_of, related_videos
from videos.services.access import get_watchable, is_unlocked, may_watch, open_with_password
from videos.services.chapters import chapters_of
from videos.services.description import description_html
from videos.services.playback import card_picture_url, playback_for, poster_url
from videos.services.player import player_config
from videos.services.premieres.audience import count_audience
from videos.services.premieres.standing import standing_of
from videos.services.sharing import (
    absolute,
    embed_code,
    embed_size,
    embed_url,
    is_describable,
    poster_size,
    summary,
    video_object,
    watch_url,
)
from videos.services.transcoding.progress import percent_done
from videos.services.transcoding.reasons import failure_sentence


@cache_control(private=True, no_cache=True)
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def watch(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the video, its password form, or what keeps it from playing."""
    video = get_watchable(request, public_id)
    verdict = may_watch(request.user, video, is_unlocked(request, video))
    if verdict.reason == "password":
        return _password(request, video)
    if verdict.reason == "not-found":
        raise Http404
    if request.method == "POST":
        return redirect(video)
    # Who may play it before it begins sees what everybody sees, unless they ask for more.
    waits = video.is_announced and not (verdict.allowed and "preview" in request.GET)
    return render(request, "watch/page.html", _page(request, video, waits=waits))


def _password(request: HttpRequest, video: Video) -> HttpResponse:
    refusal: Problem | None = None
    if request.method == "POST":
        try:
            open_with_password(request, video, request.POST.get("password", ""))
        except (WrongPassword, TooManyTries) as refused:
            refusal = refused
        else:
            return redirect(video)
    context = {"error": str(refusal.detail) if refusal else ""}
    status = refusal.status if refusal else 200
    response = render(request, "watch/password.html", context, status=status)
    if refusal and refusal.retry_after_s:
        response["Retry-After"] = str(refusal.retry_after_s)
    return response


def _page(request: HttpRequest, video: Video, *, waits: bool) -> dict[str, Any]:
    """`waits`: a premiere that has not begun, of which no media are told."""
    playback = None if waits else playback_for(video, request.user)
    chapters = chapters_of(video)
    related = related_videos(video)
    describable = is_describable(video)
    owner = video.is_owned_by(request.user)
    playable = bool(playback and playback.master_url) and video.state in Video.PLAYABLE
    standing = standing_of(video)
    # What is not on any more is a video like others.
    standing = standing if standing and standing.state != "over" else None
    context: dict[str, Any] = {
        "video": video,
        "related_cards": [_card(item) for item in with_progress(related, request.user)],
        "channel": video.channel,
        "is_owner": owner,
        "is_following": not owner and video.channel.is_followed_by(request.user),
        "playable": playable,
        "playback": playback,
        "chapters": chapters,
        "captions": playback.captions if playback else [],
        "poster": poster_url(video),
        "standing": standing,
        "related": related,
        "description": description_html(video.description, video.duration_ms),
        "shape": _shape(video),
        "describable": describable,
        "indexable": video.is_listed,
        "canonical": watch_url(video),
        "embed_url": embed_url(video),
        "embed_code": embed_code(video, embed_size(video)),
        "shareable": describable or video.privacy == Video.Privacy.PASSWORD,
    }
    if describable:
        context |= {
            "summary": summary(video),
            "poster_size": poster_size(video),
            "embed_size": embed_size(video),
            "poster_address": absolute(poster_url(video)),
            "seconds": video.duration_ms // 1000,
            "structured_script": "" if waits else json_ld(video_object(video, chapters)),
        }
    if standing:
        context |= {
            "premiere": {**standing.as_config(), "state": standing.state, "id": video.public_id},
            "viewers": count_audience(video),
            "is_reminded": bool(reminded_of([video], request.user)),
        }
    if playable and playback:
        context["config"] = player_config(
            video=video,
            playback=playback,
            viewer=request.user,
            chapters=chapters,
            resume_s=progress_of(request.user, video),
            following=related[0] if related else None,
        )
    elif not waits:
        transcode = newest_transcode(video)
        context["percent"] = percent_done(transcode) if transcode else 0
        context["failure"] = failure_sentence(video.failure)
    return context


def _card(video: Video) -> dict[str, Any]:
    return {
        "url": video.get_absolute_url(),
        "title": video.title,
        "channel": video.channel.name,
        "picture": card_picture_url(video),
        "duration_ms": video.duration_ms,
        "views": video.view_count,
        "published_at": video.published_at,
        "percent": watched_percent(video),
    }


def _shape(video: Video) -> str:
    if not video.height or video.width >= video.height * 1.2:
        return "wide"
    return "portrait" if video.height > video.width * 1.2 else "square"
