"""Videos that another server plays out: where one viewer gets the master playlist."""

from videos.adapters.engines import EngineUnavailable, Run, engine_named
from videos.models import Transcode
from videos.services.transcoding.memory import reference_of

__all__ = ["EngineUnavailable", "hosted_master"]


def hosted_master(transcode: Transcode) -> str | None:
    """The address for somebody who may watch the video (judge that first). None when there is none.

    Raises `EngineUnavailable` while the other server does not answer.
    """
    run = Run(reference=reference_of(transcode), memory=transcode.external)
    return engine_named(transcode.engine).hosted_master(run)
