"""Letters that come late move nothing that somebody reads already."""

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
LATE = "document.querySelector('link[data-late]').media"


def hold(page: Page, address: str) -> list[Route]:
    """Whatever is asked for there is answered when it is let go."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    page.route(address, keep)
    return held


def test_what_missed_the_first_view_is_not_brought_into_it(
    furnished: Any, open_context: OpenContext
) -> None:
    page = open_context("light", 390).new_page()
    letters, scripts = hold(page, LATIN), hold(page, SITE)
    page.goto(ADDRESS, wait_until="commit")
    page.wait_for_function(HAS_PAINTED, timeout=PATIENCE_MS)
    for route in letters:
        route.continue_()
    page.wait_for_function(HAS_LATIN, timeout=PATIENCE_MS)
    for route in scripts:
        route.continue_()
    page.wait_for_load_state("networkidle")
    shifted, moved = page.evaluate(SHIFTED)
    assert shifted < 0.001, moved
    assert page.evaluate(LATE) == "print"
    # Next time they are there from the beginning, and so is what follows them.
    page.unroute(LATIN)
    page.unroute(SITE)
    page.goto(ADDRESS)
    page.wait_for_function(f"() => {LATE} === 'all'", timeout=PATIENCE_MS)
    page.wait_for_load_state("networkidle")
    shifted, moved = page.evaluate(SHIFTED)
    assert shifted < 0.001, moved
