"""A webhook whose server hangs takes nobody else's place: the workers have mail to send, and recordings to finish."""

from collections.abc import Callable

import pytest

from chat.adapters import hooks as adapter
from chat.models import Delivery, Hook, Room
from chat.services.hook_pace import MOST_AT_ONCE
from chat.services.hook_posts import deliver

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("silent_queue")]
Answer = Callable[[], str]


@pytest.fixture
def hook(room: Room) -> Hook:
    return Hook.objects.create(channel=room.channel, url="https://hook.example/", kinds=["message"])


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Deliveries that are rung for at once."""
    found: list[int] = []

    def ring(_task: str, *, delivery_id: int, delay_s: float = 0) -> None:
        if not delay_s:
            found.append(delivery_id)

    monkeypatch.setattr("chat.services.hook_posts.enqueue", ring)
    return found


def waiting(hook: Hook, count: int, **facts: bool) -> list[int]:
    body = {"room": "r", "events": [], **facts}
    return [Delivery.objects.create(hook=hook, body=body).pk for _n in range(count)]


def answers(monkeypatch: pytest.MonkeyPatch, answer: Answer) -> list[str]:
    """Addresses that were posted to."""
    posted: list[str] = []

    def post(url: str, _body: bytes, _headers: object) -> str:
        posted.append(url)
        return answer()

    monkeypatch.setattr(adapter, "post", post)
    return posted


def hang() -> str:
    raise adapter.NoAnswer("TimeoutError")


def test_what_hung_is_not_waited_for_again_at_once(
    hook: Hook, monkeypatch: pytest.MonkeyPatch, rung: list[int]
) -> None:
    posted = answers(monkeypatch, hang)
    first, second, third = waiting(hook, 3)
    deliver(delivery_id=first)
    deliver(delivery_id=second)
    assert len(posted) == 1
    # It counts as an attempt: an address that is dead is given up as early as before.
    assert list(Delivery.objects.order_by("pk").values_list("state", "attempts", "answer")) == [
        ("waiting", 1, "TimeoutError")
    ] * 2 + [("waiting", 0, "")]
    assert rung[-1] == third

    # Whoever has mended it tries, and all goes on.
    posted = answers(monkeypatch, lambda: "HTTP 200")
    deliver(delivery_id=waiting(hook, 1, test=True)[0])
    deliver(delivery_id=third)
    assert len(posted) == 2


def test_one_address_takes_few_workers(
    hook: Hook, monkeypatch: pytest.MonkeyPatch, rung: list[int]
) -> None:
    most = MOST_AT_ONCE + 2
    rest = waiting(hook, most)

    def meanwhile() -> str:
        if rest:
            deliver(delivery_id=rest.pop())
        return "HTTP 200"

    posted = answers(monkeypatch, meanwhile)
    deliver(delivery_id=rest.pop())
    assert len(posted) == MOST_AT_ONCE
    # What found no place is rung for by what came back.
    left = Delivery.objects.filter(state="waiting")
    assert set(rung) <= {each.pk for each in left}
    while (again := left.first()) is not None:
        assert again.pk in rung
        deliver(delivery_id=again.pk)
    assert len(posted) == most
