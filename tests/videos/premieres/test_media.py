"""Of a premiere nobody has a byte before its time, or of what is not due yet while it is on."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from core.adapters.object_store import object_store
from tests.videos.premieres.conftest import MakePremiere
from tests.videos.shelf import SEGMENT
from videos.models import Video
from videos.services.media_tokens import make_token

pytestmark = pytest.mark.django_db

CAPTIONS = b"""WEBVTT

00:01.000 --> 00:03.000
w1

00:07.000 --> 00:09.000
w7

00:12.000 --> 00:13.000
w2

00:17.500 --> 00:19.000
w3
"""
EVERYBODY = ("anonymous", "stranger", "owner", "staff")


def playback(client: Client, video: Video) -> Any:
    return client.get(f"/api/v1/videos/{video.public_id}/playback")


def folder(client: Client, video: Video) -> str:
    """Where the media lie that a player is told of now."""
    address: str = playback(client, video).json()["master_url"]
    return address.removesuffix("master.m3u8")


def test_before_its_time_all_may_know_of_it_and_only_its_owner_and_staff_play_it(
    make_premiere: MakePremiere, actors: dict[str, Client]
) -> None:
    video = make_premiere()
    for name in ("anonymous", "stranger"):
        assert playback(actors[name], video).status_code == 409
        page = actors[name].get(video.get_absolute_url())
        assert page.status_code == 200
        text = page.content.decode()
        assert "The lighthouse" in text
        assert f"/media/w/{video.public_id}/v1/poster-1.jpg" in text
        assert "master.m3u8" not in text
        # A frame elsewhere knows when to look again, and nothing else.
        frame = actors[name].get(f"/embed/{video.public_id}").content.decode()
        assert '"startsAt": 1795683600000' in frame
        assert "pages/embed-waiting" in frame
        assert "/media/" not in frame
        # What opens the poster opens nothing else.
        for media in ("master.m3u8", "144p/seg_00000.m4s", "captions/en.vtt", "storyboard.vtt"):
            assert actors[name].get(f"/media/w/{video.public_id}/v1/{media}").status_code == 403
    for name in ("owner", "staff"):
        # They see what everybody sees, and play it when they ask for that.
        page = actors[name].get(video.get_absolute_url())
        assert b"master.m3u8" not in page.content
        assert b"master.m3u8" in actors[name].get(f"{video.get_absolute_url()}?preview=1").content
        assert actors[name].get(f"{folder(actors[name], video)}144p/seg_00004.m4s").getvalue() == SEGMENT  # fmt: skip


@pytest.mark.parametrize("privacy", ["public", "unlisted"])
def test_while_it_is_on_everything_is_let_out_by_the_clock(
    make_premiere: MakePremiere, actors: dict[str, Client], freezer: Any, privacy: str
) -> None:
    video = make_premiere(privacy=privacy)
    freezer.move_to("2026-11-26 09:00:09.500+00:00")
    for name in EVERYBODY:
        client = actors[name]
        base = folder(client, video)
        assert base.startswith("/media/w/")
        for track in ("144p", "audio"):
            playlist = client.get(f"{base}{track}/index.m3u8").content.decode()
            # The third segment began at eight seconds, the fourth begins at twelve.
            assert re.findall(r"seg_\d+", playlist) == ["seg_00000", "seg_00001", "seg_00002"]
            assert "#EXT-X-PLAYLIST-TYPE:EVENT" in playlist
            assert "ENDLIST" not in playlist
            assert "EXT-X-START" not in playlist
            assert client.get(f"{base}{track}/seg_00002.m4s").getvalue() == SEGMENT
            assert client.get(f"{base}{track}/seg_00003.m4s").status_code == 403
            assert client.get(f"{base}{track}/init.mp4").status_code == 200
        # These would show what is to come.
        assert client.get(f"{base}storyboard.vtt").status_code == 403
        assert client.get(f"{base}preview.mp4").status_code == 403
        assert client.get(f"{base}captions/en.vtt").status_code == 200
        told = playback(client, video).json()
        assert (told["storyboard_url"], told["preview_url"]) == ("", "")
    # No other way leads around the clock.
    for name in ("master.m3u8", "144p/seg_00000.m4s", "144p/seg_00004.m4s"):
        assert Client().get(f"/media/p/{video.public_id}/v1/{name}").status_code == 404
    freezer.move_to("2026-11-26 09:00:12+00:00")
    assert Client().get(f"{folder(actors['anonymous'], video)}144p/seg_00003.m4s").status_code == 200  # fmt: skip


def test_captions_are_let_out_with_the_pictures(make_premiere: MakePremiere, freezer: Any) -> None:
    video = make_premiere()
    caption = video.captions.get()
    object_store().put_bytes(caption.storage_key, CAPTIONS, content_type="text/vtt")
    freezer.move_to("2026-11-26 09:00:09.500+00:00")
    base = f"/media/w/{video.public_id}/v1/captions"

    def words(name: str) -> list[str]:
        answer = Client().get(f"{base}/{name}")
        assert answer["Content-Type"] == "text/vtt; charset=utf-8"
        return re.findall(r"(?m)^w\d$", answer.content.decode())

    assert words("en.vtt") == ["w1", "w7"]
    assert Client().get(f"{base}/en.vtt")["Cache-Control"] == "private, no-store"
    playlist = Client().get(f"{base}/en.m3u8").content.decode()
    assert re.findall(r"en/seg_\d+.vtt", playlist) == [f"en/seg_0000{n}.vtt" for n in range(3)]
    assert "PLAYLIST-TYPE:EVENT" in playlist
    assert "ENDLIST" not in playlist
    # The piece that is on has what comes within it, and what still stands from before.
    assert [words(f"en/seg_0000{number}.vtt") for number in range(3)] == [["w1"], ["w7"], ["w7"]]
    for number in (3, 4, 99999):
        assert Client().get(f"{base}/en/seg_{number:05d}.vtt").status_code == 403
    assert Client().get(f"{base}/ko/seg_00000.vtt").status_code == 404
    freezer.move_to("2026-11-26 09:00:21+00:00")
    # Whoever still watches goes on with the same pieces; whoever comes has all of it.
    assert [words(f"en/seg_0000{number}.vtt") for number in (3, 4)] == [["w2"], ["w3"]]
    playlist = Client().get(f"{base}/en.m3u8").content.decode()
    assert (playlist.count("seg_"), "ENDLIST" in playlist) == (5, True)
    whole = Client().get(f"/media/p/{video.public_id}/v1/captions/en.vtt")
    assert whole.getvalue() == CAPTIONS


def test_nginx_is_told_by_name_what_it_may_serve(make_premiere: MakePremiere, freezer: Any) -> None:
    video = make_premiere()

    def asked(name: str) -> int:
        address = f"/internal/media-auth/w/{video.public_id}/v1/{name}"
        return Client().get(address).status_code

    assert asked("144p/seg_00000.m4s") == 403
    assert asked("poster-1.jpg") == 204
    freezer.move_to("2026-11-26 09:00:05+00:00")
    assert [asked(f"144p/seg_0000{number}.m4s") for number in range(4)] == [204, 204, 403, 403]
    # What names no segment of it is not let out while it is on, whatever it is.
    for name in ("144p/seg_99999.m4s", "720p/seg_00000.m4s", "storyboard.jpg", "preview.mp4"):
        assert asked(name) == 403
    assert Client().get(f"/internal/media-auth/p/{video.public_id}/v1").status_code == 403


def test_nginx_believes_nothing_beyond_the_beginning(
    make_premiere: MakePremiere, freezer: Any
) -> None:
    video = make_premiere(published_at=datetime(2026, 11, 26, 9, tzinfo=UTC))
    token = make_token(video, timezone.now() + timedelta(hours=3))

    def believed_s(moment: str) -> str | None:
        freezer.move_to(f"2026-11-26 {moment}+00:00")
        answer = Client().get(f"/internal/media-auth/t/{token}/v1")
        return answer.headers.get("X-Accel-Expires") if answer.status_code == 204 else "refused"

    # What its owner was let in by before is forgotten when it begins, not some seconds later.
    found = [believed_s(at) for at in ("08:30:00", "08:59:00", "08:59:56.500", "09:00:00")]
    assert found == [None, "10", "3", "refused"]
    freezer.move_to("2026-11-26 08:59:56+00:00")
    plain = make_premiere(is_premiere=False, published_at=timezone.now() - timedelta(hours=1))
    assert "X-Accel-Expires" not in Client().get(f"/internal/media-auth/p/{plain.public_id}/v1")


def test_tokens_of_one_way_do_not_open_the_other(
    make_premiere: MakePremiere, actors: dict[str, Client], freezer: Any
) -> None:
    video = make_premiere(privacy="unlisted")
    poster = re.search(r"/media/w/([^/]+)/v1/poster", actors["anonymous"].get(video.get_absolute_url()).content.decode())  # fmt: skip
    assert poster is not None
    for name in ("master.m3u8", "144p/seg_00000.m4s", "poster-1.jpg"):
        assert Client().get(f"/media/t/{poster[1]}/v1/{name}").status_code == 403
    freezer.move_to("2026-11-26 09:00:05+00:00")
    # It goes on opening what is let out, and no more.
    assert Client().get(f"/media/w/{poster[1]}/v1/144p/seg_00001.m4s").status_code == 200
    assert Client().get(f"/media/w/{poster[1]}/v1/144p/seg_00002.m4s").status_code == 403
    assert Client().get(f"/media/w/{video.public_id}/v1/144p/seg_00001.m4s").status_code == 403
    Video.objects.filter(pk=video.pk).update(privacy="private")
    assert Client().get(f"/media/w/{poster[1]}/v1/144p/seg_00001.m4s").status_code == 403
    token = make_token(video, timezone.now() + timedelta(hours=3))
    assert Client().get(f"/media/w/{token}/v1/144p/seg_00000.m4s").status_code == 403


def test_once_it_is_over_it_is_a_video_like_others(
    make_premiere: MakePremiere, actors: dict[str, Client], freezer: Any
) -> None:
    video = make_premiere()
    freezer.move_to("2026-11-26 09:00:19+00:00")
    on = folder(actors["anonymous"], video)
    freezer.move_to("2026-11-26 09:00:20+00:00")
    base = folder(actors["anonymous"], video)
    assert base == f"/media/p/{video.public_id}/v1/"
    for each in (base, on):  # whoever still watches plays it to its end
        playlist = Client().get(f"{each}144p/index.m3u8").content.decode()
        assert playlist.count("seg_") == 5
        assert "#EXT-X-ENDLIST" in playlist
    assert Client().get(f"{base}storyboard.vtt").status_code == 200
    assert b'"premiere": null' in Client().get(video.get_absolute_url()).content


def test_while_still_being_made_no_more_is_let_out_than_there_is(
    make_premiere: MakePremiere, freezer: Any
) -> None:
    video = make_premiere(state="playable", complete=False)
    renditions = video.current.renditions  # type: ignore[union-attr]
    renditions.update(lengths=[4.0, 4.0], ready_segments=2)
    freezer.move_to("2026-11-26 09:00:15+00:00")
    playlist = Client().get(f"/media/w/{video.public_id}/v1/144p/index.m3u8").content.decode()
    assert playlist.count("seg_") == 2
    assert "ENDLIST" not in playlist


def test_what_was_recorded_in_pieces_is_cut_where_it_stands(
    make_premiere: MakePremiere, freezer: Any
) -> None:
    video = make_premiere()
    pieces = [["1/source/", "init.mp4", 3, 2], ["2/source/", "init.mp4", 0, 3]]
    assert video.current is not None
    video.current.renditions.filter(name="144p").update(pieces=pieces)
    freezer.move_to("2026-11-26 09:00:09+00:00")
    base = f"/media/w/{video.public_id}/v1"
    playlist = Client().get(f"{base}/144p/index.m3u8").content.decode()
    assert re.findall(r"\d/source/seg_\d+", playlist) == [
        "1/source/seg_00003",
        "1/source/seg_00004",
        "2/source/seg_00000",
    ]
    auth = f"/internal/media-auth/w/{video.public_id}/v1"
    assert Client().get(f"{auth}/2/source/seg_00000.m4s").status_code == 204
    assert Client().get(f"{auth}/2/source/seg_00001.m4s").status_code == 403
    assert Client().get(f"{auth}/1/source/seg_00000.m4s").status_code == 403
