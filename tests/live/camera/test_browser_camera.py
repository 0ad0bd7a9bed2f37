"""A real Chromium with a camera that Chromium makes up, through the site's socket, to a real ingest."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import User
from live.models import Broadcast, PublishSession, Stream
from live.services.streams import stop_broadcast
from tests.chromium import new_profile
from tests.live.process import IngestProcess, PublisherProcess, wait_until
from tests.videos.uploading.site import Site

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def site(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """The site with its sockets, for all tests; its cameras publish where `node` listens."""
    with django_db_blocker.unblock():
        made = Site(tmp_path_factory.mktemp("site"), part_bytes=1024**2)
    yield made
    made.kill()


@pytest.fixture(scope="module")
def node(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[IngestProcess]:
    """The ingest, for all tests: it takes seconds to come up, as the site does."""
    made = IngestProcess(site.url, tmp_path_factory.mktemp("node"))
    site.environment["LIVE_INGEST_URL"] = f"rtmp://127.0.0.1:{made.rtmp_port}/live"
    site.environment["LIVE_GRACE_S"] = (
        "600"  # a busy machine takes its time to start the site again
    )
    site.start()
    yield made
    made.stop()


@pytest.fixture
def studio(
    browser: Browser,
    site: Site,
    node: IngestProcess,
    creator: User,
    stream: Stream,
    sign_in: Callable[[User], object],
) -> Iterator[Page]:
    """The creator before the page."""
    context = new_profile(browser, base_url=site.url, permissions=["camera", "microphone"])
    context.set_default_timeout(60_000)
    cookie = sign_in(creator).cookies["sessionid"].value  # type: ignore[attr-defined]
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": site.url}])
    page = context.new_page()
    page.goto(f"/studio/live/{stream.public_id}/camera/")
    yield page
    context.close()
    wait_until(node.is_quiet, "nothing is left of this camera")


@pytest.fixture
def encode(node: IngestProcess, key: str) -> Iterator[Callable[[], PublisherProcess]]:
    """Start encoders that publish to the stream."""
    started: list[PublisherProcess] = []

    def start() -> PublisherProcess:
        started.append(PublisherProcess(node.url(key)))
        return started[-1]

    yield start
    for encoder in started:
        encoder.kill()


def state(stream: Stream) -> str:
    stream.refresh_from_db()
    return str(stream.state)


def test_the_camera_is_live_comes_back_after_a_break_and_stops(
    studio: Page, site: Site, node: IngestProcess, stream: Stream
) -> None:
    status = studio.locator("[data-camera-status]")
    go = studio.get_by_role("button", name="Go live", exact=True)
    expect(go).to_be_disabled()
    studio.get_by_role("button", name="Use the camera").click()
    expect(status).to_contain_text("Only you see this")
    # A share that ends, or a camera that is unplugged, before it began is nothing to go live with.
    studio.evaluate(
        """() => {
            const [track] = document.querySelector("[data-camera-preview]").srcObject.getVideoTracks();
            track.stop();
            track.dispatchEvent(new Event("ended"));
        }"""
    )
    expect(status).to_contain_text("Choose again")
    expect(go).to_be_disabled()
    studio.get_by_role("button", name="Mute", exact=True).click()
    studio.get_by_role("button", name="Use the camera").click()
    # What is muted stays so, whichever microphone it is.
    is_heard = """() => document.querySelector("[data-camera-preview]").srcObject.getAudioTracks()[0].enabled"""
    expect(go).to_be_enabled()
    assert studio.evaluate(is_heard) is False
    studio.get_by_role("button", name="Unmute").click()
    assert studio.evaluate(is_heard) is True
    go.click()
    expect(status).to_contain_text("You are sending")
    wait_until(lambda: state(stream) == "live", "the stream is live")
    badge = studio.locator("[data-state-badge]")
    expect(badge).to_have_text("Live")
    session = PublishSession.objects.get()
    assert session.health.get("video_codec", "h264")
    path = f"p/{session.public_id}/master.m3u8"
    assert b"avc1" in node.get(path).content

    # The connection breaks: the page begins again by itself, and it is the same broadcast.
    site.kill()
    expect(status).to_contain_text("Connecting again")
    site.start()
    expect(status).to_contain_text("You are sending", timeout=120_000)
    wait_until(lambda: PublishSession.objects.count() > 1 and state(stream) == "live", "live again")
    assert Broadcast.objects.count() == 1

    # The ingest is killed: that is no end of the broadcast, either.
    sessions = PublishSession.objects.count()
    node.process.kill()
    node.process.wait()
    expect(status).to_contain_text("Connecting again")
    node.start()
    expect(status).to_contain_text("You are sending", timeout=120_000)
    wait_until(lambda: PublishSession.objects.count() > sessions and state(stream) == "live", "live once more")  # fmt: skip
    assert Broadcast.objects.count() == 1

    studio.get_by_role("button", name="Stop sending").click()
    expect(status).to_contain_text("You have stopped sending")
    wait_until(lambda: state(stream) != "live", "viewers see that it stopped")
    wait_until(lambda: not node.children(), "no ffmpeg is left")


# What a computer that sleeps does to a page's line, and, once `line.away` is false again, what it finds on waking up.
LOSE_THE_LINE = """() => {
    const Real = WebSocket;
    window.line = { away: false, sockets: [] };
    window.WebSocket = class extends Real {
        constructor(url) {
            super(line.away ? `${url}/away` : url);
            line.sockets.push(this);
        }
    };
    window.sleep = () => {
        line.away = true;
        for (const socket of line.sockets) socket.close(4000);
    };
}"""


def test_what_others_do_with_the_stream_is_told_and_nobody_else_sends(
    studio: Page,
    stream: Stream,
    encode: Callable[[], PublisherProcess],
    site: Site,
    browser: Browser,
    moderator: User,
    sign_in: Callable[[User], object],
) -> None:
    status = studio.locator("[data-camera-status]")
    studio.evaluate(LOSE_THE_LINE)
    studio.get_by_role("button", name="Use the camera").click()
    studio.get_by_role("button", name="Go live", exact=True).click()
    wait_until(lambda: state(stream) == "live", "the stream is live")

    # An encoder goes on while this computer sleeps: the page does not throw it out when it wakes up.
    studio.evaluate("sleep()")
    expect(status).to_contain_text("Connecting again")
    wait_until(lambda: state(stream) == "reconnecting", "the site knows that nobody sends")
    encoder = encode()
    wait_until(lambda: state(stream) == "live", "the encoder is live")
    studio.evaluate("line.away = false")
    expect(status).to_contain_text("took over")
    assert encoder.process.poll() is None
    assert PublishSession.objects.count() == 2
    studio.get_by_role("button", name="Go on here").click()
    expect(status).to_contain_text("You are sending")
    wait_until(lambda: encoder.process.poll() is not None, "the newest publisher wins")
    wait_until(lambda: PublishSession.objects.filter(state="publishing").exclude(camera=""), "it is the page")  # fmt: skip
    # And whoever is replaced while awake is told so, too.
    encode()
    expect(status).to_contain_text("took over")
    studio.get_by_role("button", name="Go on here").click()
    expect(status).to_contain_text("You are sending")
    wait_until(lambda: state(stream) == "live", "the page is live again")

    stop_broadcast(stream=stream, reason="ended-by-owner")
    expect(status).to_contain_text("was ended")
    expect(studio.get_by_role("button", name="Go live", exact=True)).to_be_visible()

    context = new_profile(browser, base_url=site.url)
    cookie = sign_in(moderator).cookies["sessionid"].value  # type: ignore[attr-defined]
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": site.url}])
    other = context.new_page()
    other.goto("/")
    answer = other.goto(f"/studio/live/{stream.public_id}/camera/")
    assert answer is not None
    assert answer.status == 404
    code = other.evaluate(
        f"""() => new Promise(done => {{
            const socket = new WebSocket(location.origin.replace("http", "ws") + "/ws/live/{stream.public_id}/camera");
            socket.onclose = ({{code}}) => done(code);
        }})"""
    )
    assert code == 4404
    context.close()
