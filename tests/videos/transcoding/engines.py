"""What the contract of engines needs around each of them: a source, a way to spoil it, a way to mend it."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import LazySettings

from accounts.models import Channel
from core.adapters.object_store import object_store
from tests.videos.pipeline import store_source
from videos.models import Chunk, Source, Transcode
from videos.services import transcoding


class Rig(ABC):
    """One engine with its surroundings."""

    name: str
    spoiled_code: str
    refused_code: str
    tries = 2  # of what is spoilt, where two are allowed

    def __init__(self, clip: Path, folder: Path) -> None:
        self.clip = clip
        self.folder = folder

    def source(self, channel: Channel) -> Source:
        """A good source in the store."""
        return store_source(channel, self.clip)

    @abstractmethod
    def bad_source(self, channel: Channel) -> Source:
        """A source that is refused with `refused_code`."""

    @abstractmethod
    def spoil(self, source: Source) -> None:
        """Make work that has been laid out fail with `spoiled_code`."""

    @abstractmethod
    def mend(self, source: Source) -> None:
        """Undo `spoil`."""

    @contextmanager
    def running(self, settings: LazySettings) -> Iterator[None]:
        """Whatever must run while it works."""
        yield

    def follow(self, answer: Any) -> str:
        """The text of the master playlist that the site's answer leads to."""
        assert answer.status_code == 200
        return str(answer.content.decode())

    def left_outside(self) -> list[str]:
        """What lies outside our store."""
        return []

    def times_made(self) -> int:
        """How much was encoded or sent by now."""
        return Chunk.objects.filter(state=Chunk.State.DONE).count()


class FakeRig(Rig):
    name = "fake"
    refused_code = "unreadable"
    spoiled_code = "ffmpeg"

    def bad_source(self, channel: Channel) -> Source:
        return self._stored(channel, b"refuse:unreadable\n")

    def source(self, channel: Channel) -> Source:
        return self._stored(channel, b"anything")

    def spoil(self, source: Source) -> None:
        _overwrite(source, b"fail:ffmpeg\n")

    def mend(self, source: Source) -> None:
        _overwrite(source, b"anything")

    def _stored(self, channel: Channel, data: bytes) -> Source:
        file = self.folder / "source.mp4"
        file.write_bytes(data)
        return store_source(channel, file)


class FfmpegRig(Rig):
    name = "ffmpeg"
    refused_code = "unreadable"
    spoiled_code = "ffmpeg"

    def bad_source(self, channel: Channel) -> Source:
        file = self.folder / "noise.mp4"
        file.write_bytes(bytes(range(256)) * 64)
        return store_source(channel, file)

    def spoil(self, source: Source) -> None:
        _overwrite(source, b"no longer a film")

    def mend(self, source: Source) -> None:
        _overwrite(source, self.clip.read_bytes())


def _overwrite(source: Source, data: bytes) -> None:
    object_store().put_bytes(source.storage_key, data, content_type="video/mp4")


def hurry(transcode: Transcode) -> None:
    """Nobody waits in a test: what was put off may be claimed now."""
    transcode.chunks.filter(state=Chunk.State.WAITING).update(not_before=None)


def work_until_ended(transcode: Transcode) -> Transcode:
    """Work, waiting for nothing, until the transcode has ended one way or another."""
    for _step in range(200):
        transcode.refresh_from_db()
        if Transcode.STATES.is_final(transcode.state) or transcode.failure:
            return transcode
        hurry(transcode)
        transcoding.work_once()
    raise AssertionError(f"still {transcode.state} after 200 steps")
