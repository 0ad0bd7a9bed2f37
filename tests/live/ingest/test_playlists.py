"""The texts that players of a live stream read, as RFC 8216bis writes them."""

from datetime import UTC, datetime, timedelta

import pytest

from live.adapters.hls import LivePlaylist, Part, Segment, Timing

BEGAN = datetime(2026, 3, 1, 12, tzinfo=UTC)


def filled(
    seconds: float, *, window_s: float = 3600, low_latency: bool = True, part_s: float = 0.5
) -> tuple[LivePlaylist, list[Segment]]:
    """A playlist after `seconds` of parts with a keyframe every two; and what it has dropped."""
    playlist = LivePlaylist(Timing(2.0, part_s, low_latency, window_s))
    dropped: list[Segment] = []
    add(playlist, 0, seconds, part_s, dropped)
    return playlist, dropped


def add(
    playlist: LivePlaylist, start: float, seconds: float, part_s: float, dropped: list[Segment]
) -> None:
    for number in range(round(seconds / part_s)):
        at = start + number * part_s
        part = Part(b"x" * 10, part_s, independent=at % 2 == 0)
        if playlist.add(part, BEGAN + timedelta(seconds=at)):
            dropped += playlist.drop_old()


def lines(playlist: LivePlaylist, *, skip: bool = False) -> list[str]:
    return playlist.text(skip=skip).splitlines()


def test_segments_parts_and_the_hint_of_what_comes_next() -> None:
    playlist, _ = filled(5)
    text = lines(playlist)
    assert "#EXT-X-TARGETDURATION:2" in text
    assert "#EXT-X-PART-INF:PART-TARGET=0.50050" in text
    assert "CAN-BLOCK-RELOAD=YES" in playlist.text()
    assert [line for line in text if line.endswith(".m4s")] == ["seg_00000.m4s", "seg_00001.m4s"]
    assert text[-2].endswith('URI="part_00002_1.m4s"')
    assert text[-1] == '#EXT-X-PRELOAD-HINT:TYPE=PART,URI="part_00002_2.m4s"'
    assert sum("INDEPENDENT=YES" in line for line in text) == 3
    assert "#EXT-X-PROGRAM-DATE-TIME:2026-03-01T12:00:02.000Z" in text
    hold = next(line for line in text if "PART-HOLD-BACK" in line)
    assert "PART-HOLD-BACK=1.500" in hold  # at least three part targets


def test_the_window_is_as_long_as_the_stream_lets_viewers_go_back() -> None:
    playlist, dropped = filled(60, window_s=20)
    text = lines(playlist)
    kept = sum(line == "#EXTINF:2.000000," for line in text)
    assert 20 <= 2 * kept <= 24
    assert [each.number for each in dropped] == list(range(len(dropped)))
    assert f"#EXT-X-MEDIA-SEQUENCE:{len(dropped)}" in text
    assert not any(line.startswith("#EXT-X-PLAYLIST-TYPE") for line in text)


def test_a_delta_update_leaves_out_what_the_player_has() -> None:
    playlist, _ = filled(120)
    whole, delta = lines(playlist), lines(playlist, skip=True)
    skipped = next(line for line in delta if line.startswith("#EXT-X-SKIP"))
    count = int(skipped.partition("=")[2])
    names = [line for line in whole if line.startswith("seg_")]
    assert [line for line in delta if line.startswith("seg_")] == names[count:]
    assert len(names) - count >= 6  # six target durations may not be skipped
    assert "#EXT-X-VERSION:9" in delta
    assert len(delta) < len(whole) / 2


def test_a_new_run_is_a_discontinuity_with_its_own_init() -> None:
    playlist, dropped = filled(6, window_s=10)
    playlist.begin("init_1.mp4", gap=True)
    add(playlist, 6, 20, 0.5, dropped)
    text = lines(playlist)
    assert "#EXT-X-DISCONTINUITY-SEQUENCE:1" in text
    assert '#EXT-X-MAP:URI="init_1.mp4"' in text
    assert '#EXT-X-MAP:URI="init.mp4"' not in text


def test_a_gap_is_counted_when_its_mark_is_gone() -> None:
    playlist, dropped = filled(6, window_s=10)
    playlist.begin("init_1.mp4", gap=True)
    add(playlist, 6, 10, 0.5, dropped)
    while playlist.segments[0].number < 3:
        add(playlist, 2 * playlist.next_number, 2, 0.5, dropped)
    text = lines(playlist)
    assert "#EXT-X-MEDIA-SEQUENCE:3" in text
    assert text.count("#EXT-X-DISCONTINUITY") == 1
    assert not any(line.startswith("#EXT-X-DISCONTINUITY-SEQUENCE") for line in text)


def test_what_is_hidden_is_in_no_playlist_and_the_first_after_it_is_waited_for() -> None:
    playlist, dropped = filled(61, window_s=3600)
    moment = BEGAN + timedelta(seconds=60.7)
    gone = playlist.hide_before(moment)
    assert [each.number for each in gone] == list(range(30))
    # The segment that is being made began before that moment.
    text = lines(playlist)
    assert "#EXT-X-MEDIA-SEQUENCE:31" in text
    assert not [line for line in text if line.endswith(".m4s") or line.startswith("#EXT-X-PART:")]
    assert text[-1] == '#EXT-X-PRELOAD-HINT:TYPE=PART,URI="part_00031_0.m4s"'
    assert not any(playlist.keeps(number) for number in range(30))
    assert not playlist.has(30, 1)

    add(playlist, 61, 2.5, 0.5, dropped)
    assert [each.number for each in dropped] == [30]
    assert not playlist.has(30, None)  # over, and nothing to show yet
    assert 'URI="part_00031_2.m4s"' in playlist.text()
    assert not playlist.keeps(30)

    add(playlist, 63.5, 56.5, 0.5, dropped)
    assert playlist.has(31, None)
    for text in (lines(playlist), lines(playlist, skip=True)):
        assert "#EXT-X-MEDIA-SEQUENCE:31" in text
    whole, delta = lines(playlist), lines(playlist, skip=True)
    names = [line for line in whole if line.startswith("seg_")]
    assert names[0] == "seg_00031.m4s"
    skipped = next(line for line in delta if line.startswith("#EXT-X-SKIP"))
    assert [line for line in delta if line.startswith("seg_")] == names[
        int(skipped.partition("=")[2]) :
    ]
    assert len(dropped) == 1


def test_a_publisher_whose_clock_is_behind_is_shown_within_half_a_minute() -> None:
    playlist, dropped = filled(61, window_s=3600)
    playlist.hide_before(BEGAN + timedelta(hours=1))
    add(playlist, 61, 28, 0.5, dropped)
    assert not playlist.has(44, None)
    add(playlist, 89, 5, 0.5, dropped)
    # Fifteen segments came after it was said; the sixteenth is shown, whatever its clock says.
    assert playlist.segments[0].number == 45
    assert playlist.has(45, None)
    assert "seg_00045.m4s" in lines(playlist)
    assert not playlist.keeps(44)


def test_a_moment_before_everything_hides_nothing() -> None:
    playlist, _ = filled(21)
    before = playlist.text()
    assert playlist.hide_before(BEGAN) == []
    assert playlist.text() == before


def test_waiting_ends_with_the_part_that_was_asked_for() -> None:
    playlist, _ = filled(5)
    assert playlist.has(2, 1)
    assert not playlist.has(2, 2)
    assert playlist.has(1, None)
    assert not playlist.has(2, None)
    assert playlist.too_far(5)
    assert not playlist.too_far(4)
    playlist.end()
    assert playlist.has(9, 9)
    assert lines(playlist)[-1] == "#EXT-X-ENDLIST"
    assert "PRELOAD" not in playlist.text()


def test_without_low_latency_there_are_no_parts() -> None:
    playlist, _ = filled(20, low_latency=False, part_s=1.0)
    assert "PART" not in playlist.text()
    assert "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,HOLD-BACK=6.000\n" in playlist.text()


@pytest.mark.parametrize("interval", [5.0, 11.0])
def test_keyframes_that_are_far_apart_make_longer_segments(interval: float) -> None:
    playlist = LivePlaylist(Timing(2.0, 1.0, True, 600))
    for number in range(60):
        part = Part(b"x", 1.0, independent=number % interval == 0)
        playlist.add(part, BEGAN + timedelta(seconds=number))
    assert f"#EXT-X-TARGETDURATION:{round(interval)}" in lines(playlist)
    assert {each.duration_s for each in playlist.segments} == {interval}
