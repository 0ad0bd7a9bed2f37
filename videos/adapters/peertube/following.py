"""What the instance has made of a video so far, read without falling into its traps."""

import time
from dataclasses import dataclass
from enum import IntEnum
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from videos.adapters.peertube.client import PeerTube
from videos.adapters.peertube.errors import PeerTubeRefused
from videos.adapters.peertube.instance import Instance

OPEN_PRIVACIES = (1, 2)  # public, unlisted: files need no token
MOST_REPAIRS = 2


class State(IntEnum):
    """`state.id` of a video (PeerTube's VideoState)."""

    PUBLISHED = 1
    TO_TRANSCODE = 2
    TO_IMPORT = 3
    WAITING_FOR_LIVE = 4
    LIVE_ENDED = 5
    TO_MOVE = 6
    TRANSCODING_FAILED = 7
    MOVE_FAILED = 8
    TO_EDIT = 9
    TO_MOVE_BACK = 10
    MOVE_BACK_FAILED = 11
    IMPORT_FAILED = 12


# Files are usable from the first rendition on; moving them around or failing later keeps them so.
USABLE = frozenset(
    {
        State.PUBLISHED,
        State.TO_MOVE,
        State.TRANSCODING_FAILED,
        State.MOVE_FAILED,
        State.TO_EDIT,
        State.TO_MOVE_BACK,
        State.MOVE_BACK_FAILED,
    }
)


@dataclass(frozen=True)
class HostedFile:
    """One rendition that the instance has. `resolution` is its short side, 0 for sound alone."""

    resolution: int
    width: int
    height: int
    fps: float
    size_bytes: int


@dataclass(frozen=True)
class Hosted:
    """A video as it stands on the instance."""

    state: int
    files: tuple[HostedFile, ...]
    playlist_url: str
    needs_token: bool
    preview_path: str
    duration_s: float

    @property
    def playable(self) -> tuple[HostedFile, ...]:
        """The renditions that can be played now; state 1 alone does not say that there is one."""
        return self.files if self.state in USABLE else ()


def look_at(peertube: PeerTube, uuid: str) -> Hosted | None:
    """The video as it stands now; None when the instance does not have it (any more)."""
    response = peertube.call("GET", f"/api/v1/videos/{uuid}", expect=(404,))
    if response.status_code == 404:
        return None
    video: dict[str, Any] = response.json()
    playlists = video.get("streamingPlaylists") or [{}]
    files = tuple(
        HostedFile(
            resolution=int(each["resolution"]["id"]),
            width=int(each.get("width") or 0),
            height=int(each.get("height") or each["resolution"]["id"]),
            fps=float(each.get("fps") or 0),
            size_bytes=int(each.get("size") or 0),
        )
        for each in playlists[0].get("files") or ()
    )
    return Hosted(
        state=int(video["state"]["id"]),
        files=tuple(sorted(files, key=lambda file: file.resolution)),
        playlist_url=str(playlists[0].get("playlistUrl") or ""),
        needs_token=int((video.get("privacy") or {}).get("id", 0)) not in OPEN_PRIVACIES,
        preview_path=str(video.get("previewPath") or ""),
        duration_s=float(video.get("duration") or 0),
    )


def repair(peertube: PeerTube, uuid: str) -> bool:
    """Have the instance encode again what failed; it never does by itself. False when we may not.

    Only moderators of the instance may; an ordinary account is told no.
    """
    try:
        peertube.call(
            "POST",
            f"/api/v1/videos/{uuid}/transcoding",
            json={"transcodingType": "hls", "forceTranscoding": True},
        )
    except PeerTubeRefused:
        return False
    return True


def master_for_viewer(peertube: PeerTube, uuid: str) -> str | None:
    """Where one viewer gets the master playlist now; None when there is none.

    Asked again each time: its name changes with every rendition and every change of privacy.
    """
    hosted = look_at(peertube, uuid)
    if hosted is None or not hosted.playlist_url or not hosted.playable:
        return None
    if not hosted.needs_token:
        return hosted.playlist_url
    answer = peertube.call("POST", f"/api/v1/videos/{uuid}/token").json()
    # Without `reinject…` the playlists inside the playlist would ask for a token of their own.
    query = urlencode(
        {"videoFileToken": answer["files"]["token"], "reinjectVideoFileToken": "true"}
    )
    parts = urlsplit(hosted.playlist_url)
    return urlunsplit(parts._replace(query=f"{parts.query}&{query}" if parts.query else query))


def remove(peertube: PeerTube, uuid: str) -> None:
    """Delete the video; one that is not there is fine."""
    peertube.call("DELETE", f"/api/v1/videos/{uuid}", expect=(404,))


def expected(instance: Instance, short_side: int) -> frozenset[int]:
    """The resolutions that the instance will make of a source; it never makes larger ones."""
    return frozenset(each for each in instance.resolutions if each <= short_side)


def patience_is_over(instance: Instance, moved_at: float) -> bool:
    """Whether nothing has come for so long that nothing more will."""
    return time.time() - moved_at > instance.patience_s
