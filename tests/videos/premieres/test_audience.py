"""Who is counted at a premiere, and what one machine can make of that."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.videos.premieres.conftest import MakePremiere
from videos.models import Video
from videos.services.premieres import audience

pytestmark = pytest.mark.django_db


def attend(client: Client, video: Video, agent: str, address: str = "192.0.2.1") -> int:
    answer = client.post(
        f"/api/v1/videos/{video.public_id}/premiere",
        headers={"User-Agent": agent, "X-Forwarded-For": f"198.51.100.9, {address}"},
    )
    assert answer.status_code == 200
    return int(answer.json()["viewers"])


@pytest.fixture(autouse=True)
def behind_a_proxy(settings: LazySettings) -> None:
    settings.TRUSTED_PROXY_COUNT = 1


def test_each_person_is_counted_once(
    make_premiere: MakePremiere, actors: dict[str, Client]
) -> None:
    video = make_premiere()
    fan = actors["stranger"]
    assert attend(fan, video, "Firefox") == 1
    assert attend(fan, video, "Chromium", "192.0.2.7") == 1, "their second tab, their telephone"
    assert attend(Client(), video, "Firefox") == 2
    assert attend(Client(), video, "Firefox") == 2
    assert attend(Client(), video, "Chromium") == 3
    assert attend(Client(), video, "Firefox", "192.0.2.2") == 4


def test_a_machine_that_invents_browsers_is_no_more_than_a_full_household(
    make_premiere: MakePremiere,
) -> None:
    video, other = make_premiere(), make_premiere()
    machine = Client()
    counts = [attend(machine, video, f"Browser/{number}") for number in range(200)]
    assert counts[-1] <= audience.MOST_PER_HOUSEHOLD
    # A /64 is one household, whatever addresses it takes.
    more = [attend(machine, other, f"Browser/{n}", f"2001:db8::{n:x}") for n in range(200)]
    assert more[-1] <= audience.MOST_PER_HOUSEHOLD
    # Others are counted beside it.
    assert attend(Client(), video, "Firefox", "192.0.2.2") == counts[-1] + 1


def test_asking_how_it_stands_counts_nobody(make_premiere: MakePremiere, freezer: Any) -> None:
    video = make_premiere()
    assert Client().get(f"/api/v1/videos/{video.public_id}/premiere").json()["viewers"] == 0
    freezer.move_to("2026-11-26 09:30:00+00:00")
    assert attend(Client(), video, "Firefox") == 0, "it is over"
