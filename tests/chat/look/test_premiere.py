"""The way through a premiere in a browser: waiting, beginning, being with everybody, and seeing it again afterwards."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import Channel, User
from chat.models import Entry, Room
from tests.chat.look.acting import PATIENCE_MS, field, hears, is_in, messages, say
from tests.chat.look.conftest import Join
from tests.factories import VideoFactory
from tests.videos.uploading.site import Site
from tests.videos.watch.conftest import film
from tests.videos.watch.film import DURATION_S, Film
from videos.adapters.media import Plan
from videos.models import Rendition, Source, Transcode, Video
from videos.services.announcing import announce_published

__all__ = ["film"]
# It is not over before the test is.
LONG_S = 3600
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def premiere(channel: Channel, film: Film, site: Site) -> Video:
    """A film in the site's store, announced for an hour from now."""
    video: Video = VideoFactory(
        channel=channel,
        title="The first evening",
        description="0:00 Beginning\n0:10 Middle\n0:25 End",
        duration_ms=LONG_S * 1000,
        published_at=timezone.now() + timedelta(hours=1),
        is_premiere=True,
    )
    source = Source.objects.create(
        video=video, storage_key=f"sources/{video.public_id}", filename="a.mp4", size_bytes=1
    )
    prefix = f"media/{video.public_id}/v1/"
    plan = Plan("12/1", 480, 24, DURATION_S, "libx264", "ultrafast", 128, -16, True, (), ())
    video.current = Transcode.objects.create(
        source=source, engine="ffmpeg", state="done", prefix=prefix, plan=plan.as_json()
    )
    video.save()
    for name, lengths in film.lengths.items():
        width, height = film.sizes.get(name, (0, 0))
        Rendition.objects.create(
            transcode=video.current,
            kind="video" if height else "audio",
            name=name,
            width=width,
            height=height,
            fps=12,
            codecs=film.codecs.get(name, "mp4a.40.2"),
            bandwidth=90_000,
            average_bandwidth=80_000,
            lengths=lengths,
            ready_segments=len(lengths),
            complete=True,
        )
    store = Path(site.folder) / "media"
    (store / prefix).parent.mkdir(parents=True)
    (store / prefix).symlink_to(film.folder)
    return video


def move(video: Video, seconds: float) -> None:
    """Let it begin so many seconds from now."""
    Video.objects.filter(pk=video.pk).update(
        published_at=timezone.now() + timedelta(seconds=seconds), premiered_at=None
    )


def soon(page: Page, video: Video, condition: str) -> None:
    """Wait for what `player` and `film` show, with the premiere kept in the film however slow the machine is."""
    script = "() => { const player = document.querySelector('piyak-player'), film = player?.querySelector('video');"
    for _look in range(600):
        if Video.objects.get(pk=video.pk).premiere_elapsed_s > 20:
            move(video, -8)
            page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        if page.evaluate(f"{script} return Boolean(player?.clock && ({condition})); }}"):
            return
        page.wait_for_timeout(200)
    raise AssertionError(condition)


def test_everybody_waits_watches_and_talks_together_and_can_see_it_again(
    premiere: Video, join: Join, talker: User, creator: User
) -> None:
    page = join(talker, Room(public_id="-"), address=premiere.get_absolute_url(), width=1440)
    page.evaluate("window.stayed = true")
    until = page.locator("[data-premiere-until]")
    expect(until).to_contain_text(":", timeout=PATIENCE_MS)
    expect(page.locator("[data-premiere-viewers]")).to_have_text("1 waiting", timeout=PATIENCE_MS)
    expect(page.locator("piyak-player")).to_have_count(0)
    page.get_by_role("button", name="Remind me").click()
    expect(page.get_by_role("button", name="Reminder set")).to_be_visible(timeout=PATIENCE_MS)
    is_in(page)
    say(page, "before it begins")
    hears(page, "before it begins")

    # It was brought forward; the page hears of it and goes over by itself, under the hands of whoever types.
    field(page).fill("It beg")
    move(premiere, 14)
    soon(page, premiere, "player.player && film.currentTime > 0.5 && !film.paused")
    assert page.evaluate("window.stayed")
    expect(field(page)).to_be_focused()
    field(page).fill("")
    soon(page, premiere, "player.clock.elapsed - film.currentTime < 20")
    expect(page.locator("[data-premiere-viewers]")).to_have_text("1 watching", timeout=PATIENCE_MS)

    # Nobody gets ahead: by keys, by the video itself, by speed.
    page.locator("media-controller").press("9")
    soon(page, premiere, "film.currentTime < player.clock.elapsed + 0.5")
    page.locator("piyak-player video").evaluate(
        "(film) => { film.currentTime = 3000; film.playbackRate = 2; }"
    )
    soon(page, premiere, "film.playbackRate === 1 && film.currentTime < player.clock.elapsed + 0.5")
    # One may go back, and come again.
    page.locator("piyak-player video").evaluate("(film) => { film.pause(); film.currentTime = 0; }")
    soon(page, premiere, "film.paused && film.currentTime < 0.5")
    page.locator("[data-premiere-pill]").evaluate("(pill) => pill.click()")
    soon(page, premiere, "!film.paused && player.clock.elapsed - film.currentTime < 20")
    say(page, "what a picture")
    hears(page, "what a picture")
    said = {entry.text: entry.at_s for entry in Entry.objects.filter(room__video=premiere)}
    assert said["before it begins"] is None
    place = said["what a picture"]
    assert place is not None
    assert place >= 0

    # Afterwards it is a video like others, with what was said beside it.
    move(premiere, -2 * LONG_S)
    announce_published()
    page.reload()
    expect(page.get_by_role("heading", name="Chat replay")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator("[data-premiere-facts]")).to_have_count(0)
    page.locator("[data-player-start]").click()
    page.wait_for_function(
        "() => document.querySelector('piyak-player video').readyState > 2", timeout=PATIENCE_MS
    )
    page.locator("piyak-player video").evaluate(
        "(video, at) => { video.currentTime = at; }", place + 1
    )
    expect(messages(page).last).to_contain_text("what a picture", timeout=PATIENCE_MS)
    expect(messages(page).filter(has_text="before it begins")).to_have_count(0)
    expect(page.locator("[data-premiere-pill]")).to_have_count(0)
