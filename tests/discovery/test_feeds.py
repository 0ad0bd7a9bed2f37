"""Feeds, sitemaps and what else machines read: well-formed, only listed, whatever people typed."""

from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from tests.discovery.conftest import MakeVideo
from videos.models import Video

pytestmark = pytest.mark.django_db

MEDIA = "{http://search.yahoo.com/mrss/}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
VIDEO = "{http://www.google.com/schemas/sitemap-video/1.1}"


def test_the_channel_feed_has_media_and_survives_odd_texts(
    client: Client, make_video: MakeVideo
) -> None:
    video = make_video('<b> & "x" \x07 노을', description="\x01]]> <script>", duration_ms=61_000)
    response = client.get("/@creator/feed.xml")
    assert response["Content-Type"].startswith("application/rss+xml")
    item = ET.fromstring(response.content).find("channel/item")
    assert item is not None
    assert item.findtext("title") == '<b> & "x"  노을'
    assert item.findtext("link") == f"http://testserver/watch/{video.public_id}"
    content = item.find(f"{MEDIA}content")
    assert content is not None
    assert content.get("duration") == "61"
    thumbnail = content.find(f"{MEDIA}thumbnail")
    assert thumbnail is not None
    assert str(thumbnail.get("url")).startswith(f"http://testserver/media/p/{video.public_id}/")
    again = client.get("/@creator/feed.xml", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


def test_the_sitemap_leads_to_every_listed_video_and_no_other(
    client: Client,
    make_video: MakeVideo,
    hidden_videos: list[Video],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("discovery.views.sitemap.PER_FILE", 3)
    made = [make_video(f"sea {number}", tags=["blue"]) for number in range(7)]
    index = ET.fromstring(client.get("/sitemap.xml").content)
    files = [loc.text or "" for loc in index.iter(f"{MAP}loc")]
    found: list[str] = []
    for file in files:
        tree = ET.fromstring(client.get(file.removeprefix("http://testserver")).content)
        found += [loc.text or "" for loc in tree.iter(f"{MAP}loc")]
        for entry in tree.iter(f"{VIDEO}video"):
            assert entry.findtext(f"{VIDEO}thumbnail_loc")
            assert entry.findtext(f"{VIDEO}title")
            assert entry.findtext(f"{VIDEO}player_loc")
    expected = {f"http://testserver/watch/{video.public_id}" for video in made}
    assert set(found) == expected | {"http://testserver/@creator"}
    assert len(found) == len(set(found))
    assert client.get("/sitemap-videos-999.xml").status_code == 404


def test_robots_and_opensearch(client: Client) -> None:
    robots = client.get("/robots.txt")
    assert robots["Content-Type"].startswith("text/plain")
    assert "Sitemap: http://testserver/sitemap.xml" in robots.content.decode()
    tree = ET.fromstring(client.get("/opensearch.xml").content)
    url = tree.find("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert url is not None
    assert url.get("template") == "http://testserver/search?q={searchTerms}"
