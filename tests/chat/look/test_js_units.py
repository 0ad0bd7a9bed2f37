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
