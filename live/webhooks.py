"""What ingest engines call: signed, and safe to call twice."""

import json
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from core.signed_requests import HEADER, is_signed
from live.models import PublishSession
from live.services import publishing
from live.services.packaging import admission, standing
from live.services.secret import ingest_secret
from live.services.stills import keep_still

Facts = dict[str, Any]


def _signed(view: Callable[[Facts], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    @csrf_exempt
    @require_POST
    def answer(request: HttpRequest) -> HttpResponse:
        header = request.headers.get(HEADER, "")
        if not is_signed(request.body, header, ingest_secret(), purpose=view.__name__):
            return JsonResponse({"code": "not-signed"}, status=401)
        try:
            facts = json.loads(request.body)
        except ValueError:
            return JsonResponse({"code": "not-json"}, status=400)
        if not isinstance(facts, dict):
            return JsonResponse({"code": "not-json"}, status=400)
        return view(facts)

    return answer


@_signed
def publish(facts: Facts) -> HttpResponse:
    """May the holder of this key publish?"""
    publisher = publishing.Publisher(
        engine=str(facts.get("engine", ""))[:12],
        engine_session=str(facts.get("engine_session", ""))[:100],
        node=str(facts.get("node", ""))[:200],
        ip=_address(facts.get("ip")),
        protocol=str(facts.get("protocol", "rtmp"))[:10],
    )
    try:
        session = publishing.accept_publisher(key=str(facts.get("key", "")), publisher=publisher)
    except publishing.PublishRefused as refusal:
        return JsonResponse({"code": refusal.code, "detail": str(refusal)}, status=403)
    return JsonResponse(admission(session))


@_signed
def update(facts: Facts) -> HttpResponse:
    """The session is alive; perhaps it plays now."""
    session = _session(facts)
    if session is None:
        return JsonResponse({"keep": False, "public": False, "mark": ""})
    keep = publishing.hear_session(session=session, health=facts.get("health") or {})
    stream = session.broadcast.stream
    if keep and ("still" in facts or stream.thumbnail):
        keep_still(stream=stream, told=facts.get("still"))
    if keep and facts.get("playable") and session.state == PublishSession.State.ACCEPTED:
        keep = publishing.session_plays(session=session)
    return JsonResponse(standing(session, keep=keep))


@_signed
def done(facts: Facts) -> HttpResponse:
    """The session is over."""
    session = _session(facts)
    if session is not None:
        publishing.session_left(
            session=session,
            reason=str(facts.get("reason", "")),
            stopped=facts.get("stopped") is True,
        )
    return JsonResponse({})


def _address(told: object) -> str | None:
    """An address without the zone that a link-local one has; None for what is none."""
    try:
        return str(ip_address(str(told).partition("%")[0]))
    except ValueError:
        return None


def _session(facts: Facts) -> PublishSession | None:
    try:
        name = UUID(str(facts.get("session", "")))
    except ValueError:
        return None
    return (
        PublishSession.objects.select_related("broadcast__stream", "broadcast__video")
        .filter(public_id=name)
        .first()
    )
