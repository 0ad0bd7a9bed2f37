"""Transcodes with their chunks, without a file being looked at: for tests of claims and sweeping."""

from pathlib import Path

from accounts.models import Channel
from tests.videos.pipeline import store_source
from videos.adapters.engines import engine_named
from videos.adapters.media import Probe, make_plan
from videos.models import Source, Transcode
from videos.services import transcoding
from videos.services.transcoding.laying_out import encode_settings, lay_out


def lay_out_film(channel: Channel, folder: Path, *, seconds: float, height: int = 240) -> Transcode:
    """A transcode of the fake engine as if its source were so long; the source lies in the store."""
    file = folder / "film.mp4"
    file.write_bytes(b"anything")
    return lay_out_source(store_source(channel, file), seconds=seconds, height=height)


def lay_out_source(source: Source, *, seconds: float, height: int = 240) -> Transcode:
    """The same for a source that is there."""
    run = transcoding.start_transcode(source=source)
    Transcode.objects.filter(pk=run.pk).update(state=Transcode.State.PROBING, worker="me")
    probe = Probe(
        format="fake",
        duration_s=seconds,
        start_s=0,
        size_bytes=8,
        video_codec="h264",
        width=height * 16 // 9 // 2 * 2,
        height=height,
        fps="25",
        video_index=0,
    )
    short = engine_named("fake").plan(probe, encode_settings())
    plan = short if seconds < 60 else make_plan(probe, encode_settings())
    lay_out(transcode=run, probe=probe, plan=plan, claim="me")
    run.refresh_from_db()
    return run
