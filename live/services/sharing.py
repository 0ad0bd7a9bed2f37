"""What other sites and apps are told about a stream: Open Graph, schema.org, oEmbed.

Only a stream that anybody with its address may see is described; the views check that first.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext as _

from live.models import Stream
from live.queries.showing import Showing
from live.services.access import find_stream, is_describable, may_watch
from live.services.pictures import picture_url
from videos.services.oembed_sources import Refusal
from videos.services.site_urls import absolute

EMBED_WIDTH, EMBED_HEIGHT = 640, 360


def watch_url(stream: Stream) -> str:
    """The canonical address of the page."""
    return absolute(stream.get_absolute_url())


def embed_url(stream: Stream) -> str:
    """The address that an <iframe> shows."""
    return absolute(reverse("live-embed", kwargs={"public_id": stream.public_id}))


def embed_code(stream: Stream, width: int = EMBED_WIDTH, height: int = EMBED_HEIGHT) -> str:
    """The HTML that shows the player on another site. It contains nothing people typed."""
    return (
        f'<iframe src="{embed_url(stream)}" width="{width}" height="{height}" '
        'frameborder="0" allow="autoplay; fullscreen; picture-in-picture" allowfullscreen '
        'loading="lazy" referrerpolicy="strict-origin-when-cross-origin"></iframe>'
    )


def summary(stream: Stream, limit: int = 200) -> str:
    """The description's beginning on one line, cut at a word."""
    line = " ".join(stream.description.split())
    return line if len(line) <= limit else f"{line[:limit].rsplit(' ', 1)[0]}…"


def broadcast_event(stream: Stream, shown: Showing) -> dict[str, Any]:
    """The schema.org BroadcastEvent with its VideoObject, as search engines want live streams described."""
    page = watch_url(stream)
    begins = shown.live_at if shown.state != "waiting" else None
    begins = begins or stream.starts_at or stream.created_at
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "VideoObject",
        "name": stream.title,
        "description": summary(stream, 5000) or stream.title,
        "uploadDate": begins.isoformat(timespec="seconds"),
        "url": page,
        "embedUrl": embed_url(stream),
        "author": {
            "@type": "Person",
            "name": stream.channel.name,
            "url": absolute(f"/@{stream.channel.handle}"),
        },
    }
    event: dict[str, Any] = {
        "@type": "BroadcastEvent",
        "name": stream.title,
        "isLiveBroadcast": True,
        "startDate": begins.isoformat(timespec="seconds"),
    }
    if shown.broadcast and shown.broadcast.ended_at:
        event["endDate"] = shown.broadcast.ended_at.isoformat(timespec="seconds")
    data["publication"] = event
    if picture := picture_url(stream):
        data["thumbnailUrl"] = [absolute(picture)]
    return data


def oembed(public_id: str, max_width: int | None, max_height: int | None) -> dict[str, Any]:
    """The oEmbed 1.0 answer of type "video" (https://oembed.com, §2.3.4.2).

    Raises `Refusal` for whatever not everybody with the address may see: the answer is meant for other sites.
    """
    stream = find_stream(public_id)
    verdict = may_watch(AnonymousUser(), stream) if stream else None
    if verdict and verdict.reason == "password":
        raise Refusal(401, _("This stream is behind a password."))
    if stream is None or not is_describable(stream):
        raise Refusal(404, _("There is no such stream."))
    return _described(stream, max_width, max_height)


def _described(stream: Stream, max_width: int | None, max_height: int | None) -> dict[str, Any]:
    scale = min(
        1.0, (max_width or EMBED_WIDTH) / EMBED_WIDTH, (max_height or EMBED_HEIGHT) / EMBED_HEIGHT
    )
    width, height = max(1, round(EMBED_WIDTH * scale)), max(1, round(EMBED_HEIGHT * scale))
    return {
        "type": "video",
        "version": "1.0",
        "title": stream.title,
        "author_name": stream.channel.name,
        "author_url": absolute(f"/@{stream.channel.handle}"),
        "provider_name": settings.SITE_NAME,
        "provider_url": settings.SITE_URL,
        "cache_age": 300,
        "html": embed_code(stream, width, height),
        "width": width,
        "height": height,
    }
