"""Sending a file to the instance so that it arrives once, whatever is killed or lost on the way.

The instance's resumable upload is not idempotent: a repeated last part is refused, and a new
upload would be a second video. So each video carries a mark of ours in its name, the upload's address
is kept before the first byte, and nothing new is begun before the mark was looked for.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from videos.adapters.engines.base import Control
from videos.adapters.engines.errors import NotYet
from videos.adapters.media import EncodeFailed
from videos.adapters.peertube.client import UPLOAD_TIMEOUT, PeerTube
from videos.adapters.peertube.errors import (
    PeerTubeRefused,
    PeerTubeUnreachable,
    json_body,
    refusal,
)

PRIVATE = 3
LONGEST_NAME = 120
# How long a whole file that was sent may be missing before it counts as refused.
ARRIVAL_S = 1800
ARRIVAL_POLL_S = 30
MOST_RESENDS = 3
BROKEN_LINE_S = 10
RANGE = re.compile(r"bytes=0-(\d+)")


@dataclass(frozen=True)
class Parcel:
    """What is sent. `reference` is unique for ever."""

    path: Path
    filename: str
    content_type: str
    title: str
    reference: str


class Unprocessable(Exception):  # noqa: N818
    """The last part was refused: the file is unreadable, or it had arrived before."""

    def __init__(self, no: PeerTubeRefused) -> None:
        super().__init__(str(no))
        self.refusal = no


class SessionGone(Exception):  # noqa: N818
    """The upload's address leads nowhere: it was finished, given up, or forgotten."""


def mark(reference: str) -> str:
    """Our mark in a video's name."""
    return f"[piyakast {reference}]"


def find(peertube: PeerTube, reference: str) -> dict[str, Any] | None:
    """The video that carries the mark of `reference`, whichever state it is in."""
    found = peertube.get(
        "/api/v1/users/me/videos",
        params={"search": mark(reference), "count": 20, "sort": "-publishedAt"},
    )
    rows: list[dict[str, Any]] = found.get("data", [])
    # The search is a loose one: only the whole mark is ours.
    return next((row for row in rows if str(row.get("name", "")).endswith(mark(reference))), None)


def hand_over(
    peertube: PeerTube,
    parcel: Parcel,
    memory: dict[str, Any],
    control: Control,
    on_sent: Callable[[int, int], None],
) -> dict[str, Any]:
    """Bring the parcel to the instance; returns what is remembered, with the video's `uuid`.

    Goes on with the upload of an earlier attempt. `on_sent(bytes, total)` tells how far it is.
    Raises `NotYet`, `EncodeFailed`, and what the client raises.
    """
    video: dict[str, Any] | None
    while "uuid" not in memory:
        if "upload" in memory:
            try:
                video = _send_rest(peertube, parcel, memory, control, on_sent)
            except Unprocessable as no:
                # Either the file cannot be read, or it had arrived and only the answer was lost.
                video = find(peertube, parcel.reference)
                if video is None:
                    control.remember(upload=None, sent_at=None, arrived=None)
                    raise no.refusal from no
            except SessionGone:
                video = find(peertube, parcel.reference)
                if video is None:
                    memory = _begin_anew(memory, control)
                    continue
        else:
            video = find(peertube, parcel.reference)
            if video is None:
                memory = dict(control.remember(upload=_begin(peertube, parcel)))
                continue
        memory = dict(
            control.remember(
                uuid=video["uuid"],
                id=video.get("id"),
                upload=None,
                sent_at=None,
                arrived=None,
                moved_at=time.time(),
            )
        )
    return memory


def _begin_anew(memory: dict[str, Any], control: Control) -> dict[str, Any]:
    """Forget an upload that is gone; not while its whole file may still become a video."""
    sent_at = control.remember().get("sent_at")
    if sent_at and time.time() - sent_at < ARRIVAL_S:
        raise NotYet(ARRIVAL_POLL_S, "the instance has the whole file and is looking at it")
    resends = int(memory.get("resends", 0)) + 1
    if resends > MOST_RESENDS:
        raise EncodeFailed(
            "peertube-rejected", permanent=True, stderr_tail=f"sent {resends} times, never arrived"
        )
    return dict(control.remember(upload=None, sent_at=None, arrived=None, resends=resends))


def _begin(peertube: PeerTube, parcel: Parcel) -> str:
    """Open an upload; returns its address without the host, which may not be where we connect to."""
    size = parcel.path.stat().st_size
    room = LONGEST_NAME - len(mark(parcel.reference)) - 1
    response = peertube.call(
        "POST",
        "/api/v1/videos/upload-resumable",
        headers={
            "X-Upload-Content-Length": str(size),
            "X-Upload-Content-Type": parcel.content_type,
        },
        json={
            "channelId": peertube.instance.channel_id or _first_channel(peertube),
            "name": f"{parcel.title[:room].strip()} {mark(parcel.reference)}".strip(),
            "filename": parcel.filename,
            # Who may watch is decided here alone; the instance asks for our token each time.
            "privacy": PRIVATE,
            "waitTranscoding": True,
        },
    )
    location = urlsplit(response.headers.get("Location", ""))
    if not location.query:
        raise EncodeFailed("peertube-rejected", stderr_tail="no Location for the upload")
    return f"{location.path}?{location.query}"


def _first_channel(peertube: PeerTube) -> int:
    channels = peertube.get("/api/v1/users/me").get("videoChannels", [])
    if not channels:
        raise PeerTubeRefused("peertube-channel", 404, "the account has no channel")
    return int(channels[0]["id"])


def _send_rest(
    peertube: PeerTube,
    parcel: Parcel,
    memory: dict[str, Any],
    control: Control,
    on_sent: Callable[[int, int], None],
) -> dict[str, Any]:
    """Send what the instance does not have yet; returns the video. Raises `SessionGone`, `Unprocessable`.

    A line that breaks is no failure as long as each attempt gets further than the one before.
    """
    upload, total = str(memory["upload"]), parcel.path.stat().st_size
    before = int(memory.get("arrived", -1))
    # The instance knows best what has arrived: ask instead of believing our own count.
    answer = _put(peertube, upload, f"bytes */{total}", b"")
    arrived = answer if isinstance(answer, int) else total
    if arrived > before:
        control.remember(arrived=arrived)
    try:
        with parcel.path.open("rb") as file:
            while isinstance(answer, int):
                arrived = answer
                on_sent(answer, total)
                answer = _send_part(peertube, upload, file, answer, total, control)
    except PeerTubeUnreachable as broken:
        if arrived > before:
            raise NotYet(
                BROKEN_LINE_S, f"{broken}; {arrived} of {total} bytes are there"
            ) from broken
        raise
    on_sent(total, total)
    return answer


def _send_part(
    peertube: PeerTube, upload: str, file: BinaryIO, at: int, total: int, control: Control
) -> int | dict[str, Any]:
    if control.stopped():
        raise EncodeFailed("cancelled")
    file.seek(at)
    block = file.read(peertube.instance.chunk_bytes)
    if not block:
        # It has all bytes but no video yet.
        raise NotYet(ARRIVAL_POLL_S, "the instance has the whole file")
    end = at + len(block)
    if end == total:
        # Kept before the last byte goes: its answer may never reach us.
        control.remember(sent_at=time.time())
    return _put(peertube, upload, f"bytes {at}-{end - 1}/{total}", block)


def _put(peertube: PeerTube, upload: str, span: str, block: bytes) -> int | dict[str, Any]:
    """One PUT: how many bytes the instance has, or the finished video."""
    response = peertube.call(
        "PUT",
        upload,
        expect=(308, 404, 409, 410, 422),
        headers={"Content-Range": span, "Content-Type": "application/octet-stream"},
        content=block,
        timeout=UPLOAD_TIMEOUT,
    )
    if response.status_code == 308:
        found = RANGE.search(response.headers.get("Range", ""))
        return int(found.group(1)) + 1 if found else 0
    if response.is_success:
        video: dict[str, Any] = json_body(response).get("video", {})
        if video.get("uuid"):
            return video
        raise SessionGone
    if response.status_code == 422 and block:
        raise Unprocessable(refusal(response))
    raise SessionGone
