"""The static files as production serves them: hashed names, no module missing, kept for ever by browsers."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from playwright.sync_api import Browser, Response

from tests.look.production import production_site
from videos.models import Video

pytestmark = pytest.mark.django_db(transaction=True)

HASHED = re.compile(r"/static/.+\.[0-9a-f]{12}\.\w+$")
FETCH_ALL = """async () => {
  const { imports } = JSON.parse(document.querySelector('script[type=importmap]').textContent);
  const modules = Object.values(imports).filter((url) => url.endsWith('.js'));
  const answers = await Promise.all(modules.map((url) => fetch(url)));
  return [modules.length, answers.filter((each) => !each.ok).map((each) => each.url)];
}"""
# What the player fetches when somebody presses play, by the names that modules import.
LATER = [
    "piyakast/components/player/start.js",
    "hls.js",
    "media-chrome",
    "piyakast/components/shortcuts.js",
]


@pytest.fixture
def site(tmp_path: Path, settings: LazySettings) -> Iterator[str]:
    """The test's database behind a production site."""
    database = connection.settings_dict
    host = f"{database['HOST']}:{database['PORT']}" if database["PORT"] else database["HOST"]
    url = f"postgresql://{database['USER']}:{database['PASSWORD']}@{host}/{database['NAME']}"
    services = {"DATABASE_URL": url, "MEDIA_ROOT": str(settings.MEDIA_ROOT)}
    with production_site(tmp_path, services) as address:
        yield address


def test_every_file_is_found_under_its_hashed_name(
    site: str, browser: Browser, video: Video
) -> None:
    page = browser.new_page(base_url=site)
    page.set_default_timeout(120_000)
    errors: list[str] = []
    answers: list[Response] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    # Playwright cannot mark a built-in method as its handler.
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108
    for address in (
        "/",
        "/@creator",
        "/search?q=test",
        f"/embed/{video.public_id}",
        f"/watch/{video.public_id}",
    ):
        page.goto(address)
        page.wait_for_load_state("networkidle")
    count, missing = page.evaluate(FETCH_ALL)
    assert count > 60
    assert missing == []
    for name in LATER:
        page.evaluate(f"import({json.dumps(name)}).then(() => true)")
    page.context.close()

    static = [each for each in answers if "/static/" in each.url]
    assert errors == []
    assert [f"{each.status} {each.url}" for each in static if not each.ok] == []
    assert [each.url for each in static if not HASHED.search(each.url)] == []
    assert all("immutable" in each.headers["cache-control"] for each in static)
    scripts = [each for each in static if each.url.endswith(".js")]
    assert {each.headers.get("content-encoding") for each in scripts} <= {"gzip", "br", None}
    assert any(each.headers.get("content-encoding") for each in scripts)
