"""An evening in real browsers: a creator in the control room, viewers on the page, a real publisher between them."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from live.models import Broadcast, Marker, Stream
from live.services.keys import rotate_key
from live.services.pictures import upload_picture
from live.services.reminding import set_reminder
from live.services.streams import stop_broadcast, update_stream
from tests.conftest import PATIENCE_MS
from tests.live.broadcasts import soon
from tests.live.pages.conftest import OpenPage
from tests.live.pages.theatre import Theatre
from tests.live.pictures import orange
from tests.live.process import HEVC, PICTURE, SOUND

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PLAYS = "v => !v.paused && v.readyState >= 3 && v.currentTime > 0.5"
ENDS_WHILE_PICTURES_ARE_LEFT = """() => {
  const live = document.querySelector("piyak-live");
  const on = live.state;
  const tell = (detail) => live.socket.dispatchEvent(new CustomEvent("state", { detail }));
  const seen = [];
  tell({ ...on, state: "ended", session: null });
  seen.push(live.dataset.state);
  live.video.dispatchEvent(new Event("waiting"));
  seen.push(live.dataset.state);
  tell(on);
  seen.push(live.dataset.state);
  return seen;
}"""


def wait(page: Page, condition: str, *, of: str = "video") -> None:
    """Wait until `condition`, a function of the element, holds."""
    page.wait_for_function(
        f"() => {{ const e = document.querySelector('{of}'); return e && ({condition})(e); }}",
        timeout=PATIENCE_MS,
    )


def video(page: Page, expression: str) -> object:
    return page.locator("video").evaluate(f"v => {expression}")


def say(page: Page, state: str) -> None:
    expect(page.locator("piyak-live")).to_have_attribute("data-state", state)


def test_an_evening_from_the_first_form_to_the_recording(
    theatre: Theatre, open_page: OpenPage, creator: User
) -> None:
    studio = open_page(creator, viewport={"width": 1440, "height": 1000})
    studio.goto("/studio/live/new/")
    studio.get_by_label("Title").fill("Baking bread")
    studio.get_by_role("button", name="Make the stream").click()
    studio.get_by_role("button", name="Make a stream key").click()
    shown = studio.locator("[data-key-shown] code")
    expect(shown).to_contain_text("live-")
    expect(studio.get_by_role("button", name="Take the key away")).to_be_visible()
    key = shown.inner_text()
    stream = Stream.objects.get()
    upload_picture(stream=stream, data=orange())

    viewer = open_page()
    viewer.goto(stream.get_absolute_url())
    viewer.evaluate("window.same = true")
    expect(viewer.get_by_role("heading", name="Not live yet")).to_be_visible()
    expect(viewer.locator("[data-viewers]")).to_have_text("1 waiting")

    theatre.publish(key)
    wait(viewer, PLAYS)
    say(viewer, "live")
    assert video(viewer, "v.muted")
    unmute = viewer.get_by_role("button", name="Turn the sound on")
    unmute.click()
    assert not video(viewer, "v.muted")
    expect(unmute).to_be_hidden()
    expect(viewer.locator("[data-viewers]")).to_have_text("1 watching")

    # The control room knows the signal, shows the preview, and acts on open pages.
    wait(studio, PLAYS)
    wait(studio, "e => e.firstElementChild.matches('.live-chat')", of=".control__side")
    expect(studio.locator("[data-now=viewers]")).to_have_text("1")
    expect(studio.locator("[data-now=codecs]")).to_have_text("320 × 180 · H.264 · AAC")
    expect(studio.locator("[data-now=keys]")).to_have_text("2 s")
    expect(studio.locator("[data-now=kbps]")).to_contain_text("kb/s")
    studio.get_by_role("button", name="Mark this moment").focus()
    studio.keyboard.press("m")
    expect(studio.locator("[data-markers] li")).to_have_count(1)
    assert Marker.objects.count() == 1
    studio.locator("#quick-title").fill("Baking cake")
    studio.locator("[data-quick-title] button").click()
    expect(viewer.get_by_role("heading", level=1)).to_have_text("Baking cake")

    # The sound alone is there to choose, and nothing that playback begins with.
    assert video(viewer, "v.videoWidth") == 320
    choose = "document.querySelector('piyak-live').player.engine.setQuality"
    viewer.get_by_role("button", name="Settings").click()
    viewer.get_by_role("menuitem", name="Quality").click()
    viewer.get_by_role("menuitemradio", name="Sound only").click()
    wait(viewer, "v => v.videoWidth === 0 && v.readyState >= 3 && v.currentTime > 0 && !v.paused")
    wait(viewer, "e => e.player.engine.pinned === 'Sound only'", of="piyak-live")
    viewer.evaluate(f"{choose}(null)")
    wait(viewer, "v => v.videoWidth === 320 && v.readyState >= 3 && !v.paused")
    viewer.keyboard.press("Escape")

    # Back in time and to the broadcast again.
    wait(viewer, "e => e.player.engine.edge - e.player.engine.start > 8", of="piyak-live")
    viewer.keyboard.press("0")
    wait(viewer, "e => e.player.engine.edge - e.video.currentTime > 4", of="piyak-live")
    pill = viewer.locator("[data-live-pill]")
    expect(pill).to_contain_text(re.compile(r"−\d+:\d\d"))
    pill.click()
    wait(viewer, "e => e.player.engine.edge - e.video.currentTime < 3", of="piyak-live")

    # The connection is lost and comes back: another session, the same page.
    before = viewer.evaluate("document.querySelector('piyak-live').player.engine.session")
    theatre.empty()
    say(viewer, "reconnecting")
    moment = viewer.locator("[data-panel=reconnecting]")
    expect(moment).to_contain_text("One moment")
    # The last picture stays to be seen below.
    assert "0.74" in moment.evaluate("(panel) => getComputedStyle(panel).backgroundImage")
    theatre.publish(key)
    say(viewer, "live")
    wait(viewer, f"e => e.player.engine.session !== '{before}'", of="piyak-live")
    wait(viewer, PLAYS)
    assert not video(viewer, "v.muted")  # whoever had sound keeps it

    # Its last pictures may still be seen, but where there are none nobody waits for more.
    assert viewer.evaluate(ENDS_WHILE_PICTURES_ARE_LEFT) == ["live", "ended", "live"]
    studio.get_by_role("button", name="End the stream").click()
    studio.get_by_role("dialog").get_by_role("button", name="End it").click()
    expect(viewer.get_by_role("heading", name="The stream has ended")).to_be_visible()
    # Nothing turns below the words, and nothing that nobody sees is reached by the keyboard.
    for below in (".player-chrome", "media-loading-indicator"):
        expect(viewer.locator(f"media-controller > {below}")).to_be_hidden()
    # Whose page says so watches no more.
    expect(studio.locator("[data-now=viewers]")).to_have_text("0")
    recording = viewer.get_by_role("link", name="Watch the recording")
    expect(recording).to_be_visible()
    assert viewer.evaluate("window.same")  # all of it without a reload
    recording.click()
    expect(viewer.get_by_role("heading", level=1)).to_have_text("Baking cake")
    assert Broadcast.objects.get().video


def test_the_control_room_follows_without_a_reload(
    theatre: Theatre, open_page: OpenPage, stream: Stream, creator: User
) -> None:
    Stream.objects.update(repeats=False)
    studio = open_page(creator, viewport={"width": 1440, "height": 1000})
    studio.goto(f"/studio/live/{stream.public_id}/")
    theatre.publish(rotate_key(stream=stream))
    say(studio, "live")
    # A marker that another visit made is removed as one of this visit's is.
    room = studio.locator("[data-markers] li")
    studio.get_by_placeholder("What happens now").fill("The dough")
    studio.get_by_role("button", name="Mark this moment").click()
    expect(room).to_have_count(1)
    studio.reload()
    studio.get_by_role("button", name="Mark this moment").click()
    expect(room).to_have_count(2)
    expect(room.first).to_contain_text("The dough")
    for left in (1, 0):
        studio.get_by_role("button", name="Remove the marker").first.click()
        expect(room).to_have_count(left)
    assert not Marker.objects.exists()

    studio.evaluate("window.same = true")
    mode = studio.get_by_role("checkbox", name="Test mode")
    notice = studio.get_by_text("Test mode: only you see this stream.")
    expect(notice).to_be_hidden()
    mode.click()
    dialog = studio.get_by_role("dialog", name="Switch test mode on?")
    expect(dialog).to_contain_text("What they have seen is kept")
    dialog.get_by_role("button", name="Cancel").click()
    expect(mode).not_to_be_checked()
    assert not Stream.objects.get().is_test
    mode.click()
    dialog.get_by_role("button", name="Switch it on").click()
    expect(notice).to_be_visible()
    assert Stream.objects.get().is_test
    mode.click()
    expect(notice).to_be_hidden()
    expect(studio.get_by_text("kept as a video from now on")).to_be_visible()

    again = studio.get_by_role("button", name="Open it again")
    expect(again).to_be_hidden()
    mark = studio.get_by_role("button", name="Mark this moment")
    expect(mark).to_be_visible()
    stop_broadcast(stream=stream, reason="ended-by-owner")
    expect(again).to_be_visible()
    # What cannot be done any more is not offered, and what is said of the encoder is true.
    expect(mark).to_be_hidden()
    expect(studio.locator("[data-advice]")).to_have_text("This broadcast is over.")
    assert studio.evaluate("window.same")
    again.click()
    expect(again).to_be_hidden()
    assert Stream.objects.get().state == "waiting"


def test_only_by_its_address_then_for_nobody(
    theatre: Theatre, open_page: OpenPage, stream: Stream
) -> None:
    Stream.objects.update(privacy="unlisted")
    theatre.publish(rotate_key(stream=stream), inputs=SOUND, codecs=("-c:a", "aac"))
    viewer = open_page()
    viewer.goto(stream.get_absolute_url())
    wait(viewer, PLAYS)
    assert "/hls/p/" not in viewer.evaluate(
        "document.querySelector('piyak-live').player.engine.masterUrl"
    )
    expect(viewer.get_by_text("Sound only")).to_be_visible()
    # A ticket is renewed without a stop: what the player knows goes on by the new one.
    assert viewer.evaluate("document.querySelector('piyak-live').player.engine.renew()") in {
        "renewed",
        "same",
    }
    at = video(viewer, "v.currentTime")
    wait(viewer, f"v => v.currentTime > {at} + 3")
    update_stream(stream=stream, changes={"privacy": "private"})
    expect(viewer.get_by_role("heading", level=1)).to_have_text("This page is not here")


def test_a_browser_that_cannot_show_the_picture_says_so(
    theatre: Theatre, open_page: OpenPage, stream: Stream
) -> None:
    key = rotate_key(stream=stream)
    theatre.publish(key, codecs=[*HEVC, "-c:a", "aac"])
    viewer = open_page()
    viewer.goto(stream.get_absolute_url())
    wait(viewer, PLAYS)
    unseen = viewer.get_by_text("cannot show the picture of this stream (HEVC)")
    expect(unseen).to_be_visible()

    # Without its sound nothing is left, and nobody is told that they hear it.
    theatre.empty()
    say(viewer, "reconnecting")
    theatre.publish(key, inputs=PICTURE, codecs=HEVC)
    expect(viewer.get_by_text("Your browser cannot play this stream")).to_be_visible()
    expect(unseen).to_be_hidden()


def test_a_reminder_is_set_until_the_announced_stream_begins(
    open_page: OpenPage, stream: Stream, viewer: User
) -> None:
    set_reminder(stream=stream, user=viewer)
    page = open_page(viewer)
    page.goto(stream.get_absolute_url())
    form = page.locator("form[data-remind]")
    tell = "([state, starts_at]) => document.querySelector('[data-watch-page]').dispatchEvent(new CustomEvent('livestate', { detail: { state, starts_at, title: 'Baking bread' } }))"
    expect(form.get_by_role("button", name="Reminder set")).to_be_visible()
    page.evaluate(tell, ["live", soon(days=2).isoformat()])  # something else
    expect(form).to_be_hidden()
    page.evaluate(tell, ["ended", None])
    expect(form.get_by_role("button", name="Reminder set")).to_be_visible()
    page.evaluate(tell, ["live", soon(minutes=5).isoformat()])
    page.evaluate(tell, ["ended", None])
    expect(form.get_by_role("button", name="Remind me")).to_be_visible()
    expect(form.get_by_role("button", name="Reminder set")).to_be_hidden()


def test_the_site_restarts_and_open_pages_know_what_they_missed(
    theatre: Theatre, open_page: OpenPage, stream: Stream
) -> None:
    key = rotate_key(stream=stream)
    viewer = open_page()
    viewer.goto(stream.get_absolute_url())
    say(viewer, "waiting")
    viewer.wait_for_load_state("networkidle")  # what loads late is there
    theatre.site.kill()
    expect(viewer.get_by_text("Connecting again")).to_be_visible()
    theatre.site.start()
    theatre.publish(key)
    wait(viewer, PLAYS)
    expect(viewer.get_by_text("Connecting again")).to_be_hidden()
    # Media do not pass through the site: its end does not stop them.
    theatre.site.kill()
    at = video(viewer, "v.currentTime")
    wait(viewer, f"v => v.currentTime > {at} + 4")
    theatre.site.start()
    theatre.empty()
    say(viewer, "reconnecting")
