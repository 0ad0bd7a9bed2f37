"""Sitemaps of listed videos with the video extension, and robots.txt.

The index names one file for each range of 5000 ids, so that every file is a range scan, whatever the
size of the site.
"""

from django.conf import settings
from django.db.models import F, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from accounts.models import Channel
from core.cache import cached
from discovery.views.xml import Document
from videos.models import Video
from videos.services.playback import poster_url
from videos.services.site_urls import absolute

PER_FILE = 5000
FRESH_S = 3600
SITEMAP = {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"}
VIDEO = {"xmlns__video": "http://www.google.com/schemas/sitemap-video/1.1"}


def _xml(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="application/xml; charset=utf-8")


@require_safe
@cache_control(public=True, no_cache=True)
@conditional_page
def index(request: HttpRequest) -> HttpResponse:
    """The list of the other sitemaps; counted at most once an hour."""
    return _xml(cached("sitemap", fresh_s=FRESH_S, build=_index))


def _index() -> str:
    videos = (
        Video.objects.listed()
        .order_by()
        .values(file=F("pk") / PER_FILE)
        .annotate(latest=Max("updated_at"))
        .order_by("file")
    )
    channels = Channel.objects.order_by().values_list(F("pk") / PER_FILE, flat=True).distinct()
    xml = Document()
    with xml.element("sitemapindex", **SITEMAP):
        for row in videos:
            with xml.element("sitemap"):
                xml.leaf("loc", absolute(reverse("sitemap-videos", args=[row["file"]])))
                xml.leaf("lastmod", row["latest"].isoformat(timespec="seconds"))
        for number in sorted(set(channels)):
            with xml.element("sitemap"):
                xml.leaf("loc", absolute(reverse("sitemap-channels", args=[number])))
    return xml.text


@require_safe
@cache_control(public=True, no_cache=True)
@conditional_page
def videos(request: HttpRequest, number: int) -> HttpResponse:
    """The listed videos of one range of ids."""
    rows = (
        Video.objects.listed()
        .filter(pk__gte=number * PER_FILE, pk__lt=(number + 1) * PER_FILE)
        .defer("search", "password")
        .order_by("pk")
    )
    found = list(rows)
    if not found:
        raise Http404
    xml = Document()
    with xml.element("urlset", **SITEMAP, **VIDEO):
        for video in found:
            _video(xml, video)
    return _xml(xml.text)


def _video(xml: Document, video: Video) -> None:
    with xml.element("url"):
        xml.leaf("loc", absolute(video.get_absolute_url()))
        xml.leaf("lastmod", video.updated_at.isoformat(timespec="seconds"))
        poster = poster_url(video)
        if not poster:  # The extension requires a thumbnail.
            return
        with xml.element("video:video"):
            xml.leaf("video:thumbnail_loc", absolute(poster))
            xml.leaf("video:title", video.title)
            xml.leaf("video:description", (video.description or video.title)[:2048])
            embed = reverse("embed", kwargs={"public_id": video.public_id})
            xml.leaf("video:player_loc", absolute(embed))
            if 1 <= video.duration_ms / 1000 <= 28_800:
                xml.leaf("video:duration", str(round(video.duration_ms / 1000)))
            xml.leaf("video:view_count", str(video.view_count))
            if video.published_at:
                xml.leaf("video:publication_date", video.published_at.isoformat(timespec="seconds"))
            for tag in video.tags[:32]:
                xml.leaf("video:tag", tag)


@require_safe
@cache_control(public=True, no_cache=True)
@conditional_page
def channels(request: HttpRequest, number: int) -> HttpResponse:
    """The channels, with something listed, of one range of ids."""
    found = (
        Channel.objects.filter(
            pk__gte=number * PER_FILE,
            pk__lt=(number + 1) * PER_FILE,
            videos__in=Video.objects.listed(),
        )
        .distinct()
        .order_by("pk")
    )
    xml = Document()
    with xml.element("urlset", **SITEMAP):
        for channel in found:
            with xml.element("url"):
                xml.leaf("loc", absolute(channel.get_absolute_url()))
    return _xml(xml.text)


@require_safe
@cache_control(public=True, max_age=FRESH_S)
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers should leave alone, and where the sitemap is."""
    return render(
        request, "discovery/robots.txt", {"site_url": settings.SITE_URL}, content_type="text/plain"
    )
