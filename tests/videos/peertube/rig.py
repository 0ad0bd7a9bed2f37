"""The PeerTube engine with a local instance, as the contract of engines and its own tests need it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import LazySettings

from accounts.models import Channel
from tests import asking
from tests.videos.peertube.instance import FakePeerTube
from tests.videos.peertube.server import running_peertube
from tests.videos.pipeline import store_source
from tests.videos.transcoding.engines import Rig
from videos.models import Source


def point_to(settings: LazySettings, peertube: FakePeerTube) -> None:
    """Settings that lead to the local instance under its public name."""
    settings.TRANSCODE_ENGINE = "peertube"
    settings.PEERTUBE_URL = peertube.url
    settings.PEERTUBE_HOST = peertube.host
    settings.PEERTUBE_USER = peertube.user
    settings.PEERTUBE_PASSWORD = peertube.password
    settings.PEERTUBE_RESOLUTIONS = [144, 240, 480]
    settings.PEERTUBE_ORIGINS = [f"http://{peertube.host}"]
    settings.PEERTUBE_CHUNK_BYTES = 20_000


class PeerTubeRig(Rig):
    name = "peertube"
    refused_code = "unreadable"
    spoiled_code = "peertube-unreachable"
    tries = 1  # an instance that is away was waited for before
    peertube: FakePeerTube
    settings: LazySettings

    @contextmanager
    def running(self, settings: LazySettings) -> Iterator[None]:
        with running_peertube() as self.peertube:
            point_to(settings, self.peertube)
            self.settings = settings
            yield

    def bad_source(self, channel: Channel) -> Source:
        # Our own look finds nothing wrong, the instance does.
        self.peertube.spoiled = True
        return store_source(channel, self.clip)

    def spoil(self, source: Source) -> None:
        self.peertube.fault("GET /api/v1/videos/", status=500, times=1000)
        self.settings.PEERTUBE_AWAY_S = -1  # away for longer than anybody waits

    def mend(self, source: Source) -> None:
        self.peertube.faults.clear()
        self.settings.PEERTUBE_AWAY_S = 3600

    def follow(self, answer: Any) -> str:
        assert answer.status_code == 302
        assert answer["Cache-Control"] == "no-store"
        there = answer["Location"].replace(f"http://{self.peertube.host}", self.peertube.url)
        return asking.get(there, timeout=60).raise_for_status().text

    def left_outside(self) -> list[str]:
        return sorted(self.peertube.videos)

    def times_made(self) -> int:
        return len(self.peertube.received)
