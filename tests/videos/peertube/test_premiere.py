"""A premiere that an instance plays out: nobody is told where it lies before it begins."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import User
from tests.videos.peertube.instance import FakePeerTube
from tests.videos.transcoding.engines import work_until_ended
from videos.models import Transcode, Video
from videos.services.media_tokens import BY_CLOCK, make_token
from videos.services.playback import playback_for

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("privacy", ["public", "unlisted"])
def test_before_it_begins_no_page_and_no_answer_names_the_instance(
    peertube: FakePeerTube, transcode: Transcode, stranger: User, sign_in: Any, privacy: str
) -> None:
    work_until_ended(transcode)
    video = Video.objects.select_related("current", "channel").get(pk=transcode.source.video_id)
    (hosted,) = peertube.videos.values()
    names = [peertube.host, peertube.url, str(hosted["uuid"])]

    def begin(when: timedelta) -> None:
        Video.objects.filter(pk=video.pk).update(
            published_at=timezone.now() + when,
            is_premiere=True,
            privacy=privacy,
            duration_ms=3_600_000,
        )
        video.refresh_from_db()
        cache.clear()

    begin(timedelta(hours=1))
    before = len(peertube.file_tokens)
    assert video.current is not None
    version = video.current.prefix.rstrip("/").rpartition("/")[2]
    clock = make_token(video, timezone.now() + timedelta(hours=3), salt=BY_CLOCK)
    for client in (Client(), sign_in(stranger)):
        for address in (
            video.get_absolute_url(),
            f"{video.get_absolute_url()}?preview=1",
            f"/embed/{video.public_id}",
            f"/api/v1/videos/{video.public_id}",
            f"/api/v1/videos/{video.public_id}/premiere",
            f"/api/v1/videos/{video.public_id}/playback",
            f"/media/p/{video.public_id}/{version}/master.m3u8",
            f"/media/w/{video.public_id}/{version}/master.m3u8",
            f"/media/w/{clock}/{version}/master.m3u8",
        ):
            answer = client.get(address)
            assert answer.status_code in {200, 403, 404, 409}, address
            # The policy of the site names every instance there is, on every page alike.
            said = answer.content.decode() + answer.get("Location", "")
            assert not [name for name in names if name in said], address
            assert "master.m3u8" not in said
    assert len(peertube.file_tokens) == before, "the instance was asked for nothing"

    begin(-timedelta(seconds=5))
    told = Client().get(f"/api/v1/videos/{video.public_id}/playback").json()["master_url"]
    assert told.startswith("/media/w/")
    assert told == playback_for(video, None).master_url
    answer = Client().get(told)
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"http://{peertube.host}/")
    assert answer["Cache-Control"] == "no-store"
    assert Client().get(told.replace("/media/w/", "/media/p/")).status_code == 404
