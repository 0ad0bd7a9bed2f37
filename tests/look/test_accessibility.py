"""Nothing is wrong with any page, in both themes, on a desk and in a hand: not for axe, not for its own policy; none scrolls sideways."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.mail import EmailMultiAlternatives
from playwright.sync_api import Page

from accounts.models import User
from tests.look.conftest import OpenContext, sign_in_by_form
from tests.look.visiting import LOOKS, faults, refusals, visit
from videos.models import Video

pytestmark = pytest.mark.django_db(transaction=True)

PUBLIC = [
    "/",
    "/?category=news",
    "/trending",
    "/search",
    "/search?q=another",
    "/search?q=nothing+like+this",
    "/@creator",
    "/@creator/about",
    "/watch/{video}",
    "/watch/{password}",
    "/embed/{video}",
    "/embed/{password}",
    "/api/v1/docs",
]
OWN = [
    "/",
    "/following",
    "/library",
    "/following/channels",
    "/library/later",
    "/@creator",
    "/watch/{video}",
    "/watch/{draft}",
    "/watch/{making}",
    "/watch/{broken}",
    "/studio/",
    "/studio/upload/",
    "/studio/videos/{video}/",
    "/studio/videos/{video}/analytics/",
    "/studio/videos/{video}/replace/",
    "/studio/videos/{video}/delete/",
    "/studio/deleted/",
]
# One column, on a desk too.
PUBLIC_FORMS = [
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/login/code/",
    "/accounts/signup/passkey/",
    "/accounts/logout/",
    "/offline",
    "/nothing/here",
    "/errors/forbidden",
    "/errors/broken",
    "/errors/no-database",
    "/errors/suspicious",
    "/errors/refused",
    "/errors/busy",
]
OWN_FORMS = [
    "/settings/channel/",
    "/settings/preferences/",
    "/settings/data/",
    "/settings/delete/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/sessions/",
    "/accounts/3rdparty/",
    "/accounts/reauthenticate/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/logout/",
]


@pytest.fixture
def ids(furnished: Video) -> dict[str, str]:
    """The videos that the addresses name."""
    titles = {"password": "Behind a password", "draft": "Not out"}
    titles |= {"making": "In the making", "broken": "Broken"}
    found = {name: Video.objects.get(title=title).public_id for name, title in titles.items()}
    return found | {"video": furnished.public_id}


@pytest.mark.parametrize(("theme", "width"), LOOKS)
def test_public_pages(
    open_context: OpenContext, ids: dict[str, str], theme: str, width: int
) -> None:
    page = open_context(theme, width).new_page()
    found = visit(page, PUBLIC, ids)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("theme", "width"), LOOKS)
def test_pages_of_somebody_signed_in(
    open_context: OpenContext, ids: dict[str, str], creator: User, theme: str, width: int
) -> None:
    page = open_context(theme, width).new_page()
    sign_in_by_form(page, creator)
    found = visit(page, OWN, ids, most_shift=0.1)
    assert not found, "\n".join(found)


def test_forms_and_errors(open_context: OpenContext, ids: dict[str, str], creator: User) -> None:
    page = open_context("dark", 390).new_page()
    found = visit(page, PUBLIC_FORMS, ids, also_on_a_desk=True)
    sign_in_by_form(page, creator)
    found += visit(page, OWN_FORMS, ids, most_shift=0.1, also_on_a_desk=True)
    assert not found, "\n".join(found)


def open_account_menu(page: Page) -> None:
    page.locator("[popovertarget=account-menu]").click()
    page.locator("#account-menu").wait_for()


def open_card_menu(page: Page) -> None:
    page.locator("[data-card-menu]").first.click()
    page.locator("#card-menu [role=menuitem]").first.wait_for()


def open_shortcuts(page: Page) -> None:
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()


def open_suggestions(page: Page) -> None:
    page.locator("#site-search").press_sequentially("anoth")
    page.get_by_role("option").first.wait_for()


def open_share(page: Page) -> None:
    page.locator("[data-share-open]").click()
    page.get_by_role("dialog").wait_for()


def say_something(page: Page) -> None:
    open_card_menu(page)
    page.get_by_role("menuitem", name="Not interested").click()
    page.locator(".toast").wait_for()


def open_player_settings(page: Page) -> None:
    page.locator("[data-player-start]").click()
    page.wait_for_function("() => document.querySelector('video').currentTime > 0", timeout=90_000)
    page.locator("video").evaluate("video => video.pause()")
    page.locator(".player-button-settings").click()
    page.get_by_role("menu", name="Settings").wait_for()


STATES: list[tuple[str, str, Callable[[Page], None]]] = [
    ("/", "account menu", open_account_menu),
    ("/", "card menu", open_card_menu),
    ("/", "shortcuts", open_shortcuts),
    ("/", "suggestions", open_suggestions),
    ("/", "toast", say_something),
    ("/watch/{video}", "share", open_share),
    ("/watch/{video}", "player settings", open_player_settings),
    ("/embed/{video}", "embedded player settings", open_player_settings),
]


@pytest.mark.parametrize(("theme", "width"), LOOKS)
def test_what_opens(
    open_context: OpenContext, ids: dict[str, str], viewer: User, theme: str, width: int
) -> None:
    context = open_context(theme, width, reduced_motion="reduce")
    page = context.new_page()
    found = refusals(page)
    sign_in_by_form(page, viewer)
    for address, name, act in STATES:
        page.goto(address.format(**ids))
        act(page)
        found += faults(page, f"{address} with {name}")
    assert not found, "\n".join(found)


def test_an_empty_site(open_context: OpenContext, db: None) -> None:
    page = open_context("light", 1440).new_page()
    assert visit(page, ["/", "/trending", "/search?q=a"], {}) == []


def test_a_mail_as_development_shows_it(
    open_context: OpenContext, settings: LazySettings, tmp_path: Path, db: None
) -> None:
    settings.ROOT_URLCONF = "tests.look.urls"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    settings.SHOW_DEV_MAIL = True
    mail = EmailMultiAlternatives("Hello", "A link.", "site@example.com", ["viewer@example.com"])
    mail.attach_alternative("<p>A link.</p>", "text/html")
    (tmp_path / "mail-1.eml").write_bytes(mail.message().as_bytes())
    page = open_context("dark", 390).new_page()
    assert visit(page, ["/dev/mail/", "/dev/mail/mail-1.eml"], {}) == []
