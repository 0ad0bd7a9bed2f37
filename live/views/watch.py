"""The page on which a stream is watched, and the form that opens one behind a password."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from core.json_script import json_ld
from core.problems import Problem
from core.unlocking import TooManyTries, WrongPassword
from live.models import Stream
from live.queries.reminding import reminded_of
from live.queries.showing import showing
from live.services.access import (
    get_watchable,
    is_describable,
    is_unlocked,
    may_watch,
    open_with_password,
)
from live.services.pictures import picture_url
from live.services.player import live_player_config
from live.services.sharing import broadcast_event, embed_code, embed_url, summary, watch_url
from live.services.viewers import viewers_of
from live.services.visits import keep_visit, visit_of
from videos.models import Video
from videos.services.description import description_html
from videos.services.site_urls import absolute


@cache_control(private=True, no_cache=True)
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def watch(request: HttpRequest, public_id: str) -> HttpResponse:
    """A stream, whatever its state, or its password form."""
    stream = get_watchable(request, public_id)
    verdict = may_watch(request.user, stream, is_unlocked(request.session, stream))
    if verdict.reason == "password":
        return _password(request, stream)
    if not verdict.allowed:
        raise Http404
    if request.method == "POST":
        return redirect(stream)
    visit = "" if request.user.is_authenticated else visit_of(request)
    response = render(request, "live/watch.html", _page(request, stream, visit))
    if visit:
        keep_visit(response, visit)
    return response


def _password(request: HttpRequest, stream: Stream) -> HttpResponse:
    refusal: Problem | None = None
    if request.method == "POST":
        try:
            open_with_password(request, stream, request.POST.get("password", ""))
        except (WrongPassword, TooManyTries) as refused:
            refusal = refused
        else:
            return redirect(stream)
    context = {"error": str(refusal.detail) if refusal else ""}
    status = refusal.status if refusal else 200
    response = render(request, "live/password.html", context, status=status)
    if refusal and refusal.retry_after_s:
        response["Retry-After"] = str(refusal.retry_after_s)
    return response


def _page(request: HttpRequest, stream: Stream, visit: str) -> dict[str, Any]:
    shown = showing(stream)
    owner = stream.is_owned_by(request.user)
    describable = is_describable(stream)
    config = live_player_config(stream=stream, viewer=request.user, shown=shown, visit=visit)
    context: dict[str, Any] = {
        "stream": stream,
        "shown": shown,
        "recording_url": config["state"]["recording_url"],
        "config": config,
        "channel": stream.channel,
        "is_owner": owner,
        "is_following": not owner and stream.channel.is_followed_by(request.user),
        "is_reminded": bool(reminded_of([stream], request.user)),
        "picture": config["poster"],
        "viewers": viewers_of([stream.public_id])[stream.public_id],
        "description": description_html(stream.description, 0),
        "describable": describable,
        "indexable": describable and stream.privacy == Video.Privacy.PUBLIC,
        "canonical": watch_url(stream),
        "shareable": describable or stream.privacy == Video.Privacy.PASSWORD,
    }
    if describable:
        context |= {
            "summary": summary(stream),
            "embed_url": embed_url(stream),
            "embed_code": embed_code(stream),
            "picture_address": absolute(picture_url(stream)),
            "structured_script": json_ld(broadcast_event(stream, shown)),
        }
    return context
