"""A local PeerTube instance, and a transcode that is to go there."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings

from accounts.models import Channel
from tests.videos.peertube.instance import FakePeerTube
from tests.videos.peertube.rig import point_to
from tests.videos.peertube.server import running_peertube
from tests.videos.pipeline import store_source
from videos.adapters.engines import engine_named
from videos.adapters.media import Probe
from videos.models import Transcode
from videos.services import transcoding
from videos.services.transcoding.laying_out import encode_settings, lay_out


@pytest.fixture
def peertube(settings: LazySettings) -> Iterator[FakePeerTube]:
    """The instance that the settings lead to."""
    with running_peertube() as state:
        point_to(settings, state)
        yield state


@pytest.fixture
def transcode(peertube: FakePeerTube, channel: Channel, tmp_path: Path) -> Transcode:
    """Laid out for a source that was looked at already; nothing is sent yet."""
    file = tmp_path / "film.mp4"
    file.write_bytes(os.urandom(90_000))
    run = transcoding.start_transcode(source=store_source(channel, file))
    Transcode.objects.filter(pk=run.pk).update(state=Transcode.State.PROBING, worker="me")
    probe = Probe(
        format="mov,mp4",
        duration_s=6,
        start_s=0,
        size_bytes=90_000,
        video_codec="h264",
        width=320,
        height=240,
        fps="25",
        video_index=0,
        audio_codec="aac",
        audio_index=1,
    )
    plan = engine_named("peertube").plan(probe, encode_settings())
    lay_out(transcode=run, probe=probe, plan=plan, claim="me")
    run.refresh_from_db()
    return run
