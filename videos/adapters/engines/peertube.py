"""An engine that hands the file to a PeerTube instance, follows its work, and plays from there.

Two jobs: `remote` sends the file and watches over it, `extras` brings the pictures. Each claim
does what can be done now and comes back later, so that no worker waits for the instance.
"""

import mimetypes
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.cache import cached
from videos.adapters.engines.base import Assignment, Control, Ready, Run
from videos.adapters.engines.errors import EngineUnavailable, NotYet
from videos.adapters.media import (
    EncodeFailed,
    EncodeSettings,
    Job,
    JobResult,
    Limits,
    Plan,
    Probe,
    make_plan,
    probe_source,
)
from videos.adapters.peertube.client import PeerTube
from videos.adapters.peertube.errors import PeerTubeBusy, PeerTubeRefused, PeerTubeUnreachable
from videos.adapters.peertube.following import (
    MOST_REPAIRS,
    Hosted,
    HostedFile,
    State,
    expected,
    look_at,
    master_for_viewer,
    patience_is_over,
    remove,
    repair,
)
from videos.adapters.peertube.handing_over import Parcel, find, hand_over
from videos.adapters.peertube.instance import Instance, configured_instance
from videos.adapters.peertube.pictures import bring_poster, bring_storyboard

REMOTE = "remote"
STEPS = 1000  # the remote job's size: half of it is sending, half is the instance's work
SENDING = 500
# Many who come at once share one answer: the instance takes 50 calls in ten seconds from us.
MASTER_SHARED_S = 5
AWAY_SINCE = "away_since"
AWAY_AGAIN_S = 30
AWAY_AGAIN_AT_MOST_S = 300
PICTURES_AGAIN_S = 20
PICTURES_PATIENCE_S = 1800

Memory = dict[str, Any]


class PeerTubeEngine:
    """See docs/peertube.md."""

    name = "peertube"

    def probe(self, source: Path, limits: Limits) -> Probe:
        return probe_source(source, limits)

    def plan(self, probe: Probe, settings: EncodeSettings) -> Plan:
        plan = make_plan(probe, settings)
        names = tuple(each.name for each in plan.renditions)
        jobs = (
            Job(REMOTE, REMOTE, priority=0, frames=STEPS, renditions=names),
            Job("extras", "extras", priority=40),
        )
        return replace(plan, jobs=jobs)

    def run(self, assignment: Assignment, control: Control) -> JobResult:
        assignment.out.mkdir(parents=True, exist_ok=True)
        instance = configured_instance()
        with _ours(instance, assignment.run, control), PeerTube(instance) as peertube:
            if assignment.job.kind == "extras":
                return _pictures(peertube, assignment, control)
            return _video(peertube, assignment, control)

    def hosted_master(self, run: Run) -> str | None:
        uuid = run.memory.get("uuid")
        if not uuid:
            return None
        instance = configured_instance()

        def ask() -> str | None:
            with _reachable(), PeerTube(instance) as peertube:
                return master_for_viewer(peertube, str(uuid))

        url = cached(f"peertube-master:{uuid}", fresh_s=MASTER_SHARED_S, build=ask)
        if url is not None and not instance.may_serve(url):
            raise EngineUnavailable(f"{url.split('?')[0]} is not under PEERTUBE_ORIGINS")
        return url

    def discard(self, run: Run) -> None:
        if not run.memory:
            return  # nothing was ever begun there
        with _reachable(), PeerTube(configured_instance()) as peertube:
            uuid = run.memory.get("uuid")
            if not uuid:
                # It may have arrived without our hearing of it.
                uuid = (find(peertube, run.reference) or {}).get("uuid")
            if uuid:
                remove(peertube, str(uuid))


def _video(peertube: PeerTube, assignment: Assignment, control: Control) -> JobResult:
    memory = dict(assignment.run.memory)
    if "uuid" not in memory:
        with assignment.open_source() as path:
            parcel = Parcel(
                path=path,
                filename=path.name,
                content_type=mimetypes.guess_type(path.name)[0] or "video/mp4",
                title=assignment.run.title,
                reference=assignment.run.reference,
            )

            def on_sent(sent: int, total: int) -> None:
                control.progress(SENDING * sent // max(1, total))

            memory = hand_over(peertube, parcel, memory, control, on_sent)
    hosted = look_at(peertube, memory["uuid"])
    memory = _answered(control, memory)
    control.progress(SENDING)
    if hosted is None:
        # Removed over there: a retry sends it again.
        control.remember(uuid=None, id=None, moved_at=None, seen=None, repairs=None)
        raise EncodeFailed("peertube-gone", permanent=True)
    return _follow(peertube, assignment, control, memory, hosted)


def _follow(
    peertube: PeerTube,
    assignment: Assignment,
    control: Control,
    memory: dict[str, object],
    hosted: Hosted,
) -> JobResult:
    instance, duration_s = peertube.instance, assignment.plan.duration_s
    for file in hosted.playable:
        control.ready(_ready(file, duration_s))
    have = {file.resolution for file in hosted.playable}
    probe = assignment.probe
    wanted = expected(instance, min(probe.width, probe.height))
    control.progress(SENDING + SENDING * len(have & wanted) // max(1, len(wanted)))
    if memory.get("seen") != sorted(have):
        memory = dict(control.remember(seen=sorted(have), moved_at=time.time()))
    if have and have >= wanted:
        return _result(hosted, duration_s)
    if hosted.state in (State.TRANSCODING_FAILED, State.IMPORT_FAILED):
        _try_repair(peertube, control, memory, playable=bool(have))
        return _result(hosted, duration_s)
    if patience_is_over(instance, float(str(memory["moved_at"]))):
        if have:
            return _result(hosted, duration_s)
        raise EncodeFailed("peertube-transcoding", stderr_tail=f"state {hosted.state}, no files")
    raise NotYet(instance.poll_s, f"state {hosted.state}, renditions {sorted(have)}")


def _try_repair(
    peertube: PeerTube, control: Control, memory: dict[str, object], *, playable: bool
) -> None:
    """Have it encoded again, a few times; then what is finished is kept, and nothing is a failure."""
    repairs = int(str(memory.get("repairs", 0)))
    if repairs < MOST_REPAIRS and repair(peertube, str(memory["uuid"])):
        control.remember(repairs=repairs + 1, moved_at=time.time())
        raise NotYet(peertube.instance.poll_s, "encoding failed there and was begun again")
    if not playable:
        # A retry by the creator may repair again.
        control.remember(repairs=None)
        raise EncodeFailed(
            "peertube-transcoding", permanent=True, stderr_tail="the instance could not encode it"
        )


def _ready(file: HostedFile, duration_s: float) -> Ready:
    return Ready(
        name=f"{file.resolution}p" if file.resolution else "audio",
        lengths=[duration_s],
        width=file.width,
        height=file.height,
        fps=file.fps,
        size_bytes=file.size_bytes,
        complete=True,
    )


def _result(hosted: Hosted, duration_s: float) -> JobResult:
    rows = [_ready(file, duration_s) for file in hosted.playable]
    return JobResult(
        files=[],
        segments={row.name: list(row.lengths) for row in rows},
        sizes={row.name: row.size_bytes for row in rows},
        peaks={row.name: int(8 * row.size_bytes / max(0.001, duration_s)) for row in rows},
        stderr_tail=f"state {hosted.state}, renditions {[row.name for row in rows]}",
    )


def _pictures(peertube: PeerTube, assignment: Assignment, control: Control) -> JobResult:
    memory = dict(assignment.run.memory)
    uuid = str(memory.get("uuid", ""))
    hosted = look_at(peertube, uuid) if uuid else None
    if uuid:
        memory = _answered(control, memory)
    if hosted is None or not hosted.playable:
        raise NotYet(PICTURES_AGAIN_S, "the video is not there yet")
    made = bring_poster(peertube, hosted.preview_path, assignment.out)
    board = bring_storyboard(peertube, uuid, assignment.out, assignment.plan.duration_s)
    moved_at = float(memory.get("moved_at", 0))
    if board is None and time.time() - moved_at < PICTURES_PATIENCE_S:
        raise NotYet(PICTURES_AGAIN_S, "the storyboard is not made yet")
    return JobResult(made + (board or []))


def _answered(control: Control, memory: Memory) -> Memory:
    """What is remembered, once the instance is back: it made nothing while it was away."""
    if AWAY_SINCE not in memory:
        return memory
    return dict(control.remember(**{AWAY_SINCE: None, "moved_at": time.time()}))


def _away(instance: Instance, run: Run, control: Control, error: PeerTubeUnreachable) -> Exception:
    """Away for minutes or hours is no failure of the video; for longer than the operator allows is."""
    now = time.time()
    since = float(run.memory.get(AWAY_SINCE) or now)
    away_s = now - since
    if away_s > instance.away_s:
        # A retry by the creator waits as long again.
        control.remember(**{AWAY_SINCE: None})
        return EncodeFailed("peertube-unreachable", permanent=True, stderr_tail=str(error))
    if AWAY_SINCE not in run.memory:
        control.remember(**{AWAY_SINCE: now})
    delay_s = min(AWAY_AGAIN_AT_MOST_S, max(AWAY_AGAIN_S, away_s / 4))
    return NotYet(delay_s, f"away for {away_s:.0f} s: {error}", waits_for="peertube")


@contextmanager
def _ours(instance: Instance, run: Run, control: Control) -> Iterator[None]:
    """The client's errors as the pipeline's."""
    try:
        yield
    except PeerTubeBusy as busy:
        raise NotYet(busy.retry_after_s, str(busy)) from busy
    except PeerTubeUnreachable as error:
        raise _away(instance, run, control, error) from error
    except PeerTubeRefused as no:
        raise EncodeFailed(no.code, permanent=True, stderr_tail=str(no)) from no


@contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except (PeerTubeBusy, PeerTubeUnreachable, PeerTubeRefused) as error:
        raise EngineUnavailable(str(error)) from error
