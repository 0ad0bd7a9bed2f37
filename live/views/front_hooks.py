"""What media servers in front of the ingest call before they let somebody publish."""

import json
from ipaddress import ip_address

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from live.services import fronts

KEY_LENGTH = 100


@csrf_exempt
@require_POST
def nginx_rtmp(request: HttpRequest, token: str) -> HttpResponse:
    """`on_publish` and `on_update` of nginx-rtmp (a form). Anything but 2xx closes the connection.

    `update_play` is its own way to the ingest: the configuration lets nobody else play.

    A refused duplicate fires `publish_done` under the same name: it is not listened to.
    """
    if not fronts.is_hook("nginx-rtmp", token):
        return HttpResponse(status=404)
    if request.POST.get("call") in {"publish", "update_publish", "update_play"}:
        return _answer(request.POST.get("name", ""))
    return HttpResponse(status=403)


@csrf_exempt
@require_POST
def mediamtx(request: HttpRequest, token: str) -> HttpResponse:
    """`authHTTPAddress` of MediaMTX (JSON): publishers by their key, readers on its own machine alone."""
    if not fronts.is_hook("mediamtx", token):
        return HttpResponse(status=404)
    try:
        asked = json.loads(request.body)
        action, path = str(asked["action"]), str(asked["path"])
        local = ip_address(str(asked.get("ip", ""))).is_loopback
    except (ValueError, KeyError, TypeError, AttributeError):
        return HttpResponse(status=400)
    if action == "read":
        # The relay to the ingest.
        return HttpResponse(status=200 if local else 401)
    app, _slash, key = path.partition("/")
    if action != "publish" or app != "live":
        return HttpResponse(status=401)
    return _answer(key)


def _answer(key: str) -> HttpResponse:
    welcome = 0 < len(key) <= KEY_LENGTH and fronts.is_welcome(key)
    return HttpResponse(status=200 if welcome else 403)
