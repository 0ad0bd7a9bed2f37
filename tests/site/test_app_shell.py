"""The site as an app, in a real browser: installable, offline page, clean updates, no CSP violation."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from PIL import Image
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect

from accounts.models import Channel, User
from core import pwa
from tests.videos.shelf import shelve

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CONTROLLED = "() => navigator.serviceWorker.controller?.state === 'activated'"
KEPT = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    found[name] = (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname);
  }
  return found;
}"""


def test_the_manifest_and_its_icons(client: Client, db: None) -> None:
    answer = client.get("/manifest.webmanifest", headers={"Accept-Language": "ko"})
    assert answer["Content-Type"] == "application/manifest+json"
    manifest = json.loads(answer.content)
    assert (manifest["lang"], manifest["start_url"], manifest["scope"]) == ("ko", "/", "/")
    assert (manifest["display"], manifest["id"]) == ("standalone", "/")
    assert len(manifest["shortcuts"]) == 4
    for shortcut in manifest["shortcuts"]:
        answer = client.get(shortcut["url"])
        assert answer.status_code == 200 or answer["Location"].startswith("/accounts/login/")
    purposes = {icon["purpose"] for icon in manifest["icons"]}
    assert purposes == {"any", "maskable"}
    root = Path(pwa.__file__).resolve().parents[1]
    pngs = [icon for icon in manifest["icons"] if icon["type"] == "image/png"]
    for icon in [*pngs, {"src": "/static/icons/apple-touch-icon.png", "sizes": "180x180"}]:
        with Image.open(root / icon["src"].lstrip("/")) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]


def test_it_can_be_installed_and_survives_without_a_connection(
    page: Page, context: BrowserContext, channel: Channel
) -> None:
    video = shelve(channel, title="Kept by nobody")
    page.goto("/")
    page.wait_for_function(CONTROLLED)
    devtools = context.new_cdp_session(page)
    errors = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # Test profiles are private windows, which install nothing; there is no other reason against it.
    assert {error["errorId"] for error in errors} <= {"in-incognito"}
    found = devtools.send("Page.getAppManifest")
    assert found["errors"] == []
    assert json.loads(found["data"])["display"] == "standalone"
    assert page.evaluate("async () => (await navigator.serviceWorker.ready).scope").endswith("/")
    preload = "async () => (await (await navigator.serviceWorker.ready).navigationPreload.getState()).enabled"
    assert page.evaluate(preload)

    # Pages, the API and media pass through; none of it is kept.
    page.goto(f"/watch/{video.public_id}")
    page.evaluate("address => fetch(address)", f"/api/v1/videos/{video.public_id}")
    page.evaluate("address => fetch(address)", f"/media/p/{video.public_id}/v1/poster-1.jpg")
    kept = page.evaluate(KEPT)
    names = {name for names in kept.values() for name in names}
    assert names <= {
        "/static/css/standalone/message.css",
        "/static/js/standalone/offline.js",
        "/static/icons/logo.svg",
        "/offline",
        "/offline-language",
    }

    context.set_offline(True)
    page.goto(f"/watch/{video.public_id}", wait_until="load")
    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()
    # It looks as it should: its style was kept too.
    assert (
        page.locator(".message__button").evaluate("e => getComputedStyle(e).borderRadius")
        == "999px"
    )
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()
    context.set_offline(False)
    # The way back is the page that was asked for, by itself.
    expect(page.get_by_role("heading", name="Kept by nobody")).to_be_visible(timeout=60_000)


def test_the_offline_page_speaks_the_language_of_the_last_page(
    page: Page, context: BrowserContext
) -> None:
    page.goto("/")
    page.wait_for_function(CONTROLLED)
    context.add_cookies([{"name": "django_language", "value": "ko", "url": page.url}])
    page.goto("/")
    page.wait_for_function(
        "async () => (await (await caches.match('/offline-language'))?.text()) === 'ko'"
    )
    context.set_offline(True)
    page.goto("/trending", wait_until="load")
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    context.set_offline(False)


def test_a_new_release_replaces_what_was_kept(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    page.goto("/")
    page.wait_for_function(CONTROLLED)
    old = pwa.worker().version
    assert f"shell-{old}" in page.evaluate(KEPT)
    monkeypatch.setattr(pwa, "SHELL", (*pwa.SHELL, "icons/icon-192.png"))
    new = pwa.worker().version
    assert new != old
    page.evaluate("async () => { await (await navigator.serviceWorker.ready).update(); }")
    page.wait_for_function("async name => (await caches.keys()).includes(name)", arg=f"shell-{new}")
    page.wait_for_function(
        "async name => !(await caches.keys()).includes(name)", arg=f"shell-{old}"
    )


def watch_for_violations(page: Page, found: list[str]) -> None:
    def heard(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            found.append(f"{page.url}: {message.text[:300]}")

    page.on("console", heard)


@pytest.mark.parametrize("who", ["anonymous", "owner"])
def test_no_page_breaks_its_own_policy(
    page: Page, channel: Channel, sign_in_browser: Any, who: str
) -> None:
    video = shelve(channel, title="A video", description="0:00 One\n0:01 Two\n0:02 Three")
    found: list[str] = []
    watch_for_violations(page, found)
    page.add_init_script(
        "addEventListener('securitypolicyviolation', (e) => console.error("
        "'Content Security Policy', e.violatedDirective, e.blockedURI, e.sourceFile, e.lineNumber))"
    )
    addresses = [
        "/",
        "/trending",
        "/search?q=video",
        f"/watch/{video.public_id}",
        f"/embed/{video.public_id}",
    ]
    addresses += ["/@creator", "/@creator/about", "/nothing", "/offline", "/api/v1/docs"]
    if who == "owner":
        sign_in_browser(channel.owner)
        addresses += [
            "/studio/",
            "/studio/upload/",
            f"/studio/videos/{video.public_id}/",
            "/library",
        ]
        addresses += [
            "/following",
            "/settings/channel/",
            "/settings/preferences/",
            "/settings/data/",
        ]
        addresses += [
            "/settings/delete/",
            "/accounts/email/",
            "/accounts/2fa/",
            "/accounts/sessions/",
        ]
    else:
        addresses += ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]
    for address in addresses:
        page.goto(address)
        page.wait_for_load_state("load")
        start = page.locator("[data-player-start]")
        if start.count():
            start.first.click()
            page.wait_for_function("() => customElements.get('media-controller')")
    assert found == []


def test_the_administration_works_under_its_policy(
    page: Page, moderator: User, sign_in_browser: Any
) -> None:
    found: list[str] = []
    watch_for_violations(page, found)
    sign_in_browser(moderator)
    lists = [
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for model in admin.site._registry
    ]
    for address in ["/admin/", *lists]:
        page.goto(address)
        page.wait_for_load_state("load")
    assert found == []
