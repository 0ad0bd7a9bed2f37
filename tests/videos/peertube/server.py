"""A local HTTP server that answers as a PeerTube 8 instance was seen to answer, traps included.

Only what PIYAKast uses. Its state can be read and bent by tests: `faults` are answers given instead of, or after,
the real ones, once each.
"""

import io
import json
import re
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from PIL import Image

from tests.videos.peertube.instance import BOARD, STORED, FakePeerTube, Fault, Upload

Answer = tuple[int, dict[str, str], bytes]


def _json(status: int, body: Any, **headers: str) -> Answer:
    return status, {"Content-Type": "application/json"} | headers, json.dumps(body).encode()


def _problem(status: int, code: str, detail: str) -> Answer:
    body = {"type": "about:blank", "status": status, "code": code, "detail": detail}
    return _json(status, body)


class Handler(BaseHTTPRequestHandler):
    """One request; routes by "METHOD path"."""

    protocol_version = "HTTP/1.1"
    peertube: FakePeerTube

    def log_message(self, *_args: Any) -> None:
        """Quiet."""

    def _any(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        parts = urlsplit(self.path)
        what = f"{self.command} {parts.path}"
        with self.peertube.lock:
            self.peertube.calls.append(what)
            fault = self._fault(what)
            if fault and not fault.after:
                self._break(fault)
                return
            answer = self._route(
                parts.path, {k: v[0] for k, v in parse_qs(parts.query).items()}, body
            )
        if fault:
            self._break(fault)
            return
        self._send(answer)

    do_GET = do_POST = do_PUT = do_DELETE = _any  # noqa: N815

    def _fault(self, what: str) -> Fault | None:
        for fault in self.peertube.faults:
            marked = f"{what} {self.headers.get('Content-Range', '')}".strip()
            if re.search(fault.when, marked):
                fault.times -= 1
                if not fault.times:
                    self.peertube.faults.remove(fault)
                return fault
        return None

    def _break(self, fault: Fault) -> None:
        if fault.cut:
            self.close_connection = True
            self.connection.close()
            return
        self._send((fault.status, fault.headers, fault.body.encode()))

    def _send(self, answer: Answer) -> None:
        status, headers, body = answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(body)

    def _route(self, path: str, query: dict[str, str], body: bytes) -> Answer:
        routes: list[tuple[str, Callable[..., Answer], bool]] = [
            (r"GET /api/v1/oauth-clients/local", self._client, False),
            (r"POST /api/v1/users/token", self._grant, False),
            (r"GET /api/v1/users/me", self._me, True),
            (r"GET /api/v1/users/me/videos", self._mine, True),
            (r"POST /api/v1/videos/upload-resumable", self._begin, True),
            (r"PUT /api/v1/videos/upload-resumable", self._put, True),
            (r"GET /api/v1/videos/([^/]+)", self._look, True),
            (r"DELETE /api/v1/videos/([^/]+)", self._delete, True),
            (r"POST /api/v1/videos/([^/]+)/transcoding", self._again, True),
            (r"POST /api/v1/videos/([^/]+)/token", self._file_token, True),
            (r"GET /api/v1/videos/([^/]+)/storyboards", self._boards, True),
            (r"GET /lazy-static/.*", self._picture, False),
            (r"GET " + STORED + "/([^/]+)/(.*)", self._media, False),
        ]
        for pattern, handle, signed in routes:
            found = re.fullmatch(pattern, f"{self.command} {path}")
            if found is None:
                continue
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            if signed and token not in self.peertube.access:
                return _problem(401, "invalid_token", "Invalid token: access token is invalid")
            return handle(*found.groups(), query=query, body=body)
        return _problem(404, "not_found", f"no such path {path}")

    def _client(self, **_more: Any) -> Answer:
        if self.headers.get("Host") != self.peertube.host:
            return _problem(403, "", "Getting client tokens for host is forbidden")
        return _json(200, {"client_id": "id", "client_secret": "secret"})

    def _grant(self, *, body: bytes, **_more: Any) -> Answer:
        form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        state = self.peertube
        if form.get("client_id") != "id" or form.get("client_secret") != "secret":
            return _problem(400, "invalid_client", "Invalid client")
        if form["grant_type"] == "password":
            state.logins += 1
            if (form["username"], form["password"]) != (state.user, state.password):
                return _problem(400, "invalid_grant", "User credentials are invalid")
        elif form.get("refresh_token") not in state.refresh:
            return _problem(400, "invalid_grant", "Invalid refresh token")
        # Renewing makes what was there before invalid.
        state.access.clear()
        state.refresh.clear()
        access, refresh = uuid.uuid4().hex, uuid.uuid4().hex
        state.access.add(access)
        state.refresh.add(refresh)
        answer = {
            "token_type": "Bearer",
            "access_token": access,
            "refresh_token": refresh,
            "expires_in": 86399,
            "refresh_token_expires_in": 1209599,
        }
        return _json(200, answer)

    def _me(self, **_more: Any) -> Answer:
        return _json(200, {"id": 7, "videoChannels": [{"id": 12}], "videoQuota": -1})

    def _mine(self, *, query: dict[str, str], **_more: Any) -> Answer:
        # A loose search, as trigrams are: every word that is near counts.
        word = query.get("search", "")[:6].lower()
        rows = [v for v in self.peertube.videos.values() if word in v["name"].lower()]
        return _json(200, {"total": len(rows), "data": rows})

    def _begin(self, *, body: bytes, **_more: Any) -> Answer:
        data = json.loads(body)
        if data.get("channelId") != 12:
            return _problem(404, "", "Unknown video channel for this user")
        if not 3 <= len(data.get("name", "")) <= 120:
            return _problem(400, "invalid-params", "Should have a valid name")
        key = uuid.uuid4().hex
        total = int(self.headers["X-Upload-Content-Length"])
        self.peertube.uploads[key] = Upload(total, data)
        location = f"//{self.peertube.host}/api/v1/videos/upload-resumable?upload_id={key}"
        return _json(201, {}, Location=location)

    def _put(self, *, query: dict[str, str], body: bytes, **_more: Any) -> Answer:
        upload = self.peertube.uploads.get(query.get("upload_id", ""))
        if upload is None:
            return _problem(404, "", "upload not found")
        if upload.done:
            upload.again += 1
            return _problem(422 if upload.again == 1 else 404, "", "already finished")
        span = self.headers["Content-Range"].removeprefix("bytes ").partition("/")[0]
        if span != "*":
            first, last = (int(edge) for edge in span.split("-"))
            if first != len(upload.data) or last - first + 1 != len(body):
                return _problem(409, "", f"expected offset {len(upload.data)}")
            upload.data += body
        if len(upload.data) < upload.total:
            got = {"Range": f"bytes=0-{len(upload.data) - 1}"} if upload.data else {}
            return 308, got, b""
        if self.peertube.spoiled:
            upload.done = True
            return _problem(422, "", "Cannot get metadata from this file")
        video = self.peertube.finish(upload)
        names = ("id", "uuid", "shortUUID")
        return _json(200, {"video": {name: video[name] for name in names}})

    def _look(self, key: str, **_more: Any) -> Answer:
        video = self.peertube.videos.get(key)
        if video is None:
            return _problem(404, "", "Video not found")
        # Each look finds the instance a step further, unless a test has stopped it.
        video["looks"] += 1
        if not video.get("stopped") and video["looks"] > 1:
            self.peertube.add_rendition(video)
        return _json(200, video)

    def _delete(self, key: str, **_more: Any) -> Answer:
        if self.peertube.videos.pop(key, None) is None:
            return _problem(404, "", "Video not found")
        return 204, {}, b""

    def _again(self, key: str, *, body: bytes, **_more: Any) -> Answer:
        if not self.peertube.is_moderator:
            return _problem(403, "", "User is not a moderator")
        if json.loads(body) != {"transcodingType": "hls", "forceTranscoding": True}:
            return _problem(400, "invalid-params", "Should have a valid type")
        video = self.peertube.videos[key]
        video["state"] = {"id": 2, "label": "To transcode"}
        video["stopped"] = False
        return 204, {}, b""

    def _file_token(self, key: str, **_more: Any) -> Answer:
        token = uuid.uuid4().hex
        self.peertube.file_tokens.add(f"{key}:{token}")
        expires = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(time.time() + 8 * 3600))
        return _json(200, {"files": {"token": token, "expires": expires}})

    def _boards(self, _key: str, **_more: Any) -> Answer:
        row = {
            "storyboardPath": BOARD,
            "totalWidth": 384,
            "totalHeight": 108,
            "spriteWidth": 192,
            "spriteHeight": 108,
            "spriteDuration": 3,
        }
        return _json(200, {"storyboards": [row] if self.peertube.storyboard_ready else []})

    def _picture(self, **_more: Any) -> Answer:
        data = io.BytesIO()
        Image.new("RGB", (384, 108), "navy").save(data, "JPEG")
        return 200, {"Content-Type": "image/jpeg"}, data.getvalue()

    def _media(self, key: str, name: str, *, query: dict[str, str], **_more: Any) -> Answer:
        token = query.get("videoFileToken", "")
        if f"{key}:{token}" not in self.peertube.file_tokens:
            return _problem(401, "", "Cannot get the file without a token")
        video = self.peertube.videos[key]
        # Only with this do the playlists below know the token too.
        more = (
            f"?videoFileToken={token}&reinjectVideoFileToken=true"
            if query.get("reinjectVideoFileToken")
            else ""
        )
        if name in self.peertube.media:
            return self._file(name, self.peertube.media[name].replace(b"{token}", more.encode()))
        lines = ["#EXTM3U", "#EXT-X-VERSION:7"]
        for each in video["streamingPlaylists"][0]["files"]:
            lines += [
                f"#EXT-X-STREAM-INF:BANDWIDTH=100000,RESOLUTION={each['width']}x{each['height']}",
                f"{each['height']}.m3u8{more}",
            ]
        return 200, {"Content-Type": "application/x-mpegurl"}, "\n".join(lines).encode()

    def _file(self, name: str, data: bytes) -> Answer:
        playlist = name.endswith(".m3u8")
        headers = {"Content-Type": "application/x-mpegurl" if playlist else "video/mp4"}
        asked = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
        if asked is None:
            return 200, headers, data
        first, last = int(asked[1]), min(int(asked[2]), len(data) - 1)
        headers["Content-Range"] = f"bytes {first}-{last}/{len(data)}"
        return 206, headers, data[first : last + 1]


@contextmanager
def running_peertube() -> Iterator[FakePeerTube]:
    """The instance, listening on a free port of this machine."""
    state = FakePeerTube()
    handler = type("Bound", (Handler,), {"peertube": state})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    state.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
