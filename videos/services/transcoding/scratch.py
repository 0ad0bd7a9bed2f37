"""This machine's working files: removed when no claim needs them."""

import shutil
import time
from pathlib import Path

from django.conf import settings

from videos.models import Chunk

SOURCE_KEPT_S = 3600
CLEAR_EVERY_S = 300


def clear_scratch() -> None:
    """Remove the folders of claims that nobody holds any more, and source copies not used for an hour."""
    root = Path(settings.SCRATCH_DIR)
    # Listed before the claims are read: a folder made meanwhile belongs to a claim not seen.
    folders = list((root / "claims").glob("*"))
    held = {
        str(claim)
        for claim in Chunk.objects.filter(state=Chunk.State.RUNNING).values_list("claim", flat=True)
    }
    for folder in folders:
        if folder.name not in held:
            shutil.rmtree(folder, ignore_errors=True)
    for copy in (root / "sources").glob("*"):
        if _age_s(copy) > SOURCE_KEPT_S:
            copy.unlink(missing_ok=True)


def clear_scratch_now_and_then() -> None:
    """The same, at most every five minutes on this machine: the sweeper runs on one machine only."""
    mark = Path(settings.SCRATCH_DIR) / "cleared"
    if _age_s(mark) < CLEAR_EVERY_S:
        return
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()
    clear_scratch()


def _age_s(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")
