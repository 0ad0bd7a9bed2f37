"""What an engine must know again after a crash: kept with the transcode, written only by who holds a claim."""

from typing import Any

from django.db import transaction

from videos.adapters.engines import Run
from videos.adapters.media import EncodeFailed
from videos.models import Chunk, Transcode


def reference_of(transcode: Transcode) -> str:
    """What it is called elsewhere: the last part of its folder, unique for ever."""
    return transcode.prefix.rstrip("/").rpartition("/")[2]


def run_of(transcode: Transcode) -> Run:
    """The transcode as its engine knows it."""
    return Run(
        reference=reference_of(transcode),
        title=transcode.source.video.title,
        memory=transcode.external,
    )


@transaction.atomic
def remember(*, chunk: Chunk, **facts: Any) -> dict[str, Any]:
    """Add `facts` to what is kept (None removes one); returns all of it.

    Raises `EncodeFailed("cancelled")` when the claim was lost: two workers may never both go on.
    """
    transcode = Transcode.objects.select_for_update().get(pk=chunk.transcode_id)
    holds = Chunk.objects.filter(pk=chunk.pk, claim=chunk.claim, state=Chunk.State.RUNNING)
    if not holds.exists():
        raise EncodeFailed("cancelled")
    kept: dict[str, Any] = {
        name: value for name, value in (transcode.external | facts).items() if value is not None
    }
    Transcode.objects.filter(pk=transcode.pk).update(
        external=kept, external_id=str(kept.get("id", ""))
    )
    return kept
