"""Letters that come late move nothing that somebody reads already."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from tests.conftest import PATIENCE_MS
from tests.look.conftest import OpenContext
from tests.look.visiting import SHIFTED

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# The page with the longest lines at its head.
ADDRESS = "/api/v1/docs"
LATIN = "**/PretendardVariable.subset.91*"
SITE = "**/js/site*.js"
HAS_PAINTED = "() => performance.getEntriesByName('first-contentful-paint').length"
HAS_LATIN = "() => performance.getEntriesByType('resource').some((e) => e.name.includes('subset.91') && e.responseEnd)"


def hold(page: Page, address: str) -> Callable[[], None]:
    """Whatever is asked for there waits for the call that this returns, and nothing does after it."""
    held: list[Route] = []
    is_held = True

    def keep(route: Route) -> None:
        if is_held:
            held.append(route)
        else:
            route.continue_()

    def let_go() -> None:
        nonlocal is_held
        is_held = False
        for route in held:
            route.continue_()

    page.route(address, keep)
    return let_go


def is_late_and_still(page: Page) -> bool:
    """Whether the other letters have come, too; either way nothing has moved."""
    page.wait_for_load_state("networkidle")
    shifted, moved = page.evaluate(SHIFTED)
    assert shifted < 0.001, moved
    return bool(page.evaluate("document.querySelector('link[data-late]').media === 'all'"))


def test_what_missed_the_first_view_is_not_brought_into_it(
    furnished: Any, open_context: OpenContext
) -> None:
    page = open_context("light", 390).new_page()
    let_letters_go, let_scripts_go = hold(page, LATIN), hold(page, SITE)
    page.goto(ADDRESS, wait_until="commit")
    page.wait_for_function(HAS_PAINTED, timeout=PATIENCE_MS)
    let_letters_go()
    page.wait_for_function(HAS_LATIN, timeout=PATIENCE_MS)
    let_scripts_go()
    assert not is_late_and_still(page)
    # Next time they are there from the beginning, unless the machine is too busy for that.
    for _time in range(20):
        page.goto(ADDRESS)
        if is_late_and_still(page):
            break
    else:
        pytest.fail("the other letters never come")
