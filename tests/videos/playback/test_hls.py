"""The playlists of a really transcoded video, against RFC 8216 and Apple's authoring rules."""

import io
import re
from fractions import Fraction
from pathlib import Path

import av
import pytest
from django.test import Client

from accounts.models import Channel
from tests.videos.pipeline import store_source, transcode
from tests.videos.playback.hls import MediaPlaylist, read_master, read_media
from videos.adapters.media.playlists import Track, master_playlist
from videos.models import Transcode, Video
from videos.services import transcoding
from videos.services.captions import set_caption
from videos.services.playback import playback_for

pytestmark = pytest.mark.django_db
SRT = b"1\n00:00:01,000 --> 00:00:02,000\nHello\n"


class Player:
    """Fetches what a playlist names, by the rules of relative addresses."""

    def __init__(self, client: Client, video: Video) -> None:
        self.client = client
        self.master_url = playback_for(video, viewer=None).master_url
        self.base = self.master_url.rpartition("/")[0]

    def text(self, name: str) -> str:
        answer = self.client.get(f"{self.base}/{name}")
        assert answer.status_code == 200, name
        assert answer["Content-Type"] == "application/vnd.apple.mpegurl"
        return answer.text

    def bytes(self, name: str) -> bytes:
        answer = self.client.get(f"{self.base}/{name}")
        assert answer.status_code == 200, name
        data: bytes = answer.getvalue()
        return data

    def rendition(self, address: str) -> MediaPlaylist:
        found = read_media(self.text(address))
        folder = address.rpartition("/")[0]
        found.init = found.init and f"{folder}/{found.init}"
        found.segments = [(length, f"{folder}/{name}") for length, name in found.segments]
        return found


def check_timing(playlist: MediaPlaylist) -> None:
    """§4.3.3.1: every EXTINF, rounded, is at most the target, which is a whole number."""
    target = playlist.tags["#EXT-X-TARGETDURATION"]
    assert re.fullmatch(r"[1-9]\d*", target)
    assert all(length > 0 and round(length) <= int(target) for length, _ in playlist.segments)
    assert playlist.tags["#EXT-X-MEDIA-SEQUENCE"] == "0"


def test_a_finished_video_follows_the_rules(channel: Channel, clip: Path, client: Client) -> None:
    video = transcode(channel, clip)
    set_caption(video=video, language="ko", label='한국어 "자막"', data=SRT)
    player = Player(client, video)
    master = read_master(player.text("master.m3u8"))

    # EXT-X-MAP without I-FRAMES-ONLY asks for version 6, fMP4 for 7 in practice (§7).
    assert int(master.tags["#EXT-X-VERSION"]) >= 6
    assert "#EXT-X-INDEPENDENT-SEGMENTS" in master.tags
    groups = {(each["TYPE"], each["GROUP-ID"]): each for each in master.media}
    audio = groups["AUDIO", "audio"]
    captions = groups["SUBTITLES", "captions"]
    assert (audio["DEFAULT"], audio["AUTOSELECT"], audio["CHANNELS"]) == ("YES", "YES", "2")
    assert (captions["LANGUAGE"], captions["NAME"]) == ("ko", "한국어 '자막'")

    sound = player.rendition(audio["URI"])
    sound_rates = rates(player, sound)
    heights = []
    for facts, address in master.variants:
        assert (facts["AUDIO"], facts["SUBTITLES"]) == ("audio", "captions")
        picture = player.rendition(address)
        check_timing(picture)
        assert (picture.tags["#EXT-X-PLAYLIST-TYPE"], "#EXT-X-ENDLIST" in picture.tags) == (
            "VOD",
            True,
        )
        assert "#EXT-X-INDEPENDENT-SEGMENTS" in picture.tags
        assert abs(sum(length for length, _ in picture.segments) - 6) < 0.1
        pictures = rates(player, picture)
        # §4.3.4.2: BANDWIDTH bounds the peak of every segment together with the sound.
        assert int(facts["BANDWIDTH"]) >= max(pictures) + max(sound_rates) - 1
        assert int(facts["AVERAGE-BANDWIDTH"]) <= int(facts["BANDWIDTH"])
        real = average(player, picture) + average(player, sound)
        assert int(facts["AVERAGE-BANDWIDTH"]) == pytest.approx(real, rel=0.01)
        check_stream(player, picture, facts)
        heights.append(int(facts["RESOLUTION"].partition("x")[2]))
    assert heights == sorted(set(heights))
    check_timing(sound)
    assert abs(sum(length for length, _ in sound.segments) - 6) < 0.1

    subtitles = read_media(player.text(captions["URI"]))
    check_timing(subtitles)
    assert player.bytes(f"captions/{subtitles.segments[0][1]}").startswith(b"WEBVTT")


def rates(player: Player, playlist: MediaPlaylist) -> list[float]:
    """Bit/s of every segment that counts: a shorter one than half the target is none (§4.3.4.2)."""
    shortest = int(playlist.tags["#EXT-X-TARGETDURATION"]) / 2
    return [
        len(player.bytes(name)) * 8 / length
        for length, name in playlist.segments
        if length >= shortest
    ]


def average(player: Player, playlist: MediaPlaylist) -> float:
    """Bit/s of all segments together."""
    size = sum(len(player.bytes(name)) for _, name in playlist.segments)
    return size * 8 / sum(length for length, _ in playlist.segments)


def check_stream(player: Player, playlist: MediaPlaylist, facts: dict[str, str]) -> None:
    """What is inside is what the master says, and each segment can be decoded on its own."""
    init = player.bytes(playlist.init)
    for _, name in playlist.segments:
        with av.open(io.BytesIO(init + player.bytes(name))) as container:
            stream = container.streams.video[0]
            assert f"{stream.width}x{stream.height}" == facts["RESOLUTION"]
            rate = stream.average_rate or Fraction(0)
            assert abs(float(rate) - float(facts["FRAME-RATE"])) < 0.01
            assert next(packet for packet in container.demux(stream)).is_keyframe
    video_codec, audio_codec = facts["CODECS"].split(",")
    assert re.fullmatch(r"avc1\.[0-9a-f]{6}", video_codec)
    assert audio_codec == "mp4a.40.2"
    # The profile and level of the avcC box in the init segment.
    place = init.index(b"avcC") + 5
    assert init[place : place + 3].hex() == video_codec.removeprefix("avc1.")


def test_a_growing_video_turns_from_event_to_vod_and_only_grows(
    channel: Channel, clip: Path, client: Client
) -> None:
    source = store_source(channel, clip)
    run = transcoding.start_transcode(source=source)
    transcoding.begin(transcode_id=run.pk)
    seen: dict[str, MediaPlaylist] = {}
    grown = set()
    while transcoding.work_once():
        if not Transcode.objects.get(pk=run.pk).playable_at:
            continue
        video = Video.objects.select_related("channel", "current").get(pk=source.video_id)
        player = Player(client, video)
        master = read_master(player.text("master.m3u8"))
        for facts, address in master.variants:
            now = player.rendition(address)
            check_timing(now)
            before = seen.get(address)
            if before:
                # §6.2.1: an EVENT playlist is only appended to.
                assert now.segments[: len(before.segments)] == before.segments
                assert now.tags["#EXT-X-TARGETDURATION"] == before.tags["#EXT-X-TARGETDURATION"]
            done = "#EXT-X-ENDLIST" in now.tags
            assert now.tags["#EXT-X-PLAYLIST-TYPE"] == ("VOD" if done else "EVENT")
            if not done:
                grown.add(address)
            assert int(facts["BANDWIDTH"]) >= int(facts["AVERAGE-BANDWIDTH"]) > 0
            seen[address] = now
    assert grown
    assert all("#EXT-X-ENDLIST" in playlist.tags for playlist in seen.values())


def test_captions_of_one_name_are_told_apart() -> None:
    names = {"ko": 'My "own"', "en": "My 'own'", "fr": "My 'own' (ko)", "de": "Deutsch"}
    tracks = [Track(f"{language}.m3u8", language, name) for language, name in names.items()]
    found = [each["NAME"] for each in read_master(master_playlist([], captions=tracks)).media]
    assert len(set(found)) == 4
    assert found[3] == "Deutsch"
    assert found[1] == "My 'own' (en)"
