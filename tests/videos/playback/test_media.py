"""Media addresses: what players get, and what nobody else gets."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Channel
from tests.videos.pipeline import store_source, transcode
from tests.videos.shelf import shelve
from videos.models import Transcode, Video
from videos.services import transcoding
from videos.services.captions import set_caption
from videos.services.playback import playback_for

pytestmark = pytest.mark.django_db


def set_privacy(video: Video, privacy: str) -> Video:
    Video.objects.filter(pk=video.pk).update(privacy=privacy)
    return Video.objects.select_related("channel", "current").get(pk=video.pk)


def addresses(client: Client, master: str) -> list[str]:
    """Every address that a player would ask for, from the master playlist down."""
    base = master.rpartition("/")[0]
    names = re.findall(r'URI="([^"]+)"|^([^#\s]+)$', client.get(master).text, re.MULTILINE)
    playlists = [f"{base}/{quoted or plain}" for quoted, plain in names]
    found = []
    for playlist in playlists:
        folder = playlist.rpartition("/")[0]
        text = client.get(playlist).text
        found += [
            f"{folder}/{name}"
            for pair in re.findall(r'URI="([^"]+)"|^([^#\s]+)$', text, re.MULTILINE)
            for name in pair
            if name
        ]
    return playlists + found


def test_a_public_video_plays_for_everybody_and_caches_for_ever(
    channel: Channel, clip: Path, client: Client
) -> None:
    video = transcode(channel, clip)
    playback = playback_for(video, viewer=None)
    asked = addresses(client, playback.master_url)

    assert len([each for each in asked if each.endswith(".m4s")]) == 2 * 2 + 2
    for address in [*asked, playback.poster_url, playback.storyboard_url, playback.preview_url]:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer["Access-Control-Allow-Origin"] == "*"
        # One copy in a CDN serves everybody.
        assert "Vary" not in answer
        assert "Set-Cookie" not in answer
        answer.getvalue()
    master = client.get(playback.master_url).text
    assert 'CODECS="avc1.64000c,mp4a.40.2"' in master
    assert "RESOLUTION=192x144" in master
    assert "#EXT-X-ENDLIST" in client.get(asked[0]).text


def test_a_playlist_that_still_grows_is_an_event_and_hardly_cached(
    channel: Channel, clip: Path, client: Client
) -> None:
    source = store_source(channel, clip)
    run = transcoding.start_transcode(source=source)
    transcoding.begin(transcode_id=run.pk)
    while not Transcode.objects.get(pk=run.pk).playable_at:
        assert transcoding.work_once()
    video = Video.objects.select_related("channel", "current").get(pk=source.video_id)
    master = playback_for(video, viewer=None).master_url
    playlist = client.get(master.replace("master", "144p/index"))

    assert "#EXT-X-PLAYLIST-TYPE:EVENT" in playlist.text
    assert "#EXT-X-START:TIME-OFFSET=0" in playlist.text
    assert "#EXT-X-ENDLIST" not in playlist.text
    assert playlist["Cache-Control"] == "public, max-age=0, s-maxage=2"
    whole = client.get(master)
    assert whole["Cache-Control"] == "public, max-age=0, s-maxage=2"
    # ffmpeg takes a master in which this stands for a media playlist, and refuses it.
    assert "#EXT-X-START" not in whole.text


@pytest.mark.parametrize("privacy", ["private", "unlisted", "password"])
def test_media_that_are_not_public_need_a_token_that_dies_with_the_privacy(
    channel: Channel, client: Client, privacy: str
) -> None:
    video = shelve(channel)
    public = playback_for(video, viewer=None)
    video = set_privacy(video, privacy)
    private = playback_for(video, viewer=channel.owner)

    for address in [public.master_url, public.poster_url, *addresses_of(public.master_url)]:
        assert client.get(address).status_code == 404, address
    assert client.get(private.master_url)["Cache-Control"] == "private, no-store"
    assert client.get(private.poster_url)["Cache-Control"] == "private, max-age=3600"
    set_privacy(video, "private" if privacy != "private" else "unlisted")
    # 403, and not 404: the player asks for a new token, and is given one or learns why not.
    for address in [private.master_url, private.poster_url, *addresses_of(private.master_url)]:
        assert client.get(address).status_code == 403, address


@pytest.mark.parametrize(
    "change",
    [
        {"published_at": None},
        {"published_at": timezone.now() + timedelta(days=1)},
        {"password": "another hash"},
        {"state": Video.State.DELETED},
    ],
)
def test_whatever_closes_a_video_closes_the_tokens_given_before(
    channel: Channel, client: Client, change: dict[str, Any]
) -> None:
    video = set_privacy(shelve(channel), "unlisted")
    master = playback_for(video, viewer=None).master_url
    assert client.get(master).status_code == 200
    Video.objects.filter(pk=video.pk).update(**change)
    assert client.get(master).status_code == 403


def addresses_of(master: str) -> list[str]:
    base = master.rpartition("/")[0]
    return [
        f"{base}/{name}"
        for name in ("144p/index.m3u8", "144p/init.mp4", "144p/seg_00000.m4s", "storyboard.jpg")
    ]


def test_a_token_expires_and_cannot_be_changed(
    channel: Channel, client: Client, freezer: Any
) -> None:
    video = set_privacy(shelve(channel), "unlisted")
    master = playback_for(video, viewer=None).master_url
    token = master.split("/")[3]

    assert client.get(master).status_code == 200
    forged = token.replace(video.public_id, "AAAAAAAAAAA")
    assert client.get(master.replace(token, forged)).status_code == 403
    expires_at = playback_for(video, viewer=None).expires_at
    assert expires_at is not None
    freezer.move_to(expires_at - timedelta(seconds=1))
    assert client.get(master).status_code == 200
    freezer.move_to(expires_at)
    assert client.get(master).status_code == 403


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd",
        "..%2f..%2fsources/x.mp4",
        "144p/../../x",
        "source.mp4",
        "144p/seg_1.m4s",
        "144p/init.mp4%00.jpg",
    ],
)
def test_no_address_reaches_anything_else_in_the_store(
    channel: Channel, client: Client, name: str
) -> None:
    video = shelve(channel)
    base = playback_for(video, viewer=None).master_url.rpartition("/")[0]
    assert client.get(f"{base}/{name}").status_code == 404


def test_captions_may_be_replaced_at_their_address(channel: Channel, client: Client) -> None:
    video = shelve(channel)
    set_caption(video=video, language="en", label="English", data=srt("Before"))
    address = playback_for(video, viewer=None).captions[0].url
    before = client.get(address)
    assert b"Before" in before.getvalue()
    set_caption(video=video, language="en", label="English", data=srt("After"))
    after = client.get(address, headers={"If-None-Match": before["ETag"]})

    assert (after.status_code, before["Cache-Control"]) == (200, "public, max-age=60")
    assert b"After" in after.getvalue()
    assert after["Content-Type"] == "text/vtt; charset=utf-8"


def srt(line: str) -> bytes:
    return f"1\n00:00:00,000 --> 00:00:05,000\n{line}\n".encode()


def test_nginx_is_told_where_to_serve_from_only_for_good_addresses(
    channel: Channel, client: Client
) -> None:
    video = shelve(channel)

    def ask(address: str) -> Any:
        _, _, kind, key, version, *_ = address.split("/")
        return client.get(f"/internal/media-auth/{kind}/{key}/{version}")

    good = ask(playback_for(video, viewer=None).master_url)
    assert good.status_code == 204
    assert video.current is not None
    assert good["X-Media-Folder"] == video.current.prefix.rstrip("/")
    hidden = set_privacy(video, "private")
    token = playback_for(hidden, viewer=None).master_url
    assert ask(token).status_code == 204
    for address in (
        f"/media/p/{video.public_id}/x/",
        "/media/t/nonsense/x/",
        "/media/p/AAAAAAAAAAA/x/",
        token.replace("/t/", "/p/"),
        token.replace("/t/", "/x/"),
    ):
        assert ask(address).status_code == 403, address


def test_nginx_serves_the_bytes_when_it_stands_before_us(
    channel: Channel, client: Client, settings: Any
) -> None:
    settings.MEDIA_ACCEL_PREFIX = "/_stored/"
    video = shelve(channel)
    poster = client.get(playback_for(video, viewer=None).poster_url)
    assert poster["X-Accel-Redirect"] == f"/_stored/{video.poster}"
    assert (poster.content, poster["Content-Type"]) == (b"", "image/jpeg")


def test_a_storyboard_is_named_once_there_is_one(channel: Channel) -> None:
    video = shelve(channel)
    assert playback_for(video, viewer=None).storyboard_url.endswith("/v1/storyboard.vtt")
    video.state = Video.State.PLAYABLE
    assert not playback_for(video, viewer=None).storyboard_url
    video.state, video.has_video = Video.State.READY, False
    assert not playback_for(video, viewer=None).storyboard_url
