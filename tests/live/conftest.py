"""Streams, their keys, and an ingest process that asks this test's site."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from django.conf import LazySettings
from pytest_django.live_server_helper import LiveServer

from accounts.models import Channel
from live.models import Stream
from live.services.keys import rotate_key
from tests.live.factories import StreamFactory
from tests.live.process import IngestProcess, PublisherProcess, wait_until


@pytest.fixture
def stream(channel: Channel) -> Stream:
    """A public stream of the creator's that waits for its publisher."""
    made: Stream = StreamFactory(channel=channel)
    return made


@pytest.fixture
def key(stream: Stream) -> str:
    """What opens it."""
    return rotate_key(stream=stream)


@pytest.fixture(scope="session")
def _node(
    live_server: LiveServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[IngestProcess]:
    node = IngestProcess(live_server.url, tmp_path_factory.mktemp("ingest"))
    yield node
    node.stop()


@pytest.fixture
def ingest(
    _node: IngestProcess, settings: LazySettings, transactional_db: None
) -> Iterator[IngestProcess]:
    """A node that copies what comes; set `LIVE_LADDER` for more. Nothing that it started may be left."""
    settings.LIVE_LADDER = []
    settings.MEDIA_ROOT = _node.folder / "media"
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    if _node.process.poll() is not None:
        _node.start()
    yield _node
    wait_until(_node.is_quiet, "nothing is left of its publishers")


@pytest.fixture
def publish(ingest: IngestProcess, key: str) -> Iterator[Callable[..., PublisherProcess]]:
    """Start publishers to the stream."""
    started: list[PublisherProcess] = []

    def start(**options: object) -> PublisherProcess:
        started.append(PublisherProcess(ingest.url(key), **options))  # type: ignore[arg-type]
        return started[-1]

    yield start
    for publisher in started:
        publisher.kill()
