"""Nothing that axe knows is wrong with the pages of live, in both themes, on a desk and in a hand; none scrolls sideways or breaks its policy."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from django.conf import LazySettings
from playwright.sync_api import BrowserContext, Page

from accounts.models import Channel, User
from live.models import Stream
from tests.live.broadcasts import NODE, go_live, past_broadcast, soon
from tests.live.factories import StreamFactory
from tests.live.pages.js_cases import CASES
from tests.look.conftest import open_context
from tests.look.test_js_units import page, wrong
from tests.look.visiting import LOOKS, is_phone, visit

__all__ = ["open_context", "page"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenContext = Callable[..., BrowserContext]

PUBLIC = [
    "/live",
    "/",
    "/@creator/live",
    "/search?q=creator",
    "/live/{waiting}",
    "/live/{live}",
    "/live/{ended}",
    "/live/{password}",
    "/embed/live/{waiting}",
    "/embed/live/{password}",
]
# How wide the picture of a row is, whether what one can do stands at the row's end, and whether badges keep to their column.
COLUMNS = """rows => rows.map((row) => {
  const edge = (name, part = row.querySelector(name)) => part.getBoundingClientRect();
  const fits = [...row.querySelectorAll('.badge')].every((each) => edge('', each).right <= edge('.studio-item__state').right);
  return [edge('.studio-item__thumb').width, row.getBoundingClientRect().right - edge('.studio-item__links').right < 30, fits];
})"""
OWN = [
    "/live/{test}",
    "/studio/live/",
    "/studio/live/new/",
    "/studio/live/{live}/",
    "/studio/live/{waiting}/",
    "/studio/live/{waiting}/details/",
    "/studio/live/{waiting}/remove/",
]


@pytest.fixture
def ids(channel: Channel, moderator: User, settings: LazySettings) -> dict[str, str]:
    """Streams in every state, by the name that the addresses use."""
    policy = deepcopy(settings.CONTENT_SECURITY_POLICY)
    policy["DIRECTIVES"]["connect-src"].append(NODE)
    settings.CONTENT_SECURITY_POLICY = policy
    long = "A title as long as titles may be, about bread, butter and everything else that goes onto a table"
    made: dict[str, Stream] = {
        "waiting": StreamFactory(channel=channel, title=long, starts_at=soon(days=2)),
        "live": StreamFactory(channel=channel, title="On air", description="Words. " * 90, tags=["bread"]),
        "ended": StreamFactory(channel=channel, title="Over"),
        "password": StreamFactory(channel=channel, privacy="password", password="x"),
        "test": StreamFactory(channel=channel, is_test=True),
    }  # fmt: skip
    go_live(made["live"])
    past_broadcast(made["ended"], ended_at=soon(hours=-1))
    return {name: stream.public_id for name, stream in made.items()}


@pytest.mark.parametrize(("theme", "width"), LOOKS)
def test_public_pages(
    open_context: OpenContext, ids: dict[str, str], theme: str, width: int
) -> None:
    found = visit(open_context(theme, width).new_page(), PUBLIC, ids)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("theme", "width"), LOOKS)
def test_pages_of_a_creator(
    open_context: OpenContext,
    ids: dict[str, str],
    creator: User,
    sign_in: Any,
    live_server: Any,
    theme: str,
    width: int,
) -> None:
    context = open_context(theme, width)
    cookie = sign_in(creator).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    found = visit(page, OWN, ids, most_shift=0.1)
    assert not found, "\n".join(found)
    page.goto("/studio/live/")
    columns = page.locator(".studio-item").evaluate_all(COLUMNS)
    assert columns == [[124 if is_phone(page) else 144, True, True]] * len(ids)


def test_modules_answer_as_they_say(page: Page) -> None:
    cases = ((module, *case) for module, known in CASES.items() for case in known)
    assert not wrong(page, cases)


def test_a_camera_does_not_wait_for_a_line_that_is_gone(page: Page) -> None:
    # Such a socket is never closed; nor may a page that the browser rarely wakes take a late question for silence.
    lost = page.evaluate(
        """async () => {
          const { CameraLink } = await import('piyakast/lib/live/camera-link.js');
          const real = [globalThis.WebSocket, globalThis.setInterval, Date.now];
          let now = 1e6, socket, ask, lost = 0;
          globalThis.WebSocket = class extends EventTarget {
            static OPEN = 1;
            readyState = 1;
            sent = [];
            constructor() { super(); socket = this; }
            send(what) { this.sent.push(what); }
            close() {}
          };
          globalThis.setInterval = (call) => { ask = call; };
          Date.now = () => now;
          const link = new CameraLink('/x', null, 'video/webm');
          link.addEventListener('lost', () => { lost += 1; });
          const after = (ms) => { now += ms; ask?.(); return lost; };
          const hear = () => socket.dispatchEvent(new MessageEvent('message', { data: '{"type": "pong"}' }));
          const seen = [after(5000)];
          hear();
          seen.push(after(60000));
          hear();
          seen.push(after(60000), after(5000), after(11000));
          link.stop();
          [globalThis.WebSocket, globalThis.setInterval, Date.now] = real;
          return [seen, socket.sent.length];
        }"""
    )
    assert lost == [[0, 0, 0, 0, 1], 2]
