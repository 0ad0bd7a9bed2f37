"""What turns a source into something that plays: one protocol over ffmpeg, PeerTube and a fake."""

from functools import cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from videos.adapters.engines.base import Assignment, Control, Engine, Ready, Run
from videos.adapters.engines.errors import EngineUnavailable, NotYet

__all__ = [
    "Assignment",
    "Control",
    "Engine",
    "EngineUnavailable",
    "NotYet",
    "Ready",
    "Run",
    "engine_named",
]

ENGINES = {
    "ffmpeg": "videos.adapters.engines.ffmpeg.FfmpegEngine",
    "live": "videos.adapters.engines.recorded.RecordedEngine",
    "peertube": "videos.adapters.engines.peertube.PeerTubeEngine",
    "fake": "videos.adapters.engines.fake.FakeEngine",
}


def engine_named(name: str | None = None) -> Engine:
    """The engine of that name; the one that new transcodes get (`TRANSCODE_ENGINE`) without a name.

    A transcode keeps the engine it was begun with, whatever the setting says later.
    """
    name = name or settings.TRANSCODE_ENGINE
    if name not in ENGINES:
        raise ImproperlyConfigured(
            f"TRANSCODE_ENGINE is {name!r}; choose one of {', '.join(ENGINES)}."
        )
    return _engine(name)


@cache
def _engine(name: str) -> Engine:
    made: Engine = import_string(ENGINES[name])()
    return made
