"""oEmbed 1.0 (https://oembed.com): other sites ask what a watch address shows."""

import re
from typing import Any
from xml.etree import ElementTree as ET

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from videos.models import Video
from videos.services.access import get_watchable, may_watch
from videos.services.oembed_sources import Refusal, source_for
from videos.services.sharing import is_describable, oembed, page_of

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@require_safe
def oembed_view(request: HttpRequest) -> HttpResponse:
    """Answer for videos that anybody with the address may see.

    404 for everything else, 401 for a video behind a password, 501 for a format we do not speak.
    """
    try:
        response = _answer(request)
    except Refusal as refusal:
        response = HttpResponse(
            str(refusal), status=refusal.status, content_type="text/plain; charset=utf-8"
        )
    # The answer is the same for everybody, so any site may read it.
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _answer(request: HttpRequest) -> HttpResponse:
    style = request.GET.get("format", "json")
    if style not in {"json", "xml"}:
        raise Refusal(501, _("Ask for format=json or format=xml."))
    limits = [_limit(request, name) for name in ("maxwidth", "maxheight")]
    address = request.GET.get("url", "")
    if not address:
        raise Refusal(400, _("Say which page in url=."))
    name, public_id = page_of(address) or ("", "")
    source = source_for(name)
    data = (
        source(public_id, *limits) if source else oembed(_video(request, name, public_id), *limits)
    )
    if style == "json":
        return JsonResponse(data, json_dumps_params={"ensure_ascii": False})
    return HttpResponse(_xml(data), content_type="text/xml; charset=utf-8")


def _video(request: HttpRequest, name: str, public_id: str) -> Video:
    try:
        video = get_watchable(request, public_id if name in {"watch", "embed"} else "")
    except Http404:
        raise Refusal(404, _("There is no such video.")) from None
    if may_watch(AnonymousUser(), video).reason == "password":
        raise Refusal(401, _("This video is behind a password."))
    if not is_describable(video):
        # Its owner may see it, but this answer is meant for other sites.
        raise Refusal(404, _("There is no such video."))
    return video


def _limit(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 6 or int(text) < 1:
        raise Refusal(400, _("maxwidth and maxheight are whole numbers of pixels."))
    return int(text)


def _xml(data: dict[str, Any]) -> bytes:
    root = ET.Element("oembed")
    for name, value in data.items():
        # XML 1.0 has no way to write control characters.
        ET.SubElement(root, name).text = _CONTROL.sub(" ", str(value))
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written
