"""Channels as others see them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Channel
from videos.models import Video


@dataclass(frozen=True)
class Link:
    """A link of a channel that is safe to follow."""

    title: str
    url: str


def listed_channels() -> QuerySet[Channel]:
    """Channels of active people with something listed."""
    return Channel.objects.filter(
        Exists(Video.objects.listed().filter(channel=OuterRef("pk"))), owner__is_active=True
    )


def shown_links(channel: Channel) -> list[Link]:
    """The links of `channel` that lead to a web address. Others (`javascript:`…) are never shown,
    however they got into the row."""
    return [
        Link(title=str(item.get("title") or item["url"]), url=item["url"])
        for item in channel.links
        if _is_web_link(item)
    ]


def _is_web_link(item: Any) -> bool:
    url = item.get("url") if isinstance(item, dict) else None
    return isinstance(url, str) and url.lower().startswith(("https://", "http://"))
