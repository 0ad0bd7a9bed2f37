"""What the owner is told about the signal, in words that say what to do."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from live.adapters import partings
from live.ingest import broadcasting, publication
from live.ingest.facts import Facts
from live.ingest.measuring import Signal
from live.models import Broadcast, PublishSession, Stream
from live.services.control_room import Watchdog, signal_event
from live.services.health import LET_GO, advice_for
from live.services.publishing import hear_session, session_ended
from live.services.streams import stop_broadcast
from tests.live.broadcasts import HEALTH, go_live
from tests.live.loop import run


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"key_interval_ms": 4001}, ["key-interval"]),
        ({"audio_codec": ""}, ["no-sound"]),
        ({"video_codec": "hvc1"}, ["codec"]),
        ({"video_codec": "vp06"}, ["codec"]),
        ({"codecs": "avc1.640028"}, []),
        ({"codecs": "avc1.f4001f"}, ["profile"]),
        ({"codecs": "avc1.6e0028"}, ["profile"]),
        ({"fps": 9.0}, ["few-frames"]),
        (
            {"fps": 0.0, "kbps": 0, "quiet_s": 4.0},
            [],
        ),  # nothing comes: its computer is not to blame
        # Sound alone has neither pictures nor keyframes to speak of.
        ({"video_codec": "", "fps": 0.0, "key_interval_ms": 0}, []),
        ({"key_interval_ms": 9000, "audio_codec": ""}, ["key-interval", "no-sound"]),
    ],
)
def test_advice(changes: dict[str, Any], codes: list[str]) -> None:
    found = advice_for(HEALTH | changes, silent_s=1)
    assert [each.code for each in found] == codes
    assert all(each.text.endswith(".") for each in found)


def test_an_unsteady_connection_is_known_by_its_rates() -> None:
    assert not advice_for(HEALTH, silent_s=1, rates_kbps=[2500, 2450, 2600, 2500])
    assert not advice_for(HEALTH, silent_s=1, rates_kbps=[200, 2500])  # too few to tell
    found = advice_for(HEALTH, silent_s=1, rates_kbps=[200, 2500, 300, 2600])
    assert [each.code for each in found] == ["unsteady"]


def test_a_node_measures_for_how_long_nothing_has_come() -> None:
    async def scene() -> None:
        signal, facts, found = Signal(), Facts(bytes_in=10), []
        for more in (0, 0, 0, 1):
            facts.bytes_in += more
            found.append(signal.rates(facts)["quiet_s"])
            signal.at -= 2
        assert found == [0.0, 2.0, 4.0, 0.0]

    run(scene())


@pytest.mark.django_db
def test_the_control_room_hears_of_the_publisher_that_counts(stream: Stream) -> None:
    watchdog = Watchdog()
    assert signal_event(stream.pk, watchdog)["health"] is None
    session = go_live(stream)
    event = signal_event(stream.pk, watchdog)
    assert event["health"] == HEALTH
    assert event["advice"] == []
    assert list(watchdog.rates_kbps) == [2500]
    heard = timezone.now() - timedelta(seconds=8)
    PublishSession.objects.filter(pk=session.pk).update(heard_at=heard)
    event = signal_event(stream.pk, watchdog, "ko")
    assert event["silent_s"] >= 8
    [silent] = event["advice"]
    assert (silent["code"], silent["level"]) == ("silent", "bad")
    # Its node is heard, and has nothing to tell of it.
    hear_session(session=session, health=HEALTH | {"fps": 0.0, "kbps": 0, "quiet_s": 7.5})
    event = signal_event(stream.pk, watchdog)
    assert event["silent_s"] >= 7.5
    assert [each["code"] for each in event["advice"]] == ["silent"]
    # The publisher went away: that is another thing than one who never came, and is said so.
    session_ended(session=session, reason="lost")
    event = signal_event(stream.pk, watchdog, "en")
    assert event["health"] is None
    [stopped] = event["advice"]
    assert (stopped["code"], stopped["level"]) == ("stopped", "bad")
    assert stopped["text"].startswith("Your encoder has stopped sending.")


@pytest.mark.django_db
@pytest.mark.parametrize("reason", [*LET_GO])
def test_why_a_publisher_was_let_go_is_said_for_a_while(stream: Stream, reason: str) -> None:
    session = go_live(stream)
    session_ended(session=session, reason=reason)
    [why] = signal_event(stream.pk, Watchdog(), "ko")["advice"]
    assert (why["code"], why["level"]) == ("let-go", "bad")
    PublishSession.objects.update(ended_at=timezone.now() - timedelta(minutes=11))
    [why] = signal_event(stream.pk, Watchdog(), "ko")["advice"]
    assert why["code"] == "stopped"


def test_nodes_let_publishers_go_with_words_that_are_known() -> None:
    sources = [Path(publication.__file__), Path(broadcasting.__file__)]
    said = re.findall(
        r"raise PublicationFailed\(\s*(.+?)\s*\)", "".join(map(Path.read_text, sources))
    )
    known = {name: value for name, value in vars(partings).items() if name.isupper()}
    assert {*said} == {*known}
    assert {*known.values(), "never-played"} == {*LET_GO}


@pytest.mark.django_db
@pytest.mark.usefixtures("silent_queue")
def test_how_many_watched_is_still_told_when_it_is_over(stream: Stream, freezer: Any) -> None:
    Broadcast.objects.filter(pk=go_live(stream).broadcast_id).update(peak_viewers=7)
    assert stop_broadcast(stream=stream, reason="ended-by-owner")
    event = signal_event(stream.pk, Watchdog())
    assert (event["peak"], event["health"], event["advice"]) == (7, None, [])
    # The page waits for the next one by then.
    freezer.tick(timedelta(hours=13))
    assert signal_event(stream.pk, Watchdog())["peak"] == 0
