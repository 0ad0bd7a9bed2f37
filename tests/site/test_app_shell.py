"""The site as an app, in a real browser: installable, offline page, clean updates."""

import json
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import Channel
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


@pytest.fixture
def service_workers() -> str:
    return "allow"


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

    # Whoever has seen one page alone, before the worker was there, reads what the browser reads.
    assert context.browser is not None
    newcomer = context.browser.new_context(locale="ko-KR")
    first = newcomer.new_page()
    first.goto(page.url)
    first.wait_for_function(CONTROLLED)
    newcomer.set_offline(True)
    first.reload(wait_until="load")
    expect(first.locator("html")).to_have_attribute("lang", "ko")
    expect(first.locator(".topbar")).to_have_count(0)
    newcomer.close()


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
