"""The pages of one video without scripts: the form, the numbers, and their file."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from tests.factories import VideoFactory
from tests.videos.studio.conftest import API, MakeVideo
from videos.models import RetentionBucket, Transcode, Video

pytestmark = pytest.mark.django_db


def fields(**changes: str) -> dict[str, str]:
    plain = {
        "title": "Night sea",
        "category": "other",
        "licence": "all-rights",
        "privacy": "public",
        "publish": "now",
    }
    return plain | changes


def test_the_form_saves_and_shows_what_was_typed_beside_what_is_wrong(
    studio: Client, video: Video
) -> None:
    url = f"/studio/videos/{video.public_id}/"
    answer = studio.post(url, fields(title="Renamed", description="A\r\nB", tags="sea, night"))
    assert answer.status_code == 302
    video.refresh_from_db()
    assert (video.title, video.description, video.tags) == ("Renamed", "A\nB", ["sea", "night"])
    sorry = studio.post(url, fields(title="", description="kept", privacy="password"))
    page = sorry.content.decode()
    assert sorry.status_code == 422
    assert "Give the video a title." in page
    assert "kept</textarea>" in page
    studio.post(url, fields(privacy="password", password="sesame"))
    video.refresh_from_db()
    assert video.check_password("sesame")
    assert "sesame" not in studio.get(url).content.decode()
    studio.post(url, fields(clear_password="on"))
    video.refresh_from_db()
    assert video.password == ""


def test_the_form_of_a_second_window_is_told(studio: Client, video: Video) -> None:
    url = f"/studio/videos/{video.public_id}/"
    version = studio.get(f"{API}/videos/{video.public_id}").json()["version"]
    assert studio.post(url, fields(title="First", version=version)).status_code == 302
    late = studio.post(url, fields(title="Second", version=version))
    assert late.status_code == 422
    page = late.content.decode()
    assert "changed in another window" in page
    assert 'value="Second"' in page
    newer = page.partition('name="version" value="')[2].partition('"')[0]
    assert studio.post(url, fields(title="Second", version=newer)).status_code == 302


def test_who_changes_a_hosted_video_reads_what_a_change_cannot_do(
    studio: Client, with_media: MakeVideo
) -> None:
    ours, hosted = with_media(), with_media()
    Transcode.objects.filter(prefix__startswith=f"media/{hosted.public_id}/").update(
        engine="peertube"
    )
    words = "for up to eight hours after a change"
    assert words not in studio.get(f"/studio/videos/{ours.public_id}/").text
    assert words in studio.get(f"/studio/videos/{hosted.public_id}/").text


def test_the_edit_page_costs_the_same_whatever_belongs_to_the_video(
    studio: Client, with_media: MakeVideo, django_assert_max_num_queries: Any
) -> None:
    video = with_media()
    with django_assert_max_num_queries(14):
        assert studio.get(f"/studio/videos/{video.public_id}/").status_code == 200


def test_numbers_curve_table_and_file_say_the_same(studio: Client, channel: Any) -> None:
    video = VideoFactory(
        channel=channel, duration_ms=200_000, view_count=10, watch_time_s=900, title="=1+1"
    )
    for bucket, viewers in ((0, 20), (1, 10), (19, 5)):
        RetentionBucket.objects.create(
            video=video, bucket=bucket, views=viewers, seconds=viewers * 10
        )
    answer = studio.get(f"{API}/videos/{video.public_id}/analytics").json()
    assert answer["average_view_s"] == 90
    assert answer["average_view_share"] == 0.45
    assert [each["share"] for each in answer["retention"][:3]] == [1, 0.5, 0]
    assert len(answer["retention"]) == 20

    page = studio.get(f"/studio/videos/{video.public_id}/analytics/").content.decode()
    assert "15 min" in page
    assert "1:30" in page
    assert "45% of the video" in page
    assert "<svg" in page
    assert "0:10–0:20" in page

    file = studio.get(f"/studio/videos/{video.public_id}/analytics.csv")
    assert file["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert len(rows) == 21
    assert rows[2] == ["5", "10", "10.0", "20.0", "10", "100"]


def test_without_a_view_there_is_no_average(studio: Client, video: Video) -> None:
    answer = studio.get(f"{API}/videos/{video.public_id}/analytics").json()
    assert answer["average_view_s"] is None
    page = studio.get(f"/studio/videos/{video.public_id}/analytics/").content.decode()
    assert "Nobody has watched yet" in page


def test_much_rewatching_does_not_make_an_average_beyond_the_end(
    studio: Client, channel: Any
) -> None:
    video = VideoFactory(channel=channel, duration_ms=10_000, view_count=1, watch_time_s=500)
    answer = studio.get(f"{API}/videos/{video.public_id}/analytics").json()
    assert answer["average_view_share"] == 1
