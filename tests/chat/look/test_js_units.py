"""The browser code of chat that touches no page, asked in a real browser."""

import pytest
from playwright.sync_api import Page

from tests.chat.look.js_cases import CASES
from tests.look.test_js_units import page, wrong

__all__ = ["page"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_modules_answer_as_they_say(page: Page) -> None:
    cases = ((module, *case) for module, known in CASES.items() for case in known)
    assert not wrong(page, cases)


def test_the_guard_against_raids_is_over_when_its_time_is(page: Page) -> None:
    # Nothing else tells the line: no rules, no greeting.
    seen = page.evaluate(
        """async () => {
          const { RuleLine } = await import('piyakast/components/chat/rule-words.js');
          const element = document.createElement('p');
          const line = new RuleLine(element);
          line.show({ slow_s: 0, raid_until: Date.now() + 1000 });
          const before = [element.hidden, element.textContent];
          const changed = new Promise((resolve) => new MutationObserver(resolve).observe(element, { attributes: true }));
          await Promise.race([changed, new Promise((resolve) => setTimeout(resolve, 30000))]);
          return [...before, element.hidden, element.textContent];
        }"""
    )
    assert seen == [False, "Guard against raids is at work", True, ""]


# A list with what it needs of a room; `seen` is what stands in it, `come` adds messages and waits until they do.
LIST = """
  const { MessageList, MOST } = await import('piyakast/components/chat/list.js');
  const { MessageMaker } = await import('piyakast/components/chat/message.js');
  const root = document.createElement('div');
  root.innerHTML = '<div data-scroller><p data-empty></p><ol data-messages></ol></div><button data-more><span data-more-text></span></button>';
  document.body.append(root);
  const list = new MessageList(root, new MessageMaker({ replay: %s }));
  const by = { id: 'u', handle: 'u', name: 'U', avatar: '', badges: [], colour: 1 };
  const said = (seq, at) => ({ t: 'message', seq, id: seq, at: Date.parse(at), by, text: String(seq), emotes: [], mentions: [] });
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const come = async (...entries) => { for (const each of entries) list.push(each); await frame(); while (list.waiting.size) await frame(); };
  const seen = () => [...list.items].map((item) => (item.querySelector('.chat-message__text') ?? item).textContent);
"""


def test_days_are_told_apart_in_the_readers_own_time(page: Page) -> None:
    # In New York, where this browser is, the 26th ends at five in the morning of Greenwich.
    page.clock.set_fixed_time("2026-11-27T04:30:00Z")
    found = page.evaluate(
        f"""async () => {{
          {LIST % "false"}
          await come(said(1, '2025-12-31T23:00:00Z'), said(2, '2026-11-26T04:59:00Z'), said(4, '2026-11-26T05:01:00Z'), said(5, '2026-11-27T04:30:00Z'));
          const history = seen();
          const heading = document.querySelector('.chat-day h3 > time').dateTime;
          list.restore([said(3, '2026-11-26T05:00:30Z')]);
          await come(said(6, '2026-11-27T05:00:00Z'));
          const after = seen();
          list.note('cleared');
          await frame();
          list.clear();
          await come(said(7, '2026-11-27T04:40:00Z'));
          const today = seen();
          await come(said(8, '2026-11-27T06:00:00Z'));
          const midnight = seen();
          // A flood of an earlier day: no more rows than ever, and the day still stands above them.
          list.clear();
          await come(...Array.from({{ length: 3 * MOST }}, (_, n) => said(n, '2026-11-20T12:00:00Z')));
          const flood = [list.items.length <= MOST, seen()[0], seen().at(-1)];
          return {{ history, heading, after, today, midnight, flood }};
        }}"""
    )
    first, second, third = (
        "Wednesday, December 31, 2025",
        "Wednesday, November 25",
        "Thursday, November 26",
    )
    assert found == {
        "history": [first, "1", second, "2", third, "4", "5"],
        "heading": "2025-12-31",
        "after": [first, "1", second, "2", third, "3", "4", "5", "Friday, November 27", "6"],
        "today": ["7"],
        "midnight": ["7", "Friday, November 27", "8"],
        "flood": [True, "Friday, November 20", "599"],
    }
    # A recording has a clock of its own.
    replayed = f"""async () => {{ {LIST % "true"}
      await come(said(1, '2026-11-20T12:00:00Z'), said(2, '2026-11-21T12:00:00Z')); return seen(); }}"""
    assert page.evaluate(replayed) == ["1", "2"]
