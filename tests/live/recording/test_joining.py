"""What sessions left is joined so that every rendition has the same stretches, whatever each session lacked."""

import pytest

from live.adapters.manifest import Manifest, RunLog, TrackLog
from live.services.recording.joining import join_sessions
from videos.adapters.media.playlists import media_playlist


def run(number: int, count: int, *, first: int = 0, init: str = "init.mp4") -> RunLog:
    at = f"2026-03-01T12:{number:02d}:00.000+00:00"
    return RunLog(number, init, first, at, [2.0] * count, [1000] * count)


def init_of(width: int, height: int) -> bytes:
    """As much of a moov as names the size and the codec."""
    entry = b"avc1" + bytes(24) + width.to_bytes(2, "big") + height.to_bytes(2, "big")
    return b"stsd" + entry + bytes(50) + b"avcC\x01\x64\x00\x1f"


def read(name: str) -> bytes:
    sizes = {"source": (1280, 720), "480p": (854, 480)}
    return init_of(*sizes.get(name.split("/")[1], (0, 0)))


def test_a_rung_that_a_session_lacks_is_played_from_its_source() -> None:
    first = Manifest({"source": TrackLog(30.0, [run(0, 3)]), "480p": TrackLog(30.0, [run(0, 3)]), "audio": TrackLog(0.0, [run(0, 3)])}, ended=True)  # fmt: skip
    second = Manifest({"source": TrackLog(30.0, [run(0, 2)]), "audio": TrackLog(0.0, [run(0, 2)])}, ended=True)  # fmt: skip
    joined = join_sessions([("0/", first), ("1/", second)], read)
    rungs = {rung.name: rung for rung in joined.rungs}
    assert set(rungs) == {"720p", "480p", "audio"}
    assert [piece.folder for piece in rungs["480p"].pieces] == ["0/480p/", "1/source/"]
    assert [piece.folder for piece in rungs["audio"].pieces] == ["0/audio/", "1/audio/"]
    assert {len(rung.lengths) for rung in rungs.values()} == {5}
    assert [(offset, length) for _, offset, length in joined.timeline] == [(0.0, 6.0), (6.0, 4.0)]
    assert rungs["720p"].peak_bps == 4000
    assert rungs["720p"].codecs == "avc1.64001f"


def test_lives_of_the_packager_are_pieces_with_their_own_init() -> None:
    track = TrackLog(25.0, [run(0, 3), run(1, 4, first=3, init="init_1.mp4")])
    joined = join_sessions([("0/", Manifest({"source": track}, ended=True))], read)
    (rung,) = joined.rungs
    text = media_playlist(
        rung.lengths, url=lambda name: f"../{name}", complete=True, target_s=2, pieces=rung.pieces
    )
    lines = text.splitlines()
    cut = lines.index("#EXT-X-DISCONTINUITY")
    assert lines[cut + 1] == '#EXT-X-MAP:URI="../0/source/init_1.mp4"'
    assert lines[cut + 3] == "../0/source/seg_00003.m4s"
    assert lines[-1] == "#EXT-X-ENDLIST"


def test_a_stretch_without_a_picture_is_left_out_where_others_have_one() -> None:
    seen = Manifest({"source": TrackLog(30.0, [run(0, 3)]), "audio": TrackLog(0.0, [run(0, 3), run(1, 1, first=3)])}, ended=True)  # fmt: skip
    joined = join_sessions([("0/", seen)], read)
    assert {len(rung.pieces) for rung in joined.rungs} == {1}
    assert len(joined.timeline) == 1


def test_what_is_nothing_joins_to_nothing() -> None:
    empty = Manifest({"source": TrackLog(0.0, [run(0, 0)])}, ended=True)
    assert join_sessions([("0/", empty), ("1/", Manifest())], read).rungs == []


def test_rungs_are_named_by_what_they_are_where_sessions_were_of_different_sizes() -> None:
    def log(count: int) -> TrackLog:
        return TrackLog(30.0, [run(0, count)])

    def size(name: str) -> bytes:
        if name.startswith("0/"):
            return read(name)
        return init_of(*{"1": (640, 360), "2": (1080, 1920)}[name[0]])

    large = Manifest({"source": log(2), "480p": log(2), "240p": log(2)}, ended=True)
    # The longest had a small picture, and a telephone held upright was on for a moment.
    small, upright = (Manifest({"source": log(count)}, ended=True) for count in (9, 1))
    joined = join_sessions([("0/", large), ("1/", small), ("2/", upright)], size)
    assert [rung.name for rung in joined.rungs] == ["720p", "240p", "480p"]
    assert (joined.rungs[0].width, joined.rungs[0].height) == (1280, 720)
    assert (joined.rungs[2].width, joined.rungs[2].height) == (854, 480)


def test_sources_of_the_same_height_have_names_of_their_own() -> None:
    tracks = {"source": TrackLog(30.0, [run(0, 2)]), "480p": TrackLog(30.0, [run(0, 2)])}
    joined = join_sessions([("0/", Manifest(tracks, ended=True))], lambda _: init_of(854, 480))
    assert sorted(rung.name for rung in joined.rungs) == ["480p", "720p"]


def test_a_manifest_is_read_as_it_was_written() -> None:
    manifest = Manifest({"source": TrackLog(29.97, [run(0, 3)])}, ended=True)
    assert Manifest.from_bytes(manifest.as_bytes()) == manifest


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\xff", b'{"tracks": 5, "ended": true}'])
def test_what_is_no_manifest(data: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Manifest.from_bytes(data)
