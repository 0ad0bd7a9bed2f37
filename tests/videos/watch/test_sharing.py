"""What other sites are told: Open Graph, Twitter, schema.org, oEmbed, and the embed's headers."""

import json
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html as parser

from accounts.models import User
from videos.models import Video
from videos.services.sharing import iso_duration

pytestmark = pytest.mark.django_db
SITE = "http://testserver"


def oembed(client: Client, address: str, **query: str) -> Any:
    return client.get("/oembed", {"url": address, **query})


def tags(client: Client, video: Video) -> dict[str, str]:
    tree = parser.fromstring(client.get(f"/watch/{video.public_id}").content)
    return {
        tag.get("property") or tag.get("name"): tag.get("content")
        for tag in tree.xpath("//meta[@property or @name]")
    }


def test_open_graph_and_twitter_describe_a_public_video(client: Client, video: Video) -> None:
    found = tags(client, video)
    watch, embed = f"{SITE}/watch/{video.public_id}", f"{SITE}/embed/{video.public_id}"
    assert found["og:title"] == found["twitter:title"] == "A test card"
    assert found["og:url"] == watch
    assert found["og:video"] == found["twitter:player"] == embed
    assert found["og:image"].startswith(f"{SITE}/media/p/{video.public_id}/")
    assert (found["og:image:width"], found["og:image:height"]) == ("320", "240")
    assert (found["twitter:player:width"], found["twitter:player:height"]) == ("640", "480")
    assert found["twitter:card"] == "player"
    assert found["video:duration"] == "40"
    assert "robots" not in found
    tree = parser.fromstring(client.get(f"/watch/{video.public_id}").content)
    assert tree.xpath("//link[@rel='canonical']/@href") == [watch]
    discovery = tree.xpath("//link[@type='application/json+oembed']/@href")[0]
    assert client.get(discovery.removeprefix(SITE)).json()["title"] == "A test card"


def test_json_ld_is_a_valid_video_object(client: Client, video: Video) -> None:
    tree = parser.fromstring(client.get(f"/watch/{video.public_id}").content)
    data = json.loads(tree.xpath("//script[@type='application/ld+json']")[0].text)
    assert (data["@context"], data["@type"]) == ("https://schema.org", "VideoObject")
    assert data["duration"] == "PT40S"
    assert datetime.fromisoformat(data["uploadDate"]).tzinfo
    assert data["thumbnailUrl"][0].startswith("http")
    assert data["embedUrl"] == f"{SITE}/embed/{video.public_id}"
    clips = [(c["name"], c["startOffset"], c["endOffset"]) for c in data["hasPart"]]
    assert clips == [("Beginning", 0, 10), ("Middle", 10, 25), ("End", 25, 40)]
    assert data["hasPart"][1]["url"].endswith("?t=10")


@pytest.mark.parametrize(
    ("milliseconds", "text"),
    [
        (0, "PT0S"),
        (59_999, "PT59S"),
        (60_000, "PT1M"),
        (3_723_000, "PT1H2M3S"),
        (7_200_000, "PT2H"),
    ],
)
def test_durations_are_iso_8601(milliseconds: int, text: str) -> None:
    assert iso_duration(milliseconds) == text


def test_an_unlisted_video_is_described_but_not_indexed(client: Client, video: Video) -> None:
    Video.objects.filter(pk=video.pk).update(privacy="unlisted")
    found = tags(client, video)
    assert found["og:title"] == "A test card"
    assert found["robots"] == "noindex"


def test_what_is_not_public_is_not_described_even_to_its_owner(
    sign_in: Any, creator: User, video: Video
) -> None:
    Video.objects.filter(pk=video.pk).update(privacy="private")
    found = tags(sign_in(creator), video)
    assert found["robots"] == "noindex"
    assert not [name for name in found if name.startswith(("og:", "twitter:", "video:"))]
    answer = sign_in(creator).get(f"/watch/{video.public_id}")
    assert "ld+json" not in answer.text
    assert "json+oembed" not in answer.text


def test_oembed_answers_in_json_and_xml(client: Client, video: Video) -> None:
    watch, embed = f"{SITE}/watch/{video.public_id}", f"{SITE}/embed/{video.public_id}"
    for address in (f"{watch}?t=5", embed, f"{watch}/?t=5", f"{embed}//"):
        data = oembed(client, address).json()
        assert (data["type"], data["version"]) == ("video", "1.0")
        assert (data["width"], data["height"]) == (640, 480)
        assert f'src="{SITE}/embed/{video.public_id}"' in data["html"]
        assert data["thumbnail_width"] == 320
    answer = oembed(client, f"{SITE}/watch/{video.public_id}", format="xml")
    assert answer["Content-Type"].startswith("text/xml")
    assert answer["Access-Control-Allow-Origin"] == "*"
    root = ET.fromstring(answer.content)
    assert root.tag == "oembed"
    assert root.findtext("title") == "A test card"


def test_oembed_keeps_the_limits_and_the_shape(client: Client, video: Video) -> None:
    data = oembed(client, f"{SITE}/watch/{video.public_id}", maxwidth="300", maxheight="90").json()
    assert (data["width"], data["height"]) == (120, 90)
    assert 'width="120" height="90"' in data["html"]
    assert "thumbnail_url" not in data


def test_oembed_xml_survives_control_characters(client: Client, video: Video) -> None:
    Video.objects.filter(pk=video.pk).update(title="Bell \x07 & <b>")
    answer = oembed(client, f"{SITE}/watch/{video.public_id}", format="xml")
    assert ET.fromstring(answer.content).findtext("title") == "Bell   & <b>"


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 400),
        ({"url": f"{SITE}/watch/nothing"}, 404),
        ({"url": f"{SITE}/oembed"}, 404),
        ({"url": f"{SITE}//"}, 404),
        ({"url": "https://elsewhere.example/watch/abc"}, 404),
        ({"url": "http://[", "format": "json"}, 404),
        ({"url": f"{SITE}/watch/x", "format": "yaml"}, 501),
        ({"url": f"{SITE}/watch/x", "maxwidth": "wide"}, 400),
        ({"url": f"{SITE}/watch/x", "maxwidth": "9" * 5000}, 400),
    ],
)
def test_oembed_refuses_as_the_specification_says(
    client: Client, query: dict[str, str], status: int
) -> None:
    assert client.get("/oembed", query).status_code == status


def test_oembed_keeps_secrets_even_from_the_owners_browser(
    sign_in: Any, creator: User, client: Client, video: Video
) -> None:
    address = f"{SITE}/watch/{video.public_id}"
    later = timezone.now() + timedelta(days=1)
    for changes, status in (
        ({"privacy": "private"}, 404),
        ({"privacy": "password", "password": "x"}, 401),
        ({"privacy": "public", "published_at": later}, 404),
    ):
        Video.objects.filter(pk=video.pk).update(**changes)
        assert oembed(client, address).status_code == status
        assert oembed(sign_in(creator), address).status_code in {401, 404}


def test_only_the_embed_may_be_framed_and_it_sets_no_cookie(client: Client, video: Video) -> None:
    embed = client.get(f"/embed/{video.public_id}")
    assert "frame-ancestors *" in embed["Content-Security-Policy"]
    assert "X-Frame-Options" not in embed
    assert not embed.cookies
    watch = client.get(f"/watch/{video.public_id}")
    assert "frame-ancestors 'none'" in watch["Content-Security-Policy"]
    assert watch["X-Frame-Options"] == "DENY"


def test_the_embed_says_what_it_cannot_show(client: Client, video: Video) -> None:
    Video.objects.filter(pk=video.pk).update(privacy="password", password="x")
    locked = client.get(f"/embed/{video.public_id}")
    assert locked.status_code == 403
    assert "A test card" not in locked.text
    assert f"{SITE}/watch/{video.public_id}" in locked.text
    Video.objects.filter(pk=video.pk).update(privacy="private")
    gone = client.get(f"/embed/{video.public_id}")
    assert gone.status_code == 404
    assert "frame-ancestors *" in gone["Content-Security-Policy"]


def test_an_address_in_an_address_is_quoted(client: Client, video: Video) -> None:
    answer = client.get(f"/watch/{video.public_id}")
    assert quote(f"{SITE}/watch/{video.public_id}", safe="") in answer.text
