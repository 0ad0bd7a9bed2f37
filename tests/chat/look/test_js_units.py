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
