"""Media addresses: what players get, and what nobody else gets."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Channel, User
from tests.videos.pipeline import store_source, transcode
from videos.models import Transcode, Video
from videos.services import transcoding
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
    master = client.get(playback.master_url).text
    assert 'CODECS="avc1.64000c,mp4a.40.2"' in master
    assert "RESOLUTION=192x144" in master
    assert "#EXT-X-ENDLIST" in client.get(asked[0]).text


def test_a_playlist_that_still_grows_is_an_event_and_not_cached(
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
    assert playlist["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("privacy", ["private", "unlisted", "password"])
def test_media_that_are_not_public_need_a_token_that_dies_with_the_privacy(
    channel: Channel, clip: Path, client: Client, privacy: str
) -> None:
    video = transcode(channel, clip)
    public = playback_for(video, viewer=None)
    video = set_privacy(video, privacy)
    private = playback_for(video, viewer=channel.owner)

    for address in [public.master_url, public.poster_url, *addresses_of(public.master_url)]:
        assert client.get(address).status_code == 404, address
    assert client.get(private.master_url).status_code == 200
    assert client.get(private.poster_url)["Cache-Control"].startswith("private")
    set_privacy(video, "private" if privacy != "private" else "unlisted")
    assert client.get(private.master_url).status_code == 404
    assert client.get(private.master_url.replace("master", "144p/index")).status_code == 404


def addresses_of(master: str) -> list[str]:
    base = master.rpartition("/")[0]
    return [
        f"{base}/{name}"
        for name in ("144p/index.m3u8", "144p/init.mp4", "144p/seg_00000.m4s", "storyboard.jpg")
    ]


def test_a_token_expires_and_cannot_be_changed(
    channel: Channel, clip: Path, client: Client, freezer: Any
) -> None:
    video = set_privacy(transcode(channel, clip), "unlisted")
    master = playback_for(video, viewer=None).master_url
    token = master.split("/")[3]

    assert client.get(master).status_code == 200
    forged = token.replace(video.public_id, "AAAAAAAAAAA")
    assert client.get(master.replace(token, forged)).status_code == 404
    freezer.move_to(timezone.now() + timedelta(hours=5))
    assert client.get(master).status_code == 404


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
    channel: Channel, clip: Path, client: Client, name: str
) -> None:
    video = transcode(channel, clip)
    base = playback_for(video, viewer=None).master_url.rpartition("/")[0]
    assert client.get(f"{base}/{name}").status_code == 404


def test_byte_ranges_and_conditional_requests(channel: Channel, clip: Path, client: Client) -> None:
    video = transcode(channel, clip)
    segment = playback_for(video, viewer=None).master_url.replace(
        "master.m3u8", "240p/seg_00000.m4s"
    )
    whole = client.get(segment)
    size = len(whole.content)

    def ask(value: str) -> Any:
        return client.get(segment, headers={"Range": value})

    first = ask("bytes=0-99")
    assert (first.status_code, first.content) == (206, whole.content[:100])
    assert first["Content-Range"] == f"bytes 0-99/{size}"
    assert ask("bytes=-10").content == whole.content[-10:]
    assert ask(f"bytes={size - 5}-").content == whole.content[-5:]
    assert ask(f"bytes={size}-").status_code == 416
    assert ask("bytes=5-2").status_code == 200
    assert client.get(segment, headers={"If-None-Match": whole["ETag"]}).status_code == 304
    assert (
        client.get(segment, headers={"Range": "bytes=0-9", "If-Range": '"old"'}).status_code == 200
    )
    head = client.head(segment)
    assert (head.content, head["Content-Length"]) == (b"", str(size))


def test_nginx_is_told_where_to_serve_from_only_for_good_addresses(
    channel: Channel, clip: Path, client: Client, stranger: User
) -> None:
    video = transcode(channel, clip)

    def ask(address: str) -> Any:
        return client.get("/internal/media-auth", headers={"X-Original-URI": address})

    good = ask(
        playback_for(video, viewer=None).master_url.replace("master.m3u8", "144p/seg_00000.m4s")
    )
    assert good.status_code == 204
    assert video.current is not None
    assert good["X-Media-Folder"] == video.current.prefix.rstrip("/")
    hidden = set_privacy(video, "private")
    assert ask(f"/media/p/{video.public_id}/x/144p/seg_00000.m4s").status_code == 403
    assert ask(playback_for(hidden, viewer=None).master_url).status_code == 204
    assert ask("/media/t/nonsense/x/144p/seg_00000.m4s").status_code == 403
    assert ask("/etc/passwd").status_code == 403
