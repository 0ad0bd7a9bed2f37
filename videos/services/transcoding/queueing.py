"""Who is served first: every chunk gets a time at which it is due, and claims go by that time.

What makes a video playable is due first. The rest of a video is due bit by bit, at the pace of its
own length: a film's last chunk hours later, so that a clip uploaded meanwhile passes it; yet each
chunk's time comes, so nothing waits for ever, however many clips arrive.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from videos.adapters.media import Job, Plan

# Head start of what a video needs to play at all, before anybody's overdue work.
HEAD_START_S = 1800
FIRST_NEEDED = 10  # smaller priorities of a plan are those jobs
# Seconds of line for each second of video: slower than a small machine encodes, so that
# a newcomer is rarely behind a film that is under way.
PACE = 4
# Each unfinished video of the same owner moves a new one back, so that one person's hundred
# uploads do not keep everybody else waiting.
OWNER_STEP_S = 60


def due_times(
    plan: Plan, jobs: Sequence[Job], *, now: datetime, owner_has: int
) -> dict[str, datetime]:
    """When each job of a plan is due, by its key. `owner_has` counts the owner's unfinished others."""
    start = now + timedelta(seconds=OWNER_STEP_S * owner_has)
    times: dict[str, datetime] = {}
    spent_s = 0.0
    for job in sorted(jobs, key=_order):
        if job.priority < FIRST_NEEDED:
            offset_s = float(job.priority - HEAD_START_S)
        else:
            offset_s = 10 + PACE * spent_s
            spent_s += float(job.frames / plan.rate) if job.kind == "video" else 1
        times[job.key] = start + timedelta(seconds=offset_s)
    return times


def _order(job: Job) -> tuple[bool, int, int]:
    # Pictures are quick and people look at them first: before the long stretches, after the start.
    return job.kind == "video" and job.start_frame > 0, job.priority, job.start_frame
