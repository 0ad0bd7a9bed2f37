"""Encoders differ: HEVC and AV1 over enhanced RTMP, sound alone, picture alone, and the ladder below each."""

from collections.abc import Callable

import pytest
from django.conf import LazySettings

from core.adapters.object_store import object_store
from live.models import PublishSession
from live.services.control_room import Watchdog, signal_event
from live.services.health import LONGEST_KEY_INTERVAL_MS
from tests.live.process import HEVC, PICTURE, SOUND, IngestProcess, PublisherProcess, wait_until
from tests.videos.playback.hls import MasterPlaylist, read_master
from videos.models import Rendition, Video

pytestmark = pytest.mark.django_db(transaction=True)
AV1 = ["-c:v", "libsvtav1", "-preset", "11", "-g", "25"]
H264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "25"]


def recorded(publisher: PublisherProcess, ingest: IngestProcess) -> tuple[MasterPlaylist, Video]:
    """What players of the stream got, and the recording."""
    complaints = publisher.finish()
    assert publisher.process.returncode == 0, complaints
    session = wait_until(lambda: PublishSession.objects.filter(left_at__isnull=False).first(), "it left")  # fmt: skip
    master = read_master(ingest.get(f"p/{session.public_id}/master.m3u8").text)
    video = wait_until(lambda: Video.objects.filter(state="ready").first(), "the recording plays")
    return master, video


def pictures(master: MasterPlaylist) -> list[tuple[dict[str, str], str]]:
    """The variants with a picture: players begin with the first of all, so the sound alone comes after them."""
    sound = [number for number, (each, _) in enumerate(master.variants) if "RESOLUTION" not in each]
    assert sound == ([len(master.variants) - 1] if master.media else [])
    if sound:
        alone, uri = master.variants[-1]
        assert (alone["CODECS"], uri) == ("mp4a.40.2", "audio/index.m3u8")
        others = [int(each["BANDWIDTH"]) for each, _ in master.variants[:-1]]
        assert int(alone["BANDWIDTH"]) < min(others)
    return [each for each in master.variants if "RESOLUTION" in each[0]]


@pytest.mark.parametrize(
    ("codec", "named"), [(HEVC, "hvc1.1.6.L"), (AV1, "av01.0.")], ids=["hevc", "av1"]
)
def test_new_codecs_are_copied_and_named(
    codec: list[str],
    named: str,
    publish: Callable[..., PublisherProcess],
    ingest: IngestProcess,
    settings: LazySettings,
) -> None:
    settings.LIVE_LADDER = ["90:100"]
    codecs = [*codec, "-pix_fmt", "yuv420p", "-c:a", "aac"]
    master, video = recorded(publish(seconds=4, paced=False, codecs=codecs), ingest)
    told = {each["RESOLUTION"]: each["CODECS"] for each, _ in pictures(master)}
    assert told["320x180"].startswith(named)
    assert told["160x90"].startswith("avc1.")
    rows = {row.name: row.codecs for row in Rendition.objects.filter(transcode=video.current)}
    assert rows["180p"].startswith(named)
    assert rows["audio"] == "mp4a.40.2"
    assert object_store().size(video.poster) > 500


def test_a_codec_that_browsers_cannot_play_is_told_to_its_owner(
    publish: Callable[..., PublisherProcess], ingest: IngestProcess
) -> None:
    publish(codecs=["-c:v", "flv1", "-c:a", "aac"])
    session = wait_until(lambda: PublishSession.objects.filter(left_at__isnull=False).first(), "it left")  # fmt: skip
    [advice] = signal_event(session.broadcast.stream_id, Watchdog())["advice"]
    assert (advice["code"], advice["level"]) == ("let-go", "bad")
    assert "H.264" in advice["text"]


def test_sound_alone(publish: Callable[..., PublisherProcess], ingest: IngestProcess) -> None:
    publisher = publish(seconds=9, paced=False, inputs=SOUND, codecs=["-c:a", "aac"])
    master, video = recorded(publisher, ingest)
    assert [(each["CODECS"], uri) for each, uri in master.variants] == [("mp4a.40.2", "audio/index.m3u8")]  # fmt: skip
    assert (video.has_video, video.has_audio) == (False, True)
    assert video.duration_ms == pytest.approx(9000, abs=200)


def test_a_picture_alone_and_no_rung_taller_than_it(
    publish: Callable[..., PublisherProcess], ingest: IngestProcess, settings: LazySettings
) -> None:
    settings.LIVE_LADDER = ["480:1000", "180:500", "90:100"]
    master, video = recorded(publish(seconds=5, paced=False, inputs=PICTURE, codecs=H264), ingest)
    assert [each["RESOLUTION"] for each, _ in pictures(master)] == ["160x90", "320x180"]
    assert not master.media
    assert (video.has_video, video.has_audio, video.height) == (True, False, 180)
    assert set(Rendition.objects.values_list("name", flat=True)) == {"180p", "90p"}


def test_a_picture_that_stands_is_scaled_by_its_short_side(
    publish: Callable[..., PublisherProcess], ingest: IngestProcess, settings: LazySettings
) -> None:
    settings.LIVE_LADDER = ["90:100"]
    upright = ["-f", "lavfi", "-i", "testsrc2=size=180x320:rate=25"]
    master, _ = recorded(
        publish(seconds=4, paced=False, inputs=[*upright, *SOUND], codecs=[*H264, "-c:a", "aac"]), ingest
    )  # fmt: skip
    assert [each["RESOLUTION"] for each, _ in pictures(master)] == ["90x160", "180x320"]


def test_keyframes_that_are_very_far_apart_are_no_silence(
    publish: Callable[..., PublisherProcess], ingest: IngestProcess
) -> None:
    """Nothing plays before the second one, but the publisher is there, and its owner is told what to change."""
    one_keyframe = [*H264[:-1], "100000", "-sc_threshold", "0", "-pix_fmt", "yuv444p"]
    hurried = ["-readrate", "4", *PICTURE, "-readrate", "4", *SOUND]
    publish(paced=False, inputs=hurried, codecs=[*one_keyframe, "-c:a", "aac"])

    def told() -> PublishSession | None:
        found = PublishSession.objects.select_related("broadcast").first()
        far = found and found.health.get("key_interval_ms", 0) > LONGEST_KEY_INTERVAL_MS
        return found if far else None

    session = wait_until(told, "the site hears of it")
    assert (session.state, session.playable_at) == ("accepted", None)
    advice = signal_event(session.broadcast.stream_id, Watchdog())["advice"]
    assert [each["code"] for each in advice] == ["profile", "key-interval"]
