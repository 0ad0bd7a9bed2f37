"""The search page and its suggestions: filters, order, bounded counts, and nothing of what one typed run as HTML."""

from typing import Any

import pytest
from django.test import Client

from tests.discovery.conftest import MakeVideo
from videos.services.search_index import index_video

pytestmark = pytest.mark.django_db


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    return response.content.decode()


def test_search_filters_sorts_and_offers_a_way_out(client: Client, make_video: MakeVideo) -> None:
    short = make_video("sea short", duration_ms=60_000, view_count=5, language="ko")
    long = make_video("sea long", duration_ms=3_600_000, view_count=50, hours_old=24 * 40)
    short.captions.create(language="ko", label="한국어", storage_key="x")

    def titles(query: str) -> list[str]:
        items = client.get(f"/api/v1/search?q=sea&{query}").json()["items"]
        return [item["title"] for item in items]

    assert titles("duration=short") == [short.title]
    assert titles("duration=long") == [long.title]
    assert titles("uploaded=month") == [short.title]
    assert titles("captions=true") == [short.title]
    assert titles("language=ko") == [short.title]
    assert titles("sort=views") == [long.title, short.title]
    assert titles("sort=newest") == [short.title, long.title]
    body = text(client, "/search?q=sea&duration=medium")
    assert "No videos found" in body
    assert 'href="/search?q=sea"' in body
    assert text(client, "/search?q=sea&duration=nonsense&captions=on").count("<article") == 1


def test_search_ranks_the_title_first_then_fresh_and_watched(
    client: Client, make_video: MakeVideo
) -> None:
    described = make_video("Harbour", description="the lighthouse at dusk")
    titled = make_video("Lighthouse", hours_old=24 * 300)
    watched = make_video("Lighthouse", hours_old=24 * 300, view_count=500_000)
    items = client.get("/api/v1/search?q=lighthouse").json()["items"]
    assert [item["id"] for item in items] == [
        watched.public_id,
        titled.public_id,
        described.public_id,
    ]


def test_search_counts_are_bounded(
    client: Client, make_video: MakeVideo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("discovery.queries.search.MAX_RESULTS", 3)
    for number in range(5):
        make_video(f"sea {number}")
    found = client.get("/api/v1/search?q=sea&limit=2").json()
    assert (found["total"], found["total_is_exact"], found["next_start"]) == (3, False, 2)
    rest = client.get("/api/v1/search?q=sea&limit=2&start=2").json()
    assert (len(rest["items"]), rest["next_start"]) == (1, None)


def test_search_shows_the_channel_that_was_meant(client: Client, make_video: MakeVideo) -> None:
    make_video("sea")
    assert 'class="found-channel" href="/@creator"' in text(client, "/search?q=the creator")
    assert 'class="found-channel" href="/@creator"' in text(client, "/search?q=@creator")
    assert "found-channel" not in text(client, "/search?q=sea")


def test_what_one_typed_comes_back_escaped(client: Client) -> None:
    body = text(client, "/search?q=%3Cscript%3Ealert(1)%3C/script%3E%22")
    assert "<script>alert" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&quot;" in body


def test_suggestions_go_on_with_what_was_typed(client: Client, make_video: MakeVideo) -> None:
    make_video("노을이 지는 바다", view_count=3)
    make_video("Running at night")

    def suggested(typed: str) -> list[str]:
        items = client.get("/search/suggest", {"q": typed}).json()["items"]
        return [item["text"] for item in items]

    assert suggested("노") == ["노을이 지는 바다"]
    assert suggested("노으") == ["노을이 지는 바다"]
    assert suggested("노을이 ㅈ") == ["노을이 지는 바다"]
    assert suggested("runn") == ["Running at night"]
    assert suggested("creat") == ["The Creator"]
    assert suggested("zz") == suggested("") == suggested("\x00") == []


def test_a_title_edit_is_found_at_once(
    client: Client, make_video: MakeVideo, django_capture_on_commit_callbacks: Any
) -> None:
    video = make_video("old words")
    assert client.get("/api/v1/search?q=fresh").json()["total"] == 0
    video.title = "fresh words"
    video.save()
    with django_capture_on_commit_callbacks(execute=True):
        index_video(video)
    assert client.get("/api/v1/search?q=fresh").json()["total"] == 1
