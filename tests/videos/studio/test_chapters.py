"""Chapters set by hand: the rules, where they were broken, and two windows at once."""

from typing import Any

import pytest
from django.test import Client

from tests.factories import VideoFactory
from tests.videos.studio.conftest import API, JSON
from videos.models import Video
from videos.services.chapters import chapters_of
from videos.services.sharing import video_object

pytestmark = pytest.mark.django_db
Rows = list[tuple[float, str]]


def put(client: Client, video: Video, rows: Rows, version: str | None = None) -> Any:
    body = {"chapters": [{"start_s": start, "title": title} for start, title in rows]}
    return client.put(
        f"{API}/videos/{video.public_id}/chapters",
        body | ({"version": version} if version else {}),
        content_type=JSON,
    )


def shown(video: Video) -> Rows:
    fresh = Video.objects.get(pk=video.pk)
    return [(mark.starts_ms / 1000, mark.title) for mark in chapters_of(fresh)]


@pytest.mark.parametrize(
    ("rows", "row", "words"),
    [
        ([(0, "A")], None, "at least 2"),
        ([(n * 10, "x") for n in range(101)], None, "at most 100"),
        ([(5, "A"), (20, "B")], 0, "begins at 0:00"),
        ([(0, "A"), (30, "B"), (20, "C")], 2, "after the one above"),
        ([(0, "A"), (20, "B"), (20, "C")], 2, "after the one above"),
        ([(0, "A"), (9.9, "B")], 1, "shorter than ten seconds"),
        ([(0, "A"), (55, "B")], 1, "last chapter is shorter"),
        ([(0, "A"), (60, "B")], 1, "after the end"),
        ([(0, "A"), (9_000_000, "B")], 1, "after the end"),
        ([(0, "A"), (20, " \x00 ")], 1, "needs a title"),
    ],
)
def test_a_broken_rule_is_named_with_its_row(
    rows: Rows, row: int | None, words: str, studio: Client, video: Video
) -> None:
    put(studio, video, [(0, "Before"), (30, "After")])
    answer = put(studio, video, rows)
    assert answer.status_code == 422
    assert answer.json()["code"] == "bad-chapters"
    assert words in answer.json()["detail"]
    assert answer.json().get("row") == row
    assert shown(video) == [(0, "Before"), (30, "After")]


@pytest.mark.parametrize(
    "body",
    [
        '{"chapters": [{"start_s": NaN, "title": "x"}]}',
        '{"chapters": [{"start_s": Infinity, "title": "x"}]}',
        '{"chapters": [{"start_s": -1, "title": "x"}]}',
        '{"chapters": [{"start_s": 1e300, "title": "x"}]}',
        '{"chapters": null}',
    ],
)
def test_what_is_no_time_is_refused(body: str, studio: Client, video: Video) -> None:
    url = f"{API}/videos/{video.public_id}/chapters"
    assert studio.put(url, body, content_type=JSON).status_code == 422


def test_own_chapters_replace_those_of_the_description(studio: Client, channel: Any) -> None:
    video = VideoFactory(channel=channel, description="0:00 One\n0:20 Two\n0:40 Three")
    url = f"{API}/videos/{video.public_id}/chapters"
    before = studio.get(url).json()
    assert before["chapters"] == []
    assert [row["title"] for row in before["from_description"]] == ["One", "Two", "Three"]
    assert [title for _at, title in shown(video)] == ["One", "Two", "Three"]
    answer = put(studio, video, [(0, "  Mine "), (12.5, "y" * 150)])
    assert answer.json()["chapters"][0] == {"start_s": 0, "title": "Mine"}
    assert shown(video) == [(0, "Mine"), (12.5, "y" * 100)]
    assert put(studio, video, []).status_code == 200
    assert [title for _at, title in shown(video)] == ["One", "Two", "Three"]


def test_two_windows_the_second_is_told(studio: Client, video: Video) -> None:
    version = studio.get(f"{API}/videos/{video.public_id}/chapters").json()["version"]
    first = put(studio, video, [(0, "A"), (20, "B")], version)
    assert first.status_code == 200
    answer = put(studio, video, [(0, "C"), (30, "D")], version)
    assert answer.status_code == 409
    assert answer.json()["code"] == "changed-meanwhile"
    assert shown(video) == [(0, "A"), (20, "B")]
    assert put(studio, video, [(0, "C"), (30, "D")], first.json()["version"]).status_code == 200


def test_without_scripts_lines_of_text_do(studio: Client, video: Video) -> None:
    url = f"/studio/videos/{video.public_id}/chapters/"
    studio.post(url, {"chapters": "0:00 Start\r\n\r\n0:30 <b>End</b>"})
    assert shown(video) == [(0, "Start"), (30, "<b>End</b>")]
    assert "0:30 &lt;b&gt;End" in studio.get(f"/studio/videos/{video.public_id}/").content.decode()
    sorry = studio.post(url, {"chapters": "0:00 Start\nnonsense"}, follow=True).content.decode()
    assert "Line 2: write a time and a title" in sorry
    old = studio.post(url, {"chapters": "", "version": "another"}, follow=True).content.decode()
    assert "changed in another window" in old
    assert len(shown(video)) == 2


def test_a_shorter_replacement_shows_no_chapter_beyond_its_end(
    studio: Client, video: Video, client: Client
) -> None:
    put(studio, video, [(0, "A"), (20, "B"), (45, "C")])
    Video.objects.filter(pk=video.pk).update(duration_ms=40_000)
    assert shown(video) == [(0, "A"), (20, "B")]
    fresh = Video.objects.select_related("channel__owner").get(pk=video.pk)
    clips = video_object(fresh, chapters_of(fresh))["hasPart"]
    assert [(clip["startOffset"], clip["endOffset"]) for clip in clips] == [(0, 20), (20, 40)]
    public = client.get(f"/api/v1/videos/{video.public_id}").json()
    assert [chapter["starts_s"] for chapter in public["chapters"]] == [0, 20]
    # The creator still finds all of them, and one alone divides nothing.
    assert len(studio.get(f"{API}/videos/{video.public_id}/chapters").json()["chapters"]) == 3
    Video.objects.filter(pk=video.pk).update(duration_ms=20_000)
    assert shown(video) == []
