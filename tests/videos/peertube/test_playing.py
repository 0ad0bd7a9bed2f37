"""Playing a hosted video: our rules decide, and the instance's address is fresh each time."""

import re
from typing import Any

import httpx
import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from core.adapters.object_store import object_store
from tests import asking
from tests.videos.peertube.instance import FakePeerTube
from tests.videos.transcoding.engines import work_until_ended
from videos.adapters.engines import EngineUnavailable
from videos.models import Transcode, Video
from videos.services import transcoding
from videos.services.deletion import delete_video, erase_now, erase_video
from videos.services.editing import update_video
from videos.services.playback import playback_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def video(peertube: FakePeerTube, transcode: Transcode) -> Video:
    """Ready, public, hosted by the instance."""
    work_until_ended(transcode)
    return Video.objects.select_related("current", "channel").get(pk=transcode.source.video_id)


def master(video: Video, client: Client | None = None) -> Any:
    cache.clear()
    return (client or Client()).get(playback_for(video, None).master_url)


def fetch(peertube: FakePeerTube, location: str) -> httpx.Response:
    """What a browser gets there: the public name leads to the local instance."""
    there = location.replace(f"http://{peertube.host}", peertube.url)
    return asking.get(there, timeout=60)


def test_the_address_carries_a_token_that_opens_the_playlists_inside(
    peertube: FakePeerTube, video: Video
) -> None:
    answer = master(video)
    assert answer.status_code == 302
    assert answer["Cache-Control"] == "no-store"
    assert answer["Access-Control-Allow-Origin"] == "*"
    location = answer["Location"]
    assert location.startswith(f"http://{peertube.host}/")
    text = fetch(peertube, location).text
    (child, *_more) = re.findall(r"^\d+\.m3u8.*$", text, re.MULTILINE)
    assert fetch(peertube, location.rpartition("/")[0] + "/" + child).status_code == 200
    assert fetch(peertube, location.partition("?")[0]).status_code == 401


def test_the_address_is_asked_for_again_each_time_and_kept_nowhere(
    peertube: FakePeerTube, video: Video
) -> None:
    first = master(video)["Location"]
    (hosted,) = peertube.videos.values()
    hosted["streamingPlaylists"][0]["playlistUrl"] = first.partition("?")[0].replace(
        "-master", "-renamed-master"
    )
    assert "renamed" in master(video)["Location"]
    assert "m3u8" not in str(Transcode.objects.values("external", "plan").get())


def test_who_may_not_watch_gets_no_address(
    peertube: FakePeerTube, video: Video, creator: User, sign_in: Any
) -> None:
    public = playback_for(video, None).master_url
    video = update_video(video=video, changes={"privacy": "private"})
    before = len(peertube.file_tokens)

    assert Client().get(public).status_code == 404
    assert Client().get(f"/api/v1/videos/{video.public_id}/playback").status_code == 404
    assert len(peertube.file_tokens) == before
    owner = sign_in(creator)
    address = owner.get(f"/api/v1/videos/{video.public_id}/playback").json()["master_url"]
    assert address.startswith("/media/t/")
    assert owner.get(address).status_code == 302


def test_an_unlisted_video_of_the_instance_needs_no_token_of_its_own(
    peertube: FakePeerTube, video: Video
) -> None:
    (hosted,) = peertube.videos.values()
    hosted["privacy"] = {"id": 2}
    assert "videoFileToken" not in master(video)["Location"]


def test_browsers_are_sent_to_known_origins_only(
    peertube: FakePeerTube, video: Video, settings: LazySettings
) -> None:
    settings.PEERTUBE_ORIGINS = ["https://elsewhere.example"]
    assert master(video).status_code == 503


def test_while_the_instance_is_away_players_are_told_to_come_back(
    peertube: FakePeerTube, video: Video, settings: LazySettings
) -> None:
    settings.PEERTUBE_URL = "http://127.0.0.1:9"
    answer = master(video)
    assert answer.status_code == 503
    assert answer["Retry-After"]


def test_many_viewers_at_once_ask_the_instance_once(peertube: FakePeerTube, video: Video) -> None:
    cache.clear()
    address = playback_for(video, None).master_url
    before = len(peertube.file_tokens)
    for _viewer in range(5):
        assert Client().get(address).status_code == 302
    assert len(peertube.file_tokens) == before + 1


def test_pictures_come_from_our_store(video: Video) -> None:
    assert Client().get(playback_for(video, None).poster_url).status_code == 200
    assert Client().get(playback_for(video, None).storyboard_url).status_code == 200


def test_deleting_waits_for_an_instance_that_is_away(
    peertube: FakePeerTube, video: Video, settings: LazySettings
) -> None:
    delete_video(video=video)
    erase_now(video=video)
    settings.PEERTUBE_URL = "http://127.0.0.1:9"
    with pytest.raises(EngineUnavailable):
        erase_video(video_id=video.pk)
    assert Video.objects.filter(pk=video.pk).exists(), "what is left there must stay known"

    settings.PEERTUBE_URL = peertube.url
    erase_video(video_id=video.pk)
    assert not peertube.videos
    assert not Video.objects.filter(pk=video.pk).exists()
    assert not list(object_store().list_prefix("media/"))


def test_deleting_finds_a_video_whose_arrival_we_never_heard_of(
    peertube: FakePeerTube, transcode: Transcode
) -> None:
    peertube.fault(r"PUT .* bytes \d+-\d+", times=100, cut=True, after=True)
    for _attempt in range(9):
        if peertube.videos:
            break
        transcode.chunks.filter(key="remote").update(not_before=None)
        transcoding.work_once()
    transcode.refresh_from_db()
    assert peertube.videos
    assert transcode.state == Transcode.State.RUNNING, "each attempt got further: no failure"
    assert "uuid" not in transcode.external

    peertube.faults.clear()
    video = transcode.source.video
    delete_video(video=video)
    erase_now(video=video)
    erase_video(video_id=video.pk)
    assert not peertube.videos


def test_an_instance_that_was_never_touched_is_not_asked_at_deletion(
    peertube: FakePeerTube, transcode: Transcode
) -> None:
    delete_video(video=transcode.source.video)
    erase_now(video=transcode.source.video)
    erase_video(video_id=transcode.source.video_id)
    assert peertube.calls == []
