"""Chat beside a recording: what had been said by then, whichever way the player goes."""

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from chat.models import Entry, Room
from chat.services.names import give_name
from live.models import Broadcast
from tests.chat.factories import RoomFactory
from tests.chat.look.acting import PATIENCE_MS, messages
from tests.live.factories import StreamFactory
from tests.videos.watch.conftest import Viewer, film, make_playable, projector, video, watching
from videos.models import Video

__all__ = ["film", "make_playable", "projector", "video", "watching"]
pytestmark = pytest.mark.django_db(transaction=True)

BY = {"id": "x", "handle": "talker", "name": "Talker", "avatar": "", "badges": [], "colour": 3}


@pytest.fixture
def recording(video: Video, talker: User) -> Video:
    """A recording in which something was said in every second; the one at 5 s was removed."""
    give_name(talker)
    stream = StreamFactory(channel=video.channel)
    room: Room = RoomFactory(stream=stream)
    broadcast = Broadcast.objects.create(
        stream=stream, video=video, title="Then", live_at=timezone.now()
    )
    for second in range(1, 40):
        state = Entry.State.REMOVED if second == 5 else Entry.State.SHOWN
        text = f"at second {second}."
        shown = {"cid": f"c{second}", "at": 1_790_000_000_000 + second, "by": BY, "text": text,
                 "emotes": [], "mentions": [], "reply": None, "offset_s": float(second)}  # fmt: skip
        Entry.objects.create(
            room=room, seq=second, author=talker, client_id=f"c{second}", text=text, state=state,
            shown=shown, broadcast=broadcast, at_s=second,
        )  # fmt: skip
    return video


def seek(page: Page, second: float) -> None:
    page.locator("video").evaluate("(video, at) => { video.currentTime = at; }", second)


def newest(page: Page, text: str) -> None:
    expect(messages(page).last).to_contain_text(text, timeout=PATIENCE_MS)


def test_the_replay_follows_the_player(watching: Viewer, recording: Video) -> None:
    page = watching.page
    asked: list[str] = []
    page.on(
        "request", lambda request: asked.append(request.url) if "/replay" in request.url else None
    )
    watching.open(recording)
    expect(page.get_by_role("heading", name="Chat replay")).to_be_visible()
    expect(page.locator("[data-composer]")).to_have_count(0)
    watching.play()
    watching.video("v.pause()")
    seek(page, 10.5)
    newest(page, "at second 10.")
    expect(messages(page)).to_have_count(9)
    expect(messages(page).first.locator(".chat-message__time")).to_have_text("0:01")
    # Ahead, and back: what had not been said by then is not there.
    seek(page, 30.2)
    newest(page, "at second 30.")
    seek(page, 3.5)
    newest(page, "at second 3.")
    expect(messages(page)).to_have_count(3)
    watching.video("v.play()")
    newest(page, "at second 4.")
    # Windows of time, each asked for once.
    assert len(asked) == len(set(asked)) <= 2


def test_a_video_without_anything_said_has_no_replay(watching: Viewer, video: Video) -> None:
    watching.open(video)
    expect(watching.page.locator(".watch-next")).to_be_visible()
    expect(watching.page.locator("piyak-chat")).to_have_count(0)


def test_what_was_said_is_told_to_who_may_watch(
    recording: Video, client: Any, creator: User, sign_in: Any
) -> None:
    Video.objects.update(privacy=Video.Privacy.PRIVATE)
    address = f"/api/v1/chat/videos/{recording.public_id}/replay?from=0&to=60"
    assert client.get(address).status_code == 404
    assert len(sign_in(creator).get(address).json()["messages"]) == 38
