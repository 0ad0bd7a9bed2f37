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
    links = [_link(item) for item in channel.links]
    return [link for link in links if link.url.lower().startswith(("https://", "http://"))]


def _link(item: Any) -> Link:
    """What a person typed is a plain address; one with a title comes as an object."""
    if isinstance(item, dict):
        url = str(item.get("url") or "")
        return Link(title=str(item.get("title") or url), url=url)
    url = str(item)
    return Link(title=url.partition("://")[2].removeprefix("www.").rstrip("/"), url=url)
