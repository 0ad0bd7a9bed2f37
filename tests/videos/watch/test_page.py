"""The watch page as the server writes it: who sees what, and what it costs."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html as parser

from accounts.models import Channel, User
from tests.factories import ChannelFactory, VideoFactory
from videos.models import Caption, Chapter, Video, WatchProgress

pytestmark = pytest.mark.django_db

XSS = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&"


def page(client: Client, video: Video, **query: str) -> Any:
    answer = client.get(f"/watch/{video.public_id}", query)
    assert answer.status_code == 200
    return parser.fromstring(answer.content)


def config_of(tree: Any) -> dict[str, Any]:
    config: dict[str, Any] = json.loads(tree.xpath("//piyak-player/script")[0].text)
    return config


def test_everybody_sees_a_public_video(client: Client, video: Video) -> None:
    tree = page(client, video)
    assert tree.xpath("//h1")[0].text_content() == "A test card"
    config = config_of(tree)
    assert config["masterUrl"].startswith(f"/media/p/{video.public_id}/")
    assert [each["language"] for each in config["captions"]] == ["en", "ko"]
    assert [each["start"] for each in config["chapters"]] == [0, 10, 25]
    poster = tree.xpath("//img[@class='player-poster']")[0]
    assert (poster.get("width"), poster.get("height"), poster.get("fetchpriority")) == (
        "1280",
        "720",
        "high",
    )


@pytest.mark.parametrize("more", [1, 25])
def test_an_anonymous_page_costs_at_most_eight_queries(
    client: Client,
    video: Video,
    make_playable: Callable[..., Video],
    django_assert_max_num_queries: Any,
    more: int,
) -> None:
    for number in range(more):
        other = make_playable(ChannelFactory(), title=f"Other {number}", tags=["test"])
        Caption.objects.create(video=other, language="en", label="English", storage_key="x")
        Chapter.objects.create(video=video, starts_ms=number * 1000, title=f"Part {number}")
    with django_assert_max_num_queries(8):
        tree = page(client, video)
    assert len(tree.xpath("//a[@class='related']")) == min(more, 20)


def test_related_puts_shared_tags_before_the_channel_and_hides_what_is_not_public(
    client: Client, video: Video
) -> None:
    VideoFactory(title="Same category", trending_score=9)
    VideoFactory(title="Same channel", channel=video.channel, category="music")
    VideoFactory(title="Same tag", tags=["test"], category="music")
    for privacy in ("private", "unlisted", "password"):
        VideoFactory(title=f"Secret {privacy}", tags=["test"], privacy=privacy)
    VideoFactory(title="Later", tags=["test"], published_at=timezone.now() + timedelta(days=1))
    titles = [each.text_content() for each in page(client, video).find_class("related-title")]
    assert titles == ["Same tag", "Same channel", "Same category"]


def test_what_people_typed_is_never_markup(
    client: Client, creator: User, make_playable: Callable[..., Video]
) -> None:
    Channel.objects.filter(owner=creator).update(name=XSS[:60])
    video = make_playable(
        Channel.objects.get(owner=creator),
        title=XSS,
        description=f'{XSS}\njavascript:alert(3) https://a.example/"onmouseover=alert(4) 0:05',
        tags=["<b>bold", '"><svg/onload=x'],
    )
    Chapter.objects.create(video=video, starts_ms=0, title=XSS)
    make_playable(video.channel, title=XSS)
    answer = client.get(f"/watch/{video.public_id}")
    tree = parser.fromstring(answer.content)

    assert tree.xpath("//h1")[0].text_content() == XSS
    assert not tree.xpath("//*[@onerror or @onload or @onmouseover]")
    assert not tree.xpath("//a[starts-with(@href, 'javascript:')]")
    assert "alert(1)</script>" not in answer.text
    assert config_of(tree)["title"] == XSS
    assert json.loads(tree.xpath("//script[@type='application/ld+json']")[0].text)["name"] == XSS
    assert tree.xpath("//meta[@property='og:title']")[0].get("content") == XSS
    for script in tree.xpath("//script[not(@src)]"):
        assert script.get("type") in {"importmap", "application/json", "application/ld+json"}
    assert "unsafe-inline" not in answer["Content-Security-Policy"]


def test_times_and_addresses_in_the_description_are_links(client: Client, video: Video) -> None:
    Video.objects.filter(pk=video.pk).update(
        description="At 0:05 and 1:02:03 (too late), see https://example.com/a?b=1&c=2. Ratio 16:99"
    )
    links = page(client, video).xpath("//div[@class='watch-description']/a")
    assert [link.text_content() for link in links] == ["0:05", "example.com/a?b=1&c=2"]
    assert links[0].get("href") == "?t=5"
    assert links[1].get("href") == "https://example.com/a?b=1&c=2"
    assert "nofollow" in links[1].get("rel")


@pytest.mark.parametrize("privacy", ["private", "scheduled", "draft", "deleted"])
def test_what_is_not_out_does_not_exist_for_strangers(
    client: Client, sign_in: Any, stranger: User, video: Video, privacy: str
) -> None:
    every: dict[str, dict[str, Any]] = {
        "private": {"privacy": "private"},
        "scheduled": {"published_at": timezone.now() + timedelta(hours=1)},
        "draft": {"state": "draft", "published_at": None},
        "deleted": {"state": "deleted"},
    }
    Video.objects.filter(pk=video.pk).update(**every[privacy])
    for visitor in (client, sign_in(stranger)):
        for address in (f"/watch/{video.public_id}", f"/embed/{video.public_id}"):
            answer = visitor.get(address)
            assert answer.status_code == 404
            assert "A test card" not in answer.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"privacy": "private"}, "Only you can see it"),
        ({"privacy": "unlisted"}, "Anybody with the link"),
        ({"state": "failed", "failure": "encrypted", "current": None}, "protected against copying"),
        ({"state": "processing", "current": None}, "being prepared"),
        ({"state": "draft", "current": None, "published_at": None}, "Waiting for the file"),
        ({"state": "playable"}, "The rest is still being prepared"),
    ],
)
def test_the_owner_is_told_the_state(
    sign_in: Any, creator: User, video: Video, changes: dict[str, Any], words: str
) -> None:
    Video.objects.filter(pk=video.pk).update(**changes)
    answer = sign_in(creator).get(f"/watch/{video.public_id}")
    assert answer.status_code == 200
    assert words in answer.text


def test_the_owner_of_a_scheduled_video_gets_a_countdown(
    sign_in: Any, creator: User, video: Video
) -> None:
    due = timezone.now() + timedelta(hours=3)
    Video.objects.filter(pk=video.pk).update(published_at=due)
    tree = page(sign_in(creator), video)
    assert tree.xpath("//*[@data-countdown]")
    assert not tree.xpath("//meta[starts-with(@property, 'og:')]")
    assert config_of(tree)["masterUrl"].startswith("/media/t/")


def test_the_password_opens_the_video_for_this_session_alone(client: Client, video: Video) -> None:
    video.privacy = "password"
    video.set_password("open sesame")
    video.save()
    address = f"/watch/{video.public_id}"
    locked = client.get(address)
    assert "A test card" not in locked.text
    assert "og:title" not in locked.text
    wrong = client.post(address, {"password": "guess"})
    assert wrong.status_code == 403
    assert "not the password" in wrong.text
    assert client.post(address, {"password": "open sesame"}).status_code == 302
    assert "A test card" in client.get(address).text
    assert "A test card" not in Client().get(address).text

    video.set_password("another")
    video.save()
    assert "A test card" not in client.get(address).text


def test_passwords_cannot_be_guessed_for_ever(client: Client, video: Video) -> None:
    video.privacy = "password"
    video.set_password("open sesame")
    video.save()
    address = f"/watch/{video.public_id}"
    answers = [client.post(address, {"password": f"guess {n}"}).status_code for n in range(12)]
    assert answers == [403] * 10 + [429] * 2
    assert client.post(address, {"password": "open sesame"}).status_code == 429


def test_the_page_knows_where_the_viewer_stopped(sign_in: Any, viewer: User, video: Video) -> None:
    WatchProgress.objects.create(user=viewer, video=video, position_ms=12_500)
    assert config_of(page(sign_in(viewer), video))["resume"] == 12.5
    User.objects.filter(pk=viewer.pk).update(keep_history=False, shortcuts_enabled=False)
    config = config_of(page(sign_in(viewer), video))
    assert (config["resume"], config["shortcuts"]) == (0, False)


def test_what_comes_next_shows_how_far_the_viewer_got(
    client: Client, sign_in: Any, viewer: User, video: Video
) -> None:
    for title, position_ms in (("Begun", 30_000), ("Never seen", 0)):
        other = VideoFactory(title=title, channel=video.channel, duration_ms=60_000)
        if position_ms:
            WatchProgress.objects.create(user=viewer, video=other, position_ms=position_ms)
    tree = page(sign_in(viewer), video)
    [bar] = tree.xpath("//ul[@class='watch-related']//progress")
    assert bar.get("value") == "50"
    assert "Begun" in bar.xpath("ancestor::a")[0].text_content()
    assert not page(client, video).xpath("//ul[@class='watch-related']//progress")


def test_the_pages_are_named_in_korean(client: Client, video: Video) -> None:
    answer = client.get(f"/watch/{video.public_id}", headers={"accept-language": "ko"})
    assert re.search(r'<html lang="ko"', answer.text)
