"""Where some stretches of a recording have sound and others have none, those are given silence.

All renditions must have the same stretches: players would put the sound of the second under the picture of the first.
"""

from collections.abc import Sequence

from core.adapters.object_store import object_store
from live.adapters.manifest import Manifest, RunLog, TrackLog
from live.adapters.packager import AUDIO, SOURCE
from live.adapters.silence import silence
from live.services.recording.joining import SHORTEST_S

FILE_S = 30.0  # hours of nothing in few files
FIRST_INIT = 5000  # behind those of the packager's lives


def fill_with_silence(prefix: str, sessions: Sequence[tuple[str, Manifest]]) -> None:
    """Write silence for what lacks sound, and name it in the manifests (those here, not the stored ones).

    Does nothing when no stretch, or every one, has sound. Raises `EncodeFailed` and `StoreFailed`.
    """
    pictures = [(folder, left, run) for folder, left in sessions for run in _of(left, SOURCE)]
    if not any(_of(left, AUDIO) for _folder, left in sessions):
        return
    for folder, left, picture in pictures:
        if picture.run not in {run.run for run in _of(left, AUDIO)}:
            _fill(f"{prefix}{folder}{AUDIO}/", left, picture)


def _of(manifest: Manifest, track: str) -> list[RunLog]:
    found = manifest.tracks.get(track)
    return [run for run in found.runs if run.seconds >= SHORTEST_S] if found else []


def _fill(folder: str, manifest: Manifest, picture: RunLog) -> None:
    track = manifest.tracks.setdefault(AUDIO, TrackLog())
    first = max((run.first + len(run.lengths) for run in track.runs), default=0)
    log = RunLog(
        picture.run, f"init_{FIRST_INIT + picture.run % FIRST_INIT}.mp4", first, picture.at
    )
    store = object_store()
    left_s, at = picture.seconds, 0
    init, fragment = silence(min(FILE_S, left_s))
    store.put_bytes(f"{folder}{log.init}", init.data, content_type="video/mp4")
    length_s = fragment.duration / init.timescale
    while left_s > 0:
        if left_s < length_s:
            _init, fragment = silence(left_s)
            length_s = fragment.duration / init.timescale
        piece = fragment.moved(at - fragment.start)
        name = f"seg_{first + len(log.lengths):05d}.m4s"
        store.put_bytes(f"{folder}{name}", piece.data, content_type="video/iso.segment")
        log.lengths.append(round(length_s, 6))
        log.sizes.append(len(piece.data))
        at, left_s = at + fragment.duration, left_s - length_s
    track.runs.append(log)
