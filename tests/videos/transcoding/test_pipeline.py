"""From a stored source to something that plays, step by step, with real ffmpeg."""

from pathlib import Path

import pytest

from accounts.models import Channel
from core.adapters.object_store import object_store
from tests.videos.pipeline import store_source
from videos.models import Chunk, Rendition, Transcode, Video
from videos.services import transcoding

pytestmark = pytest.mark.django_db


def test_a_source_becomes_playable_and_then_ready(channel: Channel, clip: Path) -> None:
    source = store_source(channel, clip)
    transcode = transcoding.start_transcode(source=source)
    transcoding.begin(transcode_id=transcode.pk)
    video = source.video
    states = []
    while transcoding.work_once():
        video.refresh_from_db()
        states.append(video.state)

    transcode.refresh_from_db()
    assert transcode.state == Transcode.State.DONE
    assert Video.State.PLAYABLE in states
    assert video.state == Video.State.READY
    assert video.published_at is not None
    assert video.current == transcode
    assert abs(video.duration_ms - 6000) < 50
    rungs = list(transcode.renditions.filter(kind=Rendition.Kind.VIDEO))
    assert [r.name for r in rungs] == ["144p", "240p"]
    assert all(r.complete and abs(sum(r.lengths) - 6) < 0.05 for r in rungs)
    stored_keys = set(object_store().list_prefix(transcode.prefix))
    for name in (
        "144p/init.mp4",
        "240p/seg_00001.m4s",
        "audio/seg_00000.m4s",
        "storyboard.vtt",
        "poster-1.jpg",
        "card-1.webp",
    ):
        assert transcode.prefix + name in stored_keys
    assert video.has_card_picture


def test_two_claims_never_get_the_same_chunk(channel: Channel, clip: Path) -> None:
    from videos.services.transcoding.claims import claim_next

    transcode = transcoding.start_transcode(source=store_source(channel, clip))
    transcoding.begin(transcode_id=transcode.pk)
    claimed = [claim_next() for _each in range(transcode.chunks.count() + 1)]

    assert claimed.pop() is None
    assert len({chunk.pk for chunk in claimed if chunk}) == len(claimed)


def test_text_that_pretends_to_be_a_video_is_refused_with_a_reason(
    channel: Channel, tmp_path: Path
) -> None:
    fake = tmp_path / "playlist.mp4"
    fake.write_text("#EXTM3U\n#EXTINF:4,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n")
    source = store_source(channel, fake)
    transcode = transcoding.start_transcode(source=source)
    transcoding.begin(transcode_id=transcode.pk)

    source.video.refresh_from_db()
    assert source.video.state == Video.State.FAILED
    assert source.video.failure == "playlist"
    assert not Chunk.objects.exists()
