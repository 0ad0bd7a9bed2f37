"""The upload page in a real browser, before a real Daphne: many files, trouble on the way, reload, restart."""

import base64
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from allauth.account.models import EmailAddress
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import User
from tests.chromium import new_profile
from tests.conftest import PATIENCE_MS as USUAL_PATIENCE_MS
from tests.conftest import _fail
from tests.videos.uploading.acting import (
    GATE,
    card,
    choose,
    fill_up,
    let_through,
    open_gate,
    open_page,
    wait_for_parts,
)
from tests.videos.uploading.site import Site
from videos.adapters.demo_clips import ClipSpec, render_clip
from videos.models import Source, Upload, Video
from videos.tasks.videos import announce_published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PART = 64 * 1024
PATIENCE_MS = (
    300_000  # the pipeline runs inside the web process, beside whatever else the machine does
)


@pytest.fixture(scope="module")
def served(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """One web process for all tests: it takes seconds to come up."""
    with django_db_blocker.unblock():
        site = Site(tmp_path_factory.mktemp("site"), part_bytes=PART)
    yield site
    site.kill()


@pytest.fixture
def site(served: Site, transactional_db: None) -> Site:
    """It runs, and stores nothing yet."""
    shutil.rmtree(served.folder / "media", ignore_errors=True)
    if not served.process:
        served.start()
    return served


@pytest.fixture
def page(
    browser: Browser, site: Site, sign_in: Callable[[User], Client], creator: User
) -> Iterator[Page]:
    """The creator's browser on the upload page."""
    # Colours are looked at between two themes: nothing may be half-way. The site's clock is Seoul's.
    context = new_profile(
        browser, base_url=site.url, reduced_motion="reduce", timezone_id="America/New_York"
    )
    context.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    cookie = sign_in(creator).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": site.url}])
    page = context.new_page()
    page.on("pageerror", _fail)
    page.add_init_script(GATE)
    page.on("dialog", lambda dialog: dialog.accept())
    open_page(page)
    yield page
    context.close()
    expect.set_options(timeout=USUAL_PATIENCE_MS)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two small seconds with sound, for every upload is encoded; it takes three parts."""
    target = tmp_path_factory.mktemp("clips") / "clip.mp4"
    render_clip(ClipSpec("bars", 160, 120, 2, 220), target)
    fill_up(target, 3 * PART - 1000)
    return target


@pytest.fixture
def film(clip: Path, tmp_path: Path) -> Path:
    """A clip that takes at least eight parts."""
    film = tmp_path / "film.mp4"
    shutil.copy(clip, film)
    fill_up(film, 8 * PART - 1000)
    return film


@pytest.fixture
def media(served: Site) -> Path:
    """The folder that the site stores in."""
    return served.folder / "media"


def test_two_dropped_files_become_videos_and_one_gets_a_new_file(
    page: Page, clip: Path, tmp_path: Path
) -> None:
    names = ["First film.mp4", "둘째 영상.mp4"]
    files = page.evaluate_handle(
        """([names, data]) => {
          const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
          const transfer = new DataTransfer();
          for (const name of names) transfer.items.add(new File([bytes], name, { type: "video/mp4" }));
          transfer.items.add(new File(["Dear all"], "letter.docx", { type: "application/msword" }));
          return transfer;
        }""",
        [names, base64.b64encode(clip.read_bytes()).decode()],
    )
    let_through(page, 1)
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": files})
    expect(page.locator("[data-upload-status]")).to_contain_text("3 files added.")
    refused = card(page, "letter.docx")
    expect(refused).to_contain_text("This is not a video or audio file.")
    expect(refused.get_by_role("progressbar")).to_be_hidden()

    first = card(page, names[0])
    expect(first.get_by_role("button", name="Pause")).to_be_visible()
    first.get_by_label("Title").fill("A better title")
    first.get_by_label("Who can watch").select_option("public")
    expect(first.locator("[data-saved]")).to_have_text("Saved")
    for theme in ("light", "dark"):
        page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
        violations = Axe().run(page).response["violations"]
        assert not violations, [(each["id"], each["nodes"][0]["html"]) for each in violations]
    refused.get_by_role("button", name="Stop or close").click()
    expect(refused).to_be_hidden()

    # The other comes out at nine in the morning, where its creator is.
    second = card(page, names[1])
    second.get_by_text("Title, description and publishing").click()
    second.get_by_label("Who can watch").select_option("public")
    second.get_by_label("Publish at a time").check()
    expect(second.locator("[data-zone]")).to_contain_text("America/New_York")
    due = datetime.now(ZoneInfo("America/New_York")).replace(
        hour=9, minute=0, second=0, microsecond=0
    ) + timedelta(days=2)
    second.get_by_label("Publish at", exact=True).fill(due.strftime("%Y-%m-%dT%H:%M"))
    expect(second.locator("[data-saved]")).to_have_text("Saved")

    open_gate(page)
    for name in names:
        done = card(page, name)
        expect(done).to_contain_text("Ready to watch.")
        expect(done.get_by_role("link", name="Watch")).to_have_attribute(
            "href", re.compile("/watch/")
        )
    assert Source.objects.count() == Video.objects.filter(state=Video.State.READY).count() == 2
    video = Video.objects.get(title="A better title")
    assert video.is_listed
    later = Video.objects.get(title="둘째 영상")
    assert later.published_at == due
    assert not is_out(later)
    Video.objects.filter(pk=later.pk).update(published_at=timezone.now())
    announce_published()
    assert is_out(later)
    with page.expect_popup() as opening:  # beside the page, which may still hold files
        first.get_by_role("link", name="Watch").click()
    expect(opening.value.get_by_role("heading", name="A better title")).to_be_visible()
    opening.value.close()
    replace_while_watched(page, video, tmp_path)


def is_out(video: Video) -> bool:
    """Whether anybody finds and opens the video now."""
    found = video.public_id in Client().get("/").text
    status = Client().get(video.get_absolute_url()).status_code
    assert (found, status) in {(True, 200), (False, 404)}
    return found


def replace_while_watched(page: Page, video: Video, tmp_path: Path) -> None:
    """People watch the old file until the new one is ready, and then the new one."""
    upright = tmp_path / "upright.mp4"
    render_clip(ClipSpec("bars", 120, 160, 2, 330), upright)
    watching = page.context.new_page()
    watching.goto(f"/watch/{video.public_id}")
    let_through(page, 0)
    page.goto(f"/studio/videos/{video.public_id}/replace/")
    page.wait_for_selector("html[data-uploads=ready]")
    expect(page.get_by_role("heading")).to_contain_text("Replace the file of “A better title”")
    choose(page, upright)
    expect(card(page, upright.name)).to_contain_text("of")

    shown = "(is) => { const v = document.querySelector('video'); return v?.readyState >= 2 && v.videoWidth > v.videoHeight === is; }"
    watching.locator("[data-player-start]").click()
    watching.wait_for_function(shown, arg=True)
    watching.evaluate("document.querySelector('video').pause()")
    old = video.current_id
    page.evaluate("sessionStorage.removeItem('lets')")
    open_gate(page)
    expect(card(page, upright.name)).to_contain_text("Ready to watch.")
    video.refresh_from_db()
    assert video.current_id != old
    assert (video.title, video.state, video.sources.count()) == ("A better title", "ready", 2)
    # Who was watching goes on to; who comes now gets the new one.
    watching.evaluate(
        "() => { const v = document.querySelector('video'); v.currentTime = 0.5; v.play(); }"
    )
    watching.wait_for_function(
        "() => { const v = document.querySelector('video'); return v.currentTime > 1 && !v.error; }"
    )
    watching.reload()
    watching.locator("[data-player-start]").click()
    watching.wait_for_function(shown, arg=False)
    watching.close()


def test_pause_reload_and_resume_send_no_part_twice(page: Page, media: Path, film: Path) -> None:
    let_through(page, 3)
    choose(page, film)
    before = wait_for_parts(page, media, 3)
    card(page, film.name).get_by_role("button", name="Pause").click()
    expect(card(page, film.name)).to_contain_text("Paused at")

    open_page(page)
    waiting = card(page, film.name)
    expect(waiting).to_contain_text("Choose this file again: it goes on at 3")
    other = film.with_name("other.mp4")
    other.write_bytes(b"something else")
    waiting.locator("[data-again] input").set_input_files(other)
    expect(waiting).to_contain_text("This is another file. Choose “film.mp4”")

    # What is chosen now stands above it, where one sees it, though it is refused.
    letter = film.with_name("letter.txt")
    letter.write_bytes(b"not a film")
    choose(page, letter)
    expect(page.locator("[data-name]")).to_have_text(["letter.txt", "film.mp4"])

    count = Upload.objects.get().part_count
    let_through(page, count - 3 - 1)
    waiting.locator("[data-again] input").set_input_files(film)
    marks = wait_for_parts(page, media, count - 1)
    # On the server: what lay there before the reload was not written again.
    assert before.items() <= marks.items()
    open_gate(page)
    expect(waiting).to_contain_text("Ready to watch.")
    assert not set(page.evaluate("gate.sent")) & {int(mark.split("-")[0]) for mark in before}
    source = Source.objects.get()
    assert (media / source.storage_key).read_bytes() == film.read_bytes()
    assert len(source.digest) == 64


def test_it_outlives_a_server_that_is_killed_and_a_network_that_goes(
    page: Page, site: Site, media: Path, film: Path
) -> None:
    let_through(page, 2)
    choose(page, film)
    wait_for_parts(page, media, 2)
    row = card(page, film.name)
    site.kill()
    open_gate(page)
    expect(row).to_contain_text("The connection was lost at")

    page.context.set_offline(True)
    page.evaluate("dispatchEvent(new Event('offline'))")
    expect(row).to_contain_text("You are offline. It goes on from")
    site.start()
    page.context.set_offline(False)
    expect(row).to_contain_text("Ready to watch.")
    assert Source.objects.get().size_bytes == film.stat().st_size
    assert Upload.objects.get().state == Upload.State.COMPLETED


def test_stopping_asks_first_and_leaves_nothing(page: Page, media: Path, film: Path) -> None:
    let_through(page, 2)
    choose(page, film)
    wait_for_parts(page, media, 2)
    row = card(page, film.name)
    row.get_by_role("button", name="Stop or close").press("Enter")
    page.get_by_role("button", name="Cancel").press("Enter")
    expect(row).to_be_visible()
    row.get_by_role("button", name="Stop or close").press("Enter")
    page.get_by_role("button", name="Stop the upload").press("Enter")
    expect(row).to_be_hidden()
    # The keyboard is not lost in nowhere.
    expect(page.locator("[data-drop] input")).to_be_focused()
    while Upload.objects.get().state != Upload.State.ABORTED:
        page.wait_for_timeout(50)
    assert not list((media / ".parts").glob("*"))
    assert Video.objects.get().state == Video.State.DELETED


def test_what_was_typed_outlives_a_session_and_an_upload_that_was_stopped_elsewhere(
    page: Page, media: Path, film: Path, creator: User
) -> None:
    EmailAddress.objects.create(user=creator, email=creator.email, verified=True, primary=True)
    let_through(page, 1)
    choose(page, film)
    wait_for_parts(page, media, 1)
    row = card(page, film.name)
    words, saved = row.get_by_label("Description"), row.locator("[data-saved]")
    words.fill("Begun")
    expect(saved).to_have_text("Saved")

    page.context.clear_cookies(name="sessionid")
    open_gate(page)
    expect(row.locator("[data-status]")).to_have_text("Sign in to do this.")
    words.fill("Begun, and gone on with")
    expect(saved).to_have_text("Sign in to do this.")
    with page.expect_popup() as opening:
        row.get_by_role("link", name="Sign in").click()
    opening.value.get_by_label("E-mail").fill(creator.email)
    opening.value.get_by_label("Password", exact=True).fill("correct horse battery")
    opening.value.get_by_label("Password", exact=True).press("Enter")
    opening.value.wait_for_url(lambda url: "login" not in url)
    opening.value.close()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(saved).to_have_text("Saved")

    gone = Upload.objects.get()
    stop = "id => import('piyakast/lib/upload/api.js').then((api) => api.abortUpload(id))"
    page.evaluate(stop, str(gone.public_id))
    row.get_by_role("button", name="Try again").click()
    expect(row).to_contain_text("This upload is finished or was stopped.")
    row.get_by_role("button", name="Try again").click()
    expect(row).to_contain_text("Ready to watch.")
    video = Video.objects.exclude(pk=gone.video_id).get()
    assert (video.state, video.description) == ("ready", "Begun, and gone on with")
    expect(saved).to_have_text("Saved")
