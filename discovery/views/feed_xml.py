"""RSS of a channel, with Media RSS thumbnails (https://www.rssboard.org/media-rss)."""

from datetime import UTC
from email.utils import format_datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe

from accounts.models import Channel
from discovery.views.xml import Document
from videos.models import Video
from videos.services.playback import poster_url
from videos.services.site_urls import absolute

ITEMS = 50


@require_safe
@conditional_page
def channel_feed(request: HttpRequest, handle: str) -> HttpResponse:
    """The channel's newest 50 listed videos."""
    channel = Channel.objects.filter(handle=handle.lower(), owner__is_active=True).first()
    if channel is None:
        raise Http404
    if channel.handle != handle:
        return redirect("channel-feed", handle=channel.handle, permanent=True)
    videos = (
        Video.objects.listed()
        .filter(channel=channel)
        .defer("search", "password")
        .order_by("-published_at", "-pk")[:ITEMS]
    )
    response = HttpResponse(
        _rss(channel, list(videos)), content_type="application/rss+xml; charset=utf-8"
    )
    # Asked again each time, by its ETag: no cache goes on telling of what is private now.
    response["Cache-Control"] = "public, no-cache"
    return response


def _rss(channel: Channel, videos: list[Video]) -> str:
    xml = Document()
    link = absolute(channel.get_absolute_url())
    here = absolute(reverse("channel-feed", kwargs={"handle": channel.handle}))
    namespaces = {
        "xmlns__media": "http://search.yahoo.com/mrss/",
        "xmlns__atom": "http://www.w3.org/2005/Atom",
    }
    with xml.element("rss", version="2.0", **namespaces), xml.element("channel"):
        xml.leaf("title", channel.name)
        xml.leaf("link", link)
        xml.leaf("description", channel.description or channel.name)
        xml.leaf("generator", settings.SITE_NAME)
        xml.leaf("atom:link", href=here, rel="self", type="application/rss+xml")
        if channel.avatar:
            with xml.element("image"):
                xml.leaf("url", absolute(channel.avatar.url))
                xml.leaf("title", channel.name)
                xml.leaf("link", link)
        for video in videos:
            _item(xml, video)
    return xml.text


def _item(xml: Document, video: Video) -> None:
    url = absolute(video.get_absolute_url())
    player = absolute(reverse("embed", kwargs={"public_id": video.public_id}))
    poster = poster_url(video)
    content = {
        "url": player,
        "type": "text/html",
        "medium": "video",
        "duration": str(round(video.duration_ms / 1000)),
        "width": str(video.width),
        "height": str(video.height),
    }
    with xml.element("item"):
        xml.leaf("title", video.title)
        xml.leaf("link", url)
        xml.leaf("guid", url, isPermaLink="true")
        if video.published_at:
            xml.leaf("pubDate", format_datetime(video.published_at.astimezone(UTC)))
        if video.description:
            xml.leaf("description", video.description)
        xml.leaf("category", video.category)
        with xml.element("media:content", **content):
            xml.leaf("media:title", video.title)
            xml.leaf("media:player", url=player)
            if poster:
                xml.leaf("media:thumbnail", url=absolute(poster))
