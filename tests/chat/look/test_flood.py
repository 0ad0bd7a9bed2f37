"""A room in which ten thousand messages are said: what is kept of them, and what one may do meanwhile."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from chat.models import Room
from tests.chat.look.acting import PATIENCE_MS, is_in, messages
from tests.chat.look.conftest import Join

pytestmark = pytest.mark.django_db(transaction=True)

YOU = {"id": "me", "handle": "me", "name": "Me", "role": "viewer", "can_write": True, "why": "", "code": "", "until": None, "acts": [], "locale": "en"}  # fmt: skip
RULES = {"slow_s": 0, "followers_only": False, "follower_age_s": 0, "emote_only": False, "unique_only": False,
         "read_only": False, "links": "moderators", "hold": "some", "people": "few", "raid_guard": False, "raid_until": None}  # fmt: skip
BURST, BURSTS = 50, 200
NEWEST = "([...document.querySelectorAll('[data-messages] > li')].at(-1)?.entry.seq ?? 0)"
# What the browser does meanwhile: most rows at any frame, frames, and tasks that kept it busy for long.
WATCH = """() => {
  window.watched = { most: 0, frames: 0, tasks: [] };
  new PerformanceObserver((list) => watched.tasks.push(...list.getEntries().map((each) => each.duration))).observe({ type: 'longtask' });
  const look = () => {
    watched.frames += 1;
    watched.most = Math.max(watched.most, document.querySelectorAll('[data-messages] > li').length);
    requestAnimationFrame(look);
  };
  look();
}"""


def said(seq: int) -> dict[str, Any]:
    by = {"id": f"u{seq % 40}", "handle": f"p{seq % 40}", "name": f"Person {seq % 40}", "avatar": "", "badges": [], "colour": seq % 12}  # fmt: skip
    return {"t": "message", "seq": seq, "id": seq, "cid": f"c{seq}", "at": 1_790_000_000_000 + seq, "by": by, "text": f"message {seq} of very many",
            "emotes": [], "mentions": [], "reply": None, "offset_s": None}  # fmt: skip


class Line:
    """A server that says what the test wants, at the protocol's own seam."""

    def __init__(self, page: Page) -> None:
        self.socket: WebSocketRoute | None = None
        page.route_web_socket("**/ws/chat/**", self._greet)

    def _greet(self, socket: WebSocketRoute) -> None:
        self.socket = socket
        room = {"id": "r", "title": "x", "seq": 0, "beside": "stream", "rules": RULES, "pinned": None, "poll": None, "viewers": 1}  # fmt: skip
        self.say({"t": "hello", "room": room, "you": YOU, "seq": 0, "skipped": False})

    def say(self, *events: dict[str, Any]) -> None:
        assert self.socket
        self.socket.send(json.dumps(events))


def test_ten_thousand_messages(join: Join, room: Room) -> None:
    page = join(None, room, address="/accounts/login/")
    line = Line(page)
    page.goto(f"/chat/{room.public_id}/popout")
    is_in(page)
    page.evaluate(WATCH)
    for burst in range(BURSTS):
        first = burst * BURST + 1
        line.say(*(said(seq) for seq in range(first, first + BURST)))
    last = BURST * BURSTS
    page.wait_for_function(f"() => {NEWEST} === {last}", timeout=PATIENCE_MS * 10)
    # No more than what a screen could ever show, at any moment; drawn frame by frame, not in one long pause.
    most, frames, tasks = page.evaluate("[watched.most, watched.frames, watched.tasks]")
    # How long depends on the machine: for whoever reads it with `pytest -s`.
    print(
        f"{frames} frames, {len(tasks)} tasks over 50 ms, the longest {max(tasks, default=0):.0f}"
    )
    assert most <= 200
    assert frames > 5
    assert page.evaluate("document.querySelector('piyak-chat').querySelectorAll('*').length") < 3000
    scroller = page.locator("[data-scroller]")
    gap = "each => each.scrollHeight - each.clientHeight - each.scrollTop"
    assert scroller.evaluate(gap) < 4

    # Somebody who reads further up is left in peace, and told what came.
    scroller.hover()
    page.mouse.wheel(0, -600)
    expect(scroller).to_have_attribute("data-paused", "")
    top = messages(page).first.evaluate("each => each.entry.seq")
    line.say(*(said(last + n) for n in range(1, 31)))
    more = page.get_by_role("button", name="30 new messages")
    expect(more).to_be_visible()
    assert messages(page).first.evaluate("each => each.entry.seq") == top
    assert page.evaluate(NEWEST) == last
    more.click()
    page.wait_for_function(f"() => {NEWEST} === {last + 30}", timeout=PATIENCE_MS)
    expect(more).to_be_hidden()
    assert scroller.evaluate(gap) < 4

    # Spoken: a few sentences for ten thousand messages, never a queue of them.
    expect(page.locator("[data-speech]")).to_contain_text("new messages")
    # A person's words go wherever they are; so do quotes of them.
    line.say(said(last + 31) | {"reply": {"id": last + 30, "name": "x", "text": "quoted words"}})
    page.wait_for_function(f"() => {NEWEST} === {last + 31}", timeout=PATIENCE_MS)
    line.say({"t": "removed", "seq": last + 32, "at": 0, "ids": [last + 30], "user": None})
    expect(page.get_by_text("quoted words")).to_have_count(0)
    expect(page.get_by_text(f"message {last + 30} of")).to_have_count(0)
    # Whoever has left the site leaves no name behind, not even in quotes; answers of others stay.
    quote = messages(page).last.locator(".chat-message__quote")
    expect(quote).to_contain_text("@x")
    line.say({"t": "removed", "seq": last + 33, "at": 0, "ids": [last + 30], "user": f"u{(last + 30) % 40}", "left": True})  # fmt: skip
    expect(quote).not_to_contain_text("@x")
    expect(messages(page).filter(has_text=f"Person {(last + 30) % 40}")).to_have_count(0)
    expect(messages(page).last).to_contain_text(f"message {last + 31} of")
    line.say({"t": "cleared", "seq": last + 34, "at": 0})
    expect(messages(page)).to_have_count(1)
    expect(messages(page)).to_contain_text("cleared the chat")
