"""What makes the site installable: manifest, service worker, offline page."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from core.shared_answers import same_for_everybody

BACKGROUND = "#fdfcfa"
THEME = "#0d0e12"
# What the offline page needs, and nothing else.
SHELL = ("css/standalone/message.css", "js/standalone/offline.js", "icons/logo.svg")


@require_safe
@vary_on_headers("Accept-Language", "Cookie")
@cache_control(public=True, max_age=3600)
def manifest(request: HttpRequest) -> JsonResponse:
    """The web app manifest (W3C) in the visitor's language."""
    return JsonResponse(
        {
            "id": "/",
            "name": settings.SITE_NAME,
            "short_name": settings.SITE_NAME[:12],
            "description": _("Upload, watch and follow on a video site of our own."),
            "lang": translation.get_language() or "en",
            "dir": "ltr",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "display_override": ["standalone", "minimal-ui"],
            "orientation": "any",
            "background_color": BACKGROUND,
            "theme_color": THEME,
            "categories": ["entertainment", "video"],
            "icons": _icons(),
            "shortcuts": _shortcuts(),
        },
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )


def _icons() -> list[dict[str, str]]:
    return [
        {"src": static(f"icons/{name}"), "sizes": sizes, "type": kind, "purpose": purpose}
        for name, sizes, kind, purpose in (
            ("icon-192.png", "192x192", "image/png", "any"),
            ("icon-512.png", "512x512", "image/png", "any"),
            ("maskable-512.png", "512x512", "image/png", "maskable"),
            ("logo.svg", "any", "image/svg+xml", "any"),
        )
    ]


def _shortcuts() -> list[dict[str, Any]]:
    icon = [{"src": static("icons/icon-192.png"), "sizes": "192x192", "type": "image/png"}]
    return [
        {"name": name, "url": reverse(route), "icons": icon}
        for name, route in (
            (_("Trending"), "trending"),
            (_("Following"), "following"),
            (_("Library"), "library"),
            (_("Upload"), "studio-upload"),
        )
    ]


@dataclass(frozen=True)
class Worker:
    """The service worker's text. `version` changes whenever what it keeps would."""

    text: str
    version: str


def worker() -> Worker:
    """The script with what this release of the site has it keep."""
    body = (Path(settings.BASE_DIR) / "static" / "js" / "sw" / "worker.js").read_text()
    pages = {code: f"{reverse('offline')}?lang={code}" for code, _name in settings.LANGUAGES}
    facts = {
        "assets": [static(name) for name in SHELL],
        "offline": pages,
        "language": settings.LANGUAGE_CODE,
        "staticUrl": settings.STATIC_URL,
    }
    version = hashlib.sha256((json.dumps(facts) + body + _shell_digest()).encode()).hexdigest()[:12]
    head = f"const RELEASE = {json.dumps(facts | {'version': version})};\n"
    return Worker(head + body, version)


def _shell_digest() -> str:
    """Tells the contents of what is kept: in development names do not change with them."""
    root = Path(settings.BASE_DIR)
    files = [root / "static" / name for name in SHELL]
    files += [root / "templates" / "errors" / name for name in ("offline.html", "standalone.html")]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


@require_safe
@same_for_everybody
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker at the root, so that its scope is the whole site. Browsers ask for it anew each time."""
    response = HttpResponse(worker().text, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    response["Service-Worker-Allowed"] = "/"
    return response


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The page the worker shows without a connection, in `?lang=` or the visitor's language."""
    asked = request.GET.get("lang", "")
    known = {code for code, _name in settings.LANGUAGES}
    with translation.override(asked if asked in known else translation.get_language()):
        return render(request, "errors/offline.html")


@require_safe
@same_for_everybody
def favicon(request: HttpRequest) -> HttpResponse:
    """For what asks without looking at the page."""
    response = HttpResponseRedirect(static("icons/icon-192.png"))
    response["Cache-Control"] = "public, max-age=86400"
    return response
