"""What is no film is refused with a reason, and no file makes us open another file or address."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.videos.transcoding.made import QUICK
from tests.videos.transcoding.numbered import render, run
from tests.videos.transcoding.test_kinds_of_source import MP4
from videos.adapters.media import (
    EncodeFailed,
    EncodeSettings,
    Limits,
    SourceRefused,
    make_plan,
    probe_source,
    run_job,
)

SECRET = "the canary sings"


class Trap:
    """A file and an address that nobody may open."""

    def __init__(self, folder: Path) -> None:
        self.hits: list[str] = []
        trap = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                trap.hits.append(self.path)
                self.send_error(404)

            do_HEAD = do_GET  # noqa: N815  (the name is http.server's)

            def log_message(self, *_arguments: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/canary.ts"
        self.file = render(folder / "canary.ts", *MP4, "-metadata", f"service_name={SECRET}")

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def trap(tmp_path: Path) -> Iterator[Trap]:
    trap = Trap(tmp_path)
    yield trap
    trap.close()


def texts(trap: Trap) -> dict[str, str]:
    """Files that name others, as ffmpeg's demuxers read them."""
    return {
        "a.m3u8": f"#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n{trap.file}\n#EXTINF:2,\n{trap.url}\n#EXT-X-ENDLIST\n",
        "a.mp4": f"#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:2,\nfile://{trap.file}\n",
        "a.ffconcat": f"ffconcat version 1.0\nfile '{trap.file}'\nfile '{trap.url}'\n",
        "a.mpd": f'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT2S"><Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1"><BaseURL>{trap.url}</BaseURL></Representation></AdaptationSet></Period></MPD>',
        "a.sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n",
        "a.srt": "1\n00:00:00,000 --> 00:00:02,000\nWords\n",
        "a.xspf": f'<?xml version="1.0"?><playlist version="1" xmlns="http://xspf.org/ns/0/"><trackList><track><location>{trap.url}</location></track></trackList></playlist>',
        "a.asx": f'<asx version="3.0"><entry><ref href="{trap.url}"/></entry></asx>',
        "a.rm": f"{trap.url}\n",
        "a.webm": f"<WebMDASHManifest src='{trap.url}'/>",
        "a.svg": f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{trap.url}"/></svg>',
        "%d.png": "no picture",
    }  # fmt: skip


def test_files_that_name_other_files_are_refused_and_followed_nowhere(
    trap: Trap, tmp_path: Path
) -> None:
    for name, text in texts(trap).items():
        source = tmp_path / name
        source.write_text(text)
        with pytest.raises(SourceRefused) as refused:
            probe_source(source, Limits())
        assert refused.value.code == "playlist", name
    assert trap.hits == []


def elsewhere(folder: Path, trap: Trap, kind: bytes) -> Path:
    """A film whose samples, says its data reference, lie in another file."""
    source = render(folder / f"{kind.decode().strip()}.mov", *MP4)
    data = bytearray(source.read_bytes())
    at = data.find(b"url \x00\x00\x00\x01")
    assert at > 0
    place = str(trap.file).encode() if kind == b"alis" else trap.url.encode()
    entry = kind + bytes(4) + place + b"\0"
    grow = len(entry) + 4 - 12
    data[at - 4 : at + 8] = (len(entry) + 4).to_bytes(4, "big") + entry
    for box in (b"dref", b"dinf", b"minf", b"mdia", b"trak", b"moov"):
        here = data.rfind(box, 0, at) - 4
        data[here : here + 4] = (int.from_bytes(data[here : here + 4], "big") + grow).to_bytes(4, "big")  # fmt: skip
    source.write_bytes(data)
    return source


def chapter_lookalike(folder: Path, trap: Trap) -> Path:
    """A Matroska film with an attached playlist."""
    film = render(folder / "film.mp4", *MP4)
    playlist = folder / "attached.m3u8"
    playlist.write_text(f"#EXTM3U\n#EXTINF:2,\n{trap.url}\n")
    target = folder / "attached.mkv"
    run("-i", str(film), "-attach", str(playlist), "-metadata:s:t", "mimetype=application/x-mpegurl", "-c", "copy",
        str(target))  # fmt: skip
    return target


def test_films_with_references_use_their_own_bytes_alone(trap: Trap, tmp_path: Path) -> None:
    sources = [elsewhere(tmp_path, trap, kind) for kind in (b"alis", b"url ")]
    for source in [*sources, chapter_lookalike(tmp_path, trap)]:
        try:
            probe = probe_source(source, Limits())
        except SourceRefused:
            continue
        plan = make_plan(probe, EncodeSettings(**QUICK))
        for job in plan.jobs:
            try:
                run_job(source, probe, plan, job, tmp_path / source.stem / job.key)
            except EncodeFailed:
                continue
    made = [file for folder in ("alis", "url", "attached") for file in (tmp_path / folder).rglob("*") if file.is_file()]  # fmt: skip
    assert all(SECRET.encode() not in file.read_bytes() for file in made)
    assert trap.hits == []


def test_what_is_no_film_is_refused_with_its_reason(tmp_path: Path) -> None:
    empty, noise, words = (tmp_path / name for name in ("empty.mp4", "noise.mp4", "words.mp4"))
    empty.touch()
    noise.write_bytes(bytes(range(256)) * 40)
    words.write_text("Dear diary, " * 50)
    subtitles = tmp_path / "subtitles.mkv"
    (tmp_path / "a.srt").write_text("1\n00:00:00,000 --> 00:00:02,000\nWords\n")
    run("-i", str(tmp_path / "a.srt"), str(subtitles))
    locked = render(tmp_path / "locked.mp4", *MP4, "-encryption_scheme", "cenc-aes-ctr", "-encryption_key", "0" * 32,
        "-encryption_kid", "1" * 32)  # fmt: skip
    codes = {}
    for source in (empty, noise, words, subtitles, locked):
        with pytest.raises(SourceRefused) as refused:
            probe_source(source, Limits())
        codes[source.name] = refused.value.code
    assert codes == {
        "empty.mp4": "empty",
        "noise.mp4": "unreadable",
        "words.mp4": "playlist",
        "subtitles.mkv": "no-streams",
        "locked.mp4": "encrypted",
    }


def test_films_beyond_the_sites_limits_are_refused(tmp_path: Path) -> None:
    source = render(tmp_path / "a.mp4", *MP4)
    for limits, code in (
        (Limits(max_duration_s=1), "too-long"),
        (Limits(max_bytes=1000), "too-large"),
        (Limits(max_pixels=320 * 240 - 1), "too-many-pixels"),
    ):
        with pytest.raises(SourceRefused) as refused:
            probe_source(source, limits)
        assert refused.value.code == code
