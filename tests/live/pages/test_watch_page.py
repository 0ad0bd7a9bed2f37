"""What the page of a stream says in each state, and what it tells other sites."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from live.models import Broadcast, Stream
from live.queries.showing import showing
from live.services.publishing import session_ended
from live.services.streams import stop_broadcast
from tests.factories import VideoFactory
from tests.live.broadcasts import NODE, go_live, past_broadcast, publish, soon

pytestmark = pytest.mark.django_db


def config(page: str) -> Any:
    found = re.search(r'<script type="application/json">(.*?)</script>', page, re.DOTALL)
    found = found or re.search(r"<script[^>]*json[^>]*>(.*?)</script>", page, re.DOTALL)
    assert found
    return json.loads(found[1])


def get(stream: Stream, client: Client | None = None) -> str:
    answer = (client or Client()).get(stream.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def panel(page: str) -> list[str]:
    """The panels that are shown before any script runs."""
    return re.findall(r'data-panel="(\w+)"(?! hidden)', page)


def test_every_state_is_shown_before_scripts_run(stream: Stream) -> None:
    assert panel(get(stream)) == ["waiting"]
    publish(stream)
    assert panel(get(stream)) == ["starting"]
    session = go_live(stream)
    page = get(stream)
    assert panel(page) == []
    state = config(page)["state"]
    assert state["state"] == "live"
    assert state["master_url"].startswith(f"{NODE}/hls/p/")
    session_ended(session=session, reason="closed")
    assert panel(get(stream)) == ["reconnecting"]
    stop_broadcast(stream=stream, reason="ended-by-owner")
    page = get(stream)
    assert panel(page) == ["ended"]
    assert "The live player needs JavaScript." in page


def test_it_has_ended_for_a_while_then_waits_again(stream: Stream) -> None:
    broadcast = past_broadcast(stream, ended_at=timezone.now() - timedelta(hours=1))
    assert showing(stream).state == "ended"
    stream.starts_at = soon(days=1)
    assert showing(stream).state == "waiting"
    stream.starts_at = None
    Broadcast.objects.update(ended_at=timezone.now() - timedelta(hours=13))
    assert showing(stream).state == "waiting"
    # One that nobody saw is none.
    broadcast.delete()
    now = timezone.now()
    Broadcast.objects.create(stream=stream, title="x", ended_at=now, end_reason="never-played")
    assert showing(stream).state == "waiting"


def test_a_recording_is_named_to_whom_may_see_it(
    stream: Stream, creator: User, sign_in: Any
) -> None:
    video = VideoFactory(channel=stream.channel)
    past_broadcast(stream, ended_at=timezone.now(), video=video)
    address = video.get_absolute_url()
    assert f'href="{address}"' in get(stream)
    video.published_at = None
    video.save()
    assert address not in get(stream)
    assert f'href="{address}"' in get(stream, sign_in(creator))


def test_an_announced_stream_names_its_time(stream: Stream) -> None:
    stream.starts_at = soon(days=1)
    stream.save()
    page = get(stream)
    assert f'datetime="{timezone.localtime(stream.starts_at):%Y-%m-%d}' in page
    assert "Remind me" in page


def test_other_sites_are_told_of_what_everybody_may_see(stream: Stream) -> None:
    stream.description = "Flour & water <b>"
    stream.save()
    go_live(stream)
    page = get(stream)
    assert '<meta property="og:title" content="Baking bread">' in page
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found
    data = json.loads(found[1])
    assert data["publication"]["@type"] == "BroadcastEvent"
    assert data["publication"]["isLiveBroadcast"] is True
    assert data["description"] == "Flour & water <b>"
    assert "noindex" not in page
    Stream.objects.update(privacy="unlisted")
    assert "noindex" in get(stream)


def test_an_owner_sees_what_is_hidden_and_tells_nobody(
    stream: Stream, creator: User, sign_in: Any
) -> None:
    for facts in ({"privacy": "private"}, {"privacy": "public", "is_test": True}):
        Stream.objects.update(**facts)
        page = get(stream, sign_in(creator))
        assert "Only you can see it." in page
        assert "og:title" not in page
        assert "noindex" in page
        assert "data-share-open" not in page


def test_one_visit_is_kept_by_one_cookie(stream: Stream, viewer: User, sign_in: Any) -> None:
    client = Client()
    first = config(get(stream, client))["visit"]
    assert client.cookies["visit"]["httponly"]
    assert config(get(stream, client))["visit"] == first
    client.cookies["visit"] = "forged"
    assert config(get(stream, client))["visit"] not in {first, "forged"}
    known = sign_in(viewer)
    assert config(get(stream, known))["visit"] == ""
    assert "visit" not in known.cookies


def test_the_embed_works_without_cookies(stream: Stream) -> None:
    go_live(stream)
    client = Client()
    answer = client.get(f"/embed/live/{stream.public_id}")
    assert "X-Frame-Options" not in answer
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert not client.cookies
    assert config(answer.content.decode())["visit"]
    for facts, status in (({"privacy": "password"}, 403), ({"privacy": "private"}, 404)):
        Stream.objects.update(**facts)
        answer = client.get(f"/embed/live/{stream.public_id}")
        assert answer.status_code == status
        assert "Baking bread" not in answer.content.decode()


def test_oembed(stream: Stream) -> None:
    address = f"http://testserver{stream.get_absolute_url()}"
    answer = Client().get("/oembed", {"url": address, "maxwidth": "320"})
    data = answer.json()
    assert (data["title"], data["width"], data["height"]) == ("Baking bread", 320, 180)
    assert f"/embed/live/{stream.public_id}" in data["html"]
    assert Client().get("/oembed", {"url": address, "format": "xml"}).status_code == 200
    for facts, status in (
        ({"privacy": "password"}, 401),
        ({"privacy": "private"}, 404),
        ({"privacy": "public", "is_test": True}, 404),
        ({"state": "removed", "is_test": False}, 404),
    ):
        Stream.objects.update(**facts)
        answer = Client().get("/oembed", {"url": address})
        assert answer.status_code == status, facts
        assert "Baking bread" not in answer.content.decode()
    studio = f"http://testserver/studio/live/{stream.public_id}/"
    assert Client().get("/oembed", {"url": studio}).status_code == 404
