"""Passkeys, the second step and the settings in a real browser, under the site's own content policy."""

import io
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.utils import timezone
from PIL import Image
from playwright.sync_api import BrowserContext, Page, WebSocketRoute, expect

from accounts.models import Channel, DataExport, User
from tests.accounts.conftest import PASSWORD, code_in
from tests.chromium import new_profile

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def person(context: BrowserContext) -> Iterator[Page]:
    """A page with a built-in authenticator; the test fails if the content policy stopped anything."""
    page = context.new_page()
    refused: list[str] = []

    def listen(message: Any) -> None:
        if "Content Security Policy" in message.text:
            refused.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: refused.append(str(error)))
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield page
    assert not refused


def is_home(url: str) -> bool:
    return urlsplit(url).path == "/"


def sign_in(page: Page, email: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(is_home)


def prove_it(page: Page) -> None:
    """Give the password once more."""
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Account menu").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(is_home)


def current_code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def test_signing_up_with_a_passkey_and_back_in(person: Page) -> None:
    person.goto("/accounts/signup/?next=/library")
    person.get_by_role("link", name="Sign up with a passkey").click()
    person.get_by_label("E-mail").fill("new@example.com")
    person.get_by_role("button", name="Continue").click()
    person.wait_for_url("**/confirm-email/**")
    # Typed as it is read, without the dash.
    person.get_by_label("Code").fill(code_in(mail.outbox[-1]).replace("-", ""))
    person.get_by_role("button", name="Continue").click()
    person.get_by_role("button", name="Make the passkey").click()
    person.wait_for_url("**/library")
    user = User.objects.get()
    assert not user.has_usable_password()
    assert Authenticator.objects.filter(user=user, type="webauthn").count() == 1

    sign_out(person)
    person.goto("/accounts/login/?next=/library")
    person.get_by_role("button", name="Sign in with a passkey").click()
    person.wait_for_url("**/library")


def test_passkeys_are_added_used_renamed_and_removed(person: Page, viewer: User) -> None:
    sign_in(person, viewer.email)
    person.goto("/accounts/2fa/webauthn/")
    person.get_by_role("link", name="Add a passkey").click()
    prove_it(person)
    expect(person.get_by_label("Name")).to_have_value("Chrome on Linux")
    person.get_by_label("Name").fill("My laptop")
    person.get_by_role("button", name="Make the passkey").click()
    # The first second step comes with recovery codes.
    expect(person.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert person.locator(".codes li").count() == 10
    person.goto("/accounts/2fa/webauthn/")
    person.get_by_role("link", name="Rename My laptop").click()
    person.get_by_label("Name").fill("Old laptop")
    person.get_by_role("button", name="Save").click()
    expect(person.get_by_text("Old laptop")).to_be_visible()

    sign_out(person)
    sign_in_by_both(person, viewer.email)

    person.goto("/accounts/2fa/webauthn/")
    person.get_by_role("link", name="Remove Old laptop").click()
    # A fresh second step counts as proof; a password sign-in alone would be asked again.
    if "reauthenticate" in person.url:
        prove_it(person)
    person.get_by_role("button", name="Remove the passkey").click()
    expect(person.get_by_text("No passkey yet")).to_be_visible()


def sign_in_by_both(page: Page, email: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(is_home)


def test_the_authenticator_app_and_recovery_codes(person: Page, viewer: User) -> None:
    sign_in(person, viewer.email)
    person.goto("/accounts/2fa/")
    person.get_by_role("link", name="Set up").click()
    prove_it(person)
    secret = person.locator("[data-copy-text]").inner_text()
    qr = person.get_by_alt_text("QR code for the authenticator app")
    assert qr.evaluate("image => image.complete && image.naturalWidth > 0")
    person.get_by_label("Code").fill("000 000")
    person.get_by_role("button", name="Switch on").click()
    expect(person.get_by_text("This code is not right")).to_be_visible()
    assert person.locator("[data-copy-text]").inner_text() == secret
    person.get_by_label("Code").fill(current_code(secret))
    person.get_by_role("button", name="Switch on").click()
    expect(person.locator(".codes li").first).to_be_visible()
    recovery = person.locator(".codes li").first.inner_text()
    person.emulate_media(media="print")
    expect(person.get_by_text(f"PIYAKast · {viewer.email}")).to_be_visible()
    expect(person.get_by_role("link", name="Make new codes")).to_be_hidden()
    person.emulate_media(media="screen")

    sign_out(person)
    person.goto("/accounts/login/")
    person.get_by_label("E-mail").fill(viewer.email)
    person.get_by_label("Password", exact=True).fill(PASSWORD)
    person.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    person.get_by_label("Code").fill(recovery)
    person.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    person.wait_for_url(is_home)
    left = Authenticator.objects.get(user=viewer, type="recovery_codes").wrap()
    assert recovery not in left.get_unused_codes()


def test_the_second_step_takes_a_pasted_code(person: Page, viewer: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(viewer, secret)
    person.goto("/accounts/login/")
    person.get_by_label("E-mail").fill(viewer.email)
    person.get_by_label("Password", exact=True).fill(PASSWORD)
    shown = person.get_by_role("button", name="Show the password")
    shown.click()
    assert person.locator("#id_password").get_attribute("type") == "text"
    person.locator("#id_password").press("Enter")
    expect(person.get_by_role("heading", name="One more step")).to_be_visible()
    code = current_code(secret)
    person.get_by_label("Code").focus()
    person.keyboard.insert_text(f" {code[:3]} {code[3:]} ")
    person.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    person.wait_for_url(is_home)


def test_a_channel_is_made_with_a_picture_that_shows_at_once(person: Page, viewer: User) -> None:
    Channel.objects.create(
        owner=User.objects.create_user("other@example.com"), handle="taken", name="Other"
    )
    sign_in(person, viewer.email)
    person.goto("/settings/channel/")
    person.get_by_label("Name").fill("A new channel")
    for typed, says in (
        ("Taken", "@taken is taken."),
        ("ad.min", "@ad.min is taken."),
        ("no spaces", "Use 3 to 30"),
        ("@Mine", "@mine is yours to take."),
    ):
        person.get_by_label("Handle").fill(typed)
        expect(person.locator("[data-handle-state]")).to_contain_text(says)
    picture = io.BytesIO()
    Image.new("RGB", (300, 200), "teal").save(picture, "PNG")
    chooser = person.locator("input[name=new_avatar]")
    chooser.set_input_files({"name": "a.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"})
    expect(person.locator("[data-picture-error]").first).to_contain_text("not a picture")
    chooser.set_input_files(
        {"name": "a.png", "mimeType": "image/png", "buffer": picture.getvalue()}
    )
    person.wait_for_function(
        "() => document.querySelector('[data-picture-preview] img')?.naturalWidth === 300"
    )
    person.get_by_role("button", name="Create the channel").click()
    expect(person.locator("#toasts")).to_contain_text("Your channel is saved.")
    channel = Channel.objects.get(handle="mine")
    assert re.fullmatch(r"public/avatars/\w+\.webp", str(channel.avatar))
    person.wait_for_function(
        "() => document.querySelector('[data-picture-preview] img')?.naturalWidth === 256"
    )


def test_a_copy_shows_itself_once_it_is_packed(
    person: Page, viewer: User, sign_in_browser: Any
) -> None:
    sign_in_browser(viewer)
    sockets: list[WebSocketRoute] = []

    def meet(socket: WebSocketRoute) -> None:
        sockets.append(socket)

    person.route_web_socket(lambda url: url.endswith("/ws/me"), meet)
    export = DataExport.objects.create(user=viewer)
    person.goto("/settings/data/")
    expect(person.get_by_text("Being packed …")).to_be_visible()
    while not sockets:
        person.wait_for_timeout(10)
    DataExport.objects.filter(pk=export.pk).update(ready_at=timezone.now(), storage_key="exports/x")
    sockets[0].send('{"type": "export.ready"}')
    expect(person.get_by_role("link", name="Download")).to_be_visible()
    expect(person.get_by_text("Being packed …")).to_have_count(0)
    expect(person.locator("[data-exports-said]")).to_have_text("Your copy is ready.")


def test_language_and_theme_follow_the_account(
    person: Page, viewer: User, context: BrowserContext, browser: Any, live_server: Any
) -> None:
    sign_in(person, viewer.email)
    person.goto("/library?x=1")
    person.get_by_role("button", name="Account menu").click()
    with person.expect_response("**/settings/theme/"):
        person.get_by_role("radio", name="Dark").click()
    person.get_by_role("button", name="한국어").click()
    person.wait_for_url("**/library?x=1")
    assert person.locator("html").get_attribute("lang") == "ko"
    viewer.refresh_from_db()
    assert (viewer.locale, viewer.theme) == ("ko", "dark")

    elsewhere = new_profile(browser, base_url=live_server.url)
    page = elsewhere.new_page()
    sign_in(page, viewer.email)
    assert page.locator("html").get_attribute("lang") == "ko"
    assert page.locator("html").get_attribute("data-theme") == "dark"
    # Signed out again, this device stays as it was.
    elsewhere.clear_cookies(name="sessionid")
    page.goto("/")
    assert page.locator("html").get_attribute("lang") == "ko"
    assert page.locator("html").get_attribute("data-theme") == "dark"
    elsewhere.close()
