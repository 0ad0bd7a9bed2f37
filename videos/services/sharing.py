"""What other sites and apps are told about a video: Open Graph, Twitter, schema.org, oEmbed.

Only a video that anybody with its address may see is described; the views check that first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve, reverse

from videos.models import Video
from videos.services.chapters import ChapterMark
from videos.services.playback import poster_url

EMBED_WIDTH, EMBED_HEIGHT = 640, 360
POSTER_LONG_SIDE = 1280


@dataclass(frozen=True)
class Size:
    """Pixels."""

    width: int
    height: int

    def within(self, width: int | None, height: int | None) -> "Size":
        """The largest size of the same shape inside the given limits (None is no limit)."""
        scale = min(
            1.0,
            (width or self.width) / self.width,
            (height or self.height) / self.height,
        )
        return Size(max(1, round(self.width * scale)), max(1, round(self.height * scale)))


def absolute(path: str) -> str:
    """`path` of this site as a full address; full addresses (a CDN's) stay as they are."""
    return path if path.startswith(("http://", "https://")) else f"{settings.SITE_URL}{path}"


def watch_url(video: Video) -> str:
    """The canonical address of the watch page."""
    return absolute(reverse("watch", kwargs={"public_id": video.public_id}))


def embed_url(video: Video) -> str:
    """The address that an <iframe> shows."""
    return absolute(reverse("embed", kwargs={"public_id": video.public_id}))


def is_describable(video: Video) -> bool:
    """Whether anybody who has the address may see it, so that previews tell nobody a secret."""
    return (video.is_published or video.is_announced) and video.privacy in {
        Video.Privacy.PUBLIC,
        Video.Privacy.UNLISTED,
    }


def poster_size(video: Video) -> Size:
    """The pixels of the poster: the source's shape, at most 1280 on the long side."""
    source = Size(video.width or 1280, video.height or 720)
    return source.within(POSTER_LONG_SIDE, POSTER_LONG_SIDE)


def embed_size(video: Video) -> Size:
    """The embed's own size: 640 wide, or 640 high for portrait."""
    source = Size(video.width or 1280, video.height or 720)
    if source.height > source.width:
        return Size(source.width * 100, source.height * 100).within(None, EMBED_WIDTH)
    return Size(source.width * 100, source.height * 100).within(EMBED_WIDTH, None)


def embed_code(video: Video, size: Size) -> str:
    """The HTML that shows the player on another site. It contains nothing people typed."""
    return (
        f'<iframe src="{embed_url(video)}" width="{size.width}" height="{size.height}" '
        'frameborder="0" allow="autoplay; fullscreen; picture-in-picture" allowfullscreen '
        'loading="lazy" referrerpolicy="strict-origin-when-cross-origin"></iframe>'
    )


def summary(video: Video, limit: int = 200) -> str:
    """The description's beginning on one line, cut at a word."""
    line = " ".join(video.description.split())
    if len(line) <= limit:
        return line
    return f"{line[:limit].rsplit(' ', 1)[0]}…"


def iso_duration(duration_ms: int) -> str:
    """A duration as ISO 8601, such as PT1H2M3S."""
    minutes, seconds = divmod(duration_ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "H"), (minutes, "M"), (seconds, "S")]
    return "PT" + ("".join(f"{number}{unit}" for number, unit in parts if number) or "0S")


def video_object(video: Video, chapters: Sequence[ChapterMark]) -> dict[str, Any]:
    """The schema.org VideoObject of a describable video, for JSON-LD."""
    page = watch_url(video)
    published = video.published_at or video.created_at
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "VideoObject",
        "name": video.title,
        "description": summary(video, 5000) or video.title,
        "uploadDate": published.isoformat(timespec="seconds"),
        "duration": iso_duration(video.duration_ms),
        "url": page,
        "embedUrl": embed_url(video),
        "author": {
            "@type": "Person",
            "name": video.channel.name,
            "url": absolute(f"/@{video.channel.handle}"),
        },
        "interactionStatistic": {
            "@type": "InteractionCounter",
            "interactionType": {"@type": "WatchAction"},
            "userInteractionCount": video.view_count,
        },
    }
    if poster := poster_url(video):
        data["thumbnailUrl"] = [absolute(poster)]
    if video.tags:
        data["keywords"] = ", ".join(video.tags)
    if video.language and video.language != Video.Language.NONE:
        data["inLanguage"] = video.language
    ends = [mark.starts_ms for mark in chapters[1:]] + [video.duration_ms]
    if chapters:
        data["hasPart"] = [
            {
                "@type": "Clip",
                "name": mark.title,
                "startOffset": mark.starts_ms // 1000,
                "endOffset": end // 1000,
                "url": f"{page}?t={mark.starts_ms // 1000}",
            }
            for mark, end in zip(chapters, ends, strict=True)
        ]
    return data


def oembed(video: Video, max_width: int | None, max_height: int | None) -> dict[str, Any]:
    """The oEmbed 1.0 answer of type "video" (https://oembed.com, §2.3.4.2)."""
    size = embed_size(video).within(max_width, max_height)
    answer: dict[str, Any] = {
        "type": "video",
        "version": "1.0",
        "title": video.title,
        "author_name": video.channel.name,
        "author_url": absolute(f"/@{video.channel.handle}"),
        "provider_name": settings.SITE_NAME,
        "provider_url": settings.SITE_URL,
        "cache_age": 3600,
        "html": embed_code(video, size),
        "width": size.width,
        "height": size.height,
    }
    poster, pixels = poster_url(video), poster_size(video)
    fits = pixels.within(max_width, max_height) == pixels
    if poster and fits:
        answer |= {
            "thumbnail_url": absolute(poster),
            "thumbnail_width": pixels.width,
            "thumbnail_height": pixels.height,
        }
    return answer


def page_of(address: str) -> tuple[str, str] | None:
    """The page of this site that an address names, as the name of its URL and a public id; None for any other."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or parts.netloc != urlsplit(settings.SITE_URL).netloc:
        return None
    # As the site does with an address that was pasted with a slash too many (core/slashes.py).
    match = _match(parts.path) or _match(parts.path.rstrip("/"))
    if match is None or not match.url_name or "public_id" not in match.kwargs:
        return None
    return match.url_name, match.kwargs["public_id"]


def _match(path: str) -> ResolverMatch | None:
    try:
        return resolve(path)
    except Resolver404:
        return None
