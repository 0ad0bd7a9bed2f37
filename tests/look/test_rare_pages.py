"""Pages that come once in a way: codes asked for at the door, the second step, a link to a new password; and what staff see."""

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.look.conftest import OpenContext, sign_in_by_form
from tests.look.visiting import LOOKS, barriers, faults, refusals, visit
from videos.models import Video

pytestmark = pytest.mark.django_db(transaction=True)


def confirm(person: User) -> None:
    """The person's address is known to be theirs."""
    EmailAddress.objects.get_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )


def submit(page: Page, address: str, **fields: str) -> None:
    """Fill the form there, and send it, as somebody who comes anew."""
    page.context.clear_cookies(name="sessionid")
    page.goto(address)
    for name, text in fields.items():
        page.locator(f"main input[name={name}]").fill(text)
    form = page.locator("main form").filter(has=page.locator(f"input[name={next(iter(fields))}]"))
    form.locator("button[type=submit]").first.click()


@pytest.mark.parametrize(("theme", "width"), LOOKS)
def test_on_the_way_in(open_context: OpenContext, viewer: User, theme: str, width: int) -> None:
    confirm(viewer)
    page = open_context(theme, width).new_page()
    found = refusals(page)

    key = default_token_generator.make_token(viewer)
    uid = user_pk_to_url_str(viewer)
    page.goto(reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key}))
    page.locator("input[name=password1]").wait_for()
    found += faults(page, "reset from key")

    submit(page, "/accounts/signup/", email="new@example.com", password1="correct horse battery")
    page.locator("input[name=code]").wait_for()
    # What still fades in has no contrast yet.
    page.wait_for_function(
        "() => !document.querySelector('.toasts').getAnimations({ subtree: true }).length"
    )
    found += faults(page, "confirm the address")

    submit(page, "/accounts/login/code/", email=viewer.email)
    page.locator("input[name=code]").wait_for()
    found += faults(page, "code to sign in")

    TOTP.activate(viewer, generate_totp_secret())
    RecoveryCodes.activate(viewer)
    submit(page, "/accounts/login/", login=viewer.email, password="correct horse battery")
    page.wait_for_url("**/accounts/2fa/authenticate/")
    found += faults(page, "second step")

    [code, *_] = RecoveryCodes.activate(viewer).get_unused_codes()
    page.locator("input[name=code]").fill(code)
    page.locator("main form button[type=submit]").first.click()
    page.locator("[popovertarget=account-menu] .avatar").wait_for()
    protected = [
        "recovery-codes/",
        "recovery-codes/generate/",
        "totp/deactivate/",
        "reauthenticate/",
    ]
    found += visit(page, [f"/accounts/2fa/{each}" for each in protected], {})
    assert not found, "\n".join(found)


def reach_the_theme_by_keyboard(page: Page) -> None:
    """Open the menu of whoever is signed in, choose the dark theme, and leave, without a pointer."""
    own = page.locator("[aria-controls=piyak-own-links]")
    own.focus()
    own.press("Enter")
    dark = page.locator("[aria-pressed]", has_text="Dark")
    dark.wait_for()
    for _step in range(2):
        page.keyboard.press("Tab")
    expect(dark).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_function("document.documentElement.classList.contains('dark')")
    expect(dark).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(own).to_be_focused()
    expect(dark).to_be_hidden()


def test_what_staff_see(open_context: OpenContext, furnished: Video, moderator: User) -> None:
    """Its markup is the theme's, with landmarks of ours."""
    confirm(moderator)
    page = open_context("light", 1440).new_page()
    sign_in_by_form(page, moderator)
    found = []
    for address in ("", "videos/video/", f"videos/video/{furnished.pk}/change/", "accounts/user/"):
        page.goto(f"/admin/{address}")
        page.wait_for_function("() => window.Alpine !== undefined")
        found += barriers(page, f"/admin/{address}")
    reach_the_theme_by_keyboard(page)
    assert not found, "\n".join(found)
