"""What a creator sends while the store is away is refused with a sentence, and nothing of it is half there."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.object_stores.fixtures import S3Server, s3, s3_server
from tests.videos.studio.conftest import API
from tests.videos.studio.test_captions import SRT
from tests.videos.studio.test_posters import picture
from videos.models import Video

__all__ = ["s3", "s3_server"]
pytestmark = pytest.mark.django_db

SENTENCE = "The site cannot reach its files right now. Try again in a few minutes."


@pytest.fixture
def away(s3: S3Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[S3Server]:
    """The bucket does not answer; nobody waits between the client's own tries."""
    monkeypatch.setattr("botocore.endpoint.time", SimpleNamespace(sleep=lambda _s: None))
    s3.app.down = True
    yield s3
    s3.app.down = False


def parcels() -> dict[str, dict[str, object]]:
    """What is sent to the poster's and the captions' addresses."""
    return {
        "poster": {"file": SimpleUploadedFile("a.jpg", picture())},
        "captions": {"file": SimpleUploadedFile("a.srt", SRT.encode()), "language": "ko"},
    }


@pytest.mark.parametrize("part", ["poster", "captions"])
def test_the_api_answers_a_problem_that_may_be_tried_again(
    away: S3Server, studio: Client, video: Video, part: str
) -> None:
    url = f"{API}/videos/{video.public_id}/{part}"
    answer = studio.post(url, parcels()[part])
    assert (answer.status_code, answer.json()["code"]) == (503, "store-down")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Retry-After"]
    assert answer.json()["detail"] == SENTENCE
    video.refresh_from_db()
    assert not video.poster
    assert not video.captions.exists()

    away.app.down = False
    assert studio.post(url, parcels()[part]).status_code == 200


@pytest.mark.parametrize("part", ["poster", "captions"])
def test_the_form_says_so_and_shows_the_page_again(
    away: S3Server, studio: Client, video: Video, part: str
) -> None:
    answer = studio.post(
        reverse(f"studio-{part}", args=[video.public_id]), parcels()[part], follow=True
    )
    assert answer.status_code == 200
    assert SENTENCE in answer.content.decode()
