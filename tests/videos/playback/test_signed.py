"""Media on an object store: segments by signed addresses, pictures by redirect, texts through us."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import Channel
from core.adapters import object_store as stores
from core.adapters.object_store.disk import DiskStore
from tests.videos.playback.hls import read_master, read_media
from tests.videos.shelf import shelve
from videos.models import Video
from videos.services.playback import Playback, playback_for

pytestmark = pytest.mark.django_db
BUCKET = "https://bucket.example"


class SignedStore(DiskStore):
    """A store that signs addresses, as S3 does; its objects lie on the disk."""

    def presign_get(self, key: str, *, expires_s: int) -> str | None:
        return f"{BUCKET}/{key}?expires={expires_s}&signature=x"


@pytest.fixture(autouse=True)
def _signed(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    path = f"{__name__}.{SignedStore.__name__}"
    monkeypatch.setitem(stores.BACKENDS, "signed", path)
    monkeypatch.setitem(stores.PLACES, "signed", ("MEDIA_ROOT",))
    settings.STORAGE_BACKEND = "signed"
    settings.MEDIA_URL_AGE_S = 3600


def playback_of(channel: Channel, privacy: str) -> Playback:
    return playback_for(shelve(channel, privacy=privacy), viewer=None)


@pytest.mark.parametrize("privacy", ["public", "unlisted"])
def test_playlists_lead_to_the_bucket_and_are_forgotten_before_their_addresses_die(
    channel: Channel, client: Client, privacy: str
) -> None:
    playback = playback_of(channel, privacy)
    base = playback.master_url.rpartition("/")[0]
    master = read_master(client.get(playback.master_url).text)
    # Playlists themselves stay with us: their answers are judged each time.
    assert not any("://" in address for _, address in master.variants)
    answer = client.get(f"{base}/{master.variants[0][1]}")
    media = read_media(answer.text)
    for address in [media.init, *(name for _, name in media.segments)]:
        assert address.startswith(f"{BUCKET}/media/")
        assert "expires=3600" in address
    expected = "public, max-age=60" if privacy == "public" else "private, no-store"
    assert answer["Cache-Control"] == expected


@pytest.mark.parametrize(("privacy", "who"), [("public", "public"), ("unlisted", "private")])
def test_pictures_are_redirected_and_texts_are_not(
    channel: Channel, client: Client, privacy: str, who: str
) -> None:
    playback = playback_of(channel, privacy)
    base = playback.master_url.rpartition("/")[0]
    for address in (playback.poster_url, playback.preview_url, f"{base}/storyboard.jpg"):
        answer = client.get(address)
        assert answer.status_code == 302, address
        assert answer["Location"].startswith(f"{BUCKET}/media/")
        # Never longer than what it leads to.
        assert answer["Cache-Control"] == f"{who}, max-age=900"
        assert answer["Access-Control-Allow-Origin"] == "*"
    # A <track> may not be redirected to another origin.
    for address in (playback.storyboard_url, playback.captions[0].url):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer.text.startswith("WEBVTT")
        again = client.get(address, headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304


def test_nobody_is_given_a_signed_address_without_the_right(
    channel: Channel, client: Client
) -> None:
    video = shelve(channel, privacy=Video.Privacy.PRIVATE)
    for name in ("poster-1.jpg", "144p/index.m3u8", "144p/seg_00000.m4s", "storyboard.vtt"):
        for address in (f"/media/p/{video.public_id}/v1/{name}", f"/media/t/x/v1/{name}"):
            answer = client.get(address)
            assert answer.status_code in {403, 404}
            assert "bucket" not in str(answer.headers) + answer.text
