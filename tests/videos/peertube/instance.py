"""What a PeerTube instance remembers: users, uploads, videos, and the faults that tests plant."""

import threading
import uuid
from dataclasses import dataclass, field
from typing import Any

PREVIEW = "/lazy-static/previews/one.jpg"


BOARD = "/lazy-static/storyboards/one.jpg"


STORED = "/static/streaming-playlists/hls/private"


@dataclass
class Fault:
    """`when` matches "METHOD path"; the answer is `status`, or the connection dies (`cut`).

    With `after` the real thing is done first and only its answer is lost.
    """

    when: str
    status: int = 500
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    after: bool = False
    times: int = 1


@dataclass
class Upload:
    total: int
    metadata: dict[str, Any]
    data: bytearray = field(default_factory=bytearray)
    done: bool = False
    again: int = 0


class FakePeerTube:
    """The instance's state."""

    def __init__(self) -> None:
        self.host = "peertube.test:9000"
        self.user, self.password = "piyakast", "correct horse"
        self.videos: dict[str, dict[str, Any]] = {}
        self.uploads: dict[str, Upload] = {}
        self.faults: list[Fault] = []
        self.calls: list[str] = []
        self.logins = 0
        self.access: set[str] = set()
        self.refresh: set[str] = set()
        self.file_tokens: set[str] = set()
        self.is_moderator = True
        self.storyboard_ready = True
        self.spoiled = False
        self.heights = [240, 144]
        self.received: list[bytes] = []
        # What lies in a video's folder, by its name; playlists name the token by `{token}`.
        self.media: dict[str, bytes] = {}
        self.lock = threading.RLock()
        self.url = ""

    def fault(self, when: str, **more: Any) -> None:
        """Answer differently, once (or `times`)."""
        self.faults.append(Fault(when, **more))

    def add_rendition(self, video: dict[str, Any]) -> None:
        """The instance has made one more rendition; the master playlist gets a new name."""
        files = video["streamingPlaylists"][0]["files"]
        have = {each["resolution"]["id"] for each in files}
        left = [height for height in sorted(self.heights, reverse=True) if height not in have]
        if left:
            height = left[0]
            files.append(
                {
                    "id": len(files) + 1,
                    "resolution": {"id": height, "label": f"{height}p"},
                    "width": height * 16 // 9,
                    "height": height,
                    "size": 40_000,
                    "fps": 25,
                    "hasAudio": True,
                    "hasVideo": True,
                }
            )
            name = f"{uuid.uuid4()}-master.m3u8"
            video["streamingPlaylists"][0]["playlistUrl"] = (
                f"http://{self.host}{STORED}/{video['uuid']}/{name}"
            )
        video["state"] = {"id": 1, "label": "Published"}

    def finish(self, upload: Upload) -> dict[str, Any]:
        key = str(uuid.uuid4())
        video = {
            "id": len(self.videos) + 1,
            "uuid": key,
            "shortUUID": key[:8],
            "name": upload.metadata["name"],
            "privacy": {"id": upload.metadata["privacy"]},
            "state": {"id": 2, "label": "To transcode"},
            "duration": 6,
            "previewPath": PREVIEW,
            "streamingPlaylists": [{"id": 1, "type": 1, "playlistUrl": "", "files": []}],
            "looks": 0,
        }
        self.videos[key] = video
        self.received.append(bytes(upload.data))
        upload.done = True
        return video
