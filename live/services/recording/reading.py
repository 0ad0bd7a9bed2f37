"""What a session left in the store: its manifest, and after a crash the segments that were written since."""

import logging
import re

from core.adapters.object_store import ObjectMissing, object_store
from live.adapters.manifest import NAME, Manifest, RunLog, TrackLog
from videos.adapters.media.fmp4 import Fragment, NotFragmented, Splitter

logger = logging.getLogger(__name__)

FILE = re.compile(r"([a-z0-9]{1,12})/seg_(\d{5,9})\.m4s")


def read_session(folder: str) -> Manifest:
    """All that can be played of the session in `folder`."""
    manifest = _stored(folder)
    if not manifest.ended:
        _add_unlisted(manifest, folder)
    return manifest


def read_init(key: str) -> bytes:
    """An init, or nothing when it is not there."""
    try:
        return object_store().read(key)
    except ObjectMissing:
        return b""


def _stored(folder: str) -> Manifest:
    try:
        return Manifest.from_bytes(object_store().read(folder + NAME))
    except ObjectMissing:
        return Manifest()
    except ValueError:
        logger.exception("The manifest in %s cannot be read", folder)
        return Manifest()


def _add_unlisted(manifest: Manifest, folder: str) -> None:
    """The node was killed: take what it wrote after its last manifest, as far as nothing is missing."""
    found: dict[str, set[int]] = {}
    for key in object_store().list_prefix(folder):
        match = FILE.fullmatch(key.removeprefix(folder))
        if match:
            found.setdefault(match[1], set()).add(int(match[2]))
    for name, numbers in found.items():
        track = manifest.tracks.setdefault(name, TrackLog())
        if not track.runs:
            track.runs.append(RunLog(0, "init.mp4", 0))
        run = track.runs[-1]
        init = read_init(f"{folder}{name}/{run.init}")
        while track.next_number in numbers:
            data = object_store().read(f"{folder}{name}/seg_{track.next_number:05d}.m4s")
            seconds = _length(init, data)
            if not seconds:
                break  # written by half: the last one
            run.lengths.append(seconds)
            run.sizes.append(len(data))


def _length(init: bytes, segment: bytes) -> float:
    splitter = Splitter()
    try:
        pieces = [*splitter.feed(init), *splitter.feed(segment)]
    except NotFragmented:
        return 0.0
    whole = sum(each.duration for each in pieces if isinstance(each, Fragment))
    return whole / splitter.timescale if splitter.timescale else 0.0
