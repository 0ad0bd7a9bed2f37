"""The page of one row in the admin: numbers and codes as people read them, nothing to save that cannot be, and what may be done."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import Channel, User
from chat.models import Emote, Entry, Sanction
from core.mail.models import OutgoingMail
from live.models import Broadcast, PublishSession
from tests.chat.factories import RoomFactory
from tests.factories import UserFactory, VideoFactory
from tests.live.broadcasts import go_live
from tests.live.factories import StreamFactory
from videos.models import Upload, Video

pytestmark = pytest.mark.django_db
SAVE = 'name="_save"'


@pytest.fixture
def staff(moderator: User, sign_in: Any) -> Client:
    client: Client = sign_in(moderator)
    return client


def page_of(row: Any) -> str:
    return reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_change", args=[row.pk])


def act(client: Client, row: Any, action: str, **more: str) -> Any:
    """What the button of that name on the row's page sends."""
    address = reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_changelist")
    sent = {"action": action, "_selected_action": row.pk, "_page": row.pk, **more}
    return client.post(address, sent)


def test_numbers_have_separators_and_sizes_a_unit(staff: Client, channel: Channel) -> None:
    video = VideoFactory(channel=channel, view_count=1234567)
    upload = Upload.objects.create(
        owner=channel.owner,
        video=video,
        filename="otters.mp4",
        content_type="video/mp4",
        size_bytes=7123456789,
        part_bytes=16777216,
        storage_key="sources/x",
        store_upload_id="x",
    )
    for address in (page_of(video), reverse("admin:videos_video_changelist")):
        assert "1,234,567" in staff.get(address).text, address
    for address in (page_of(upload), reverse("admin:videos_upload_changelist")):
        assert "6.6\xa0GB (7,123,456,789)" in staff.get(address).text, address


def test_codes_are_words(staff: Client, channel: Channel) -> None:
    room = RoomFactory(stream__channel=channel)
    held = Entry.objects.create(
        room=room, seq=1, author=channel.owner, client_id="1", state="held", held_for="rude"
    )
    assert "It may be rude." in staff.get(page_of(held)).text
    go_live(StreamFactory(channel=channel))
    session = PublishSession.objects.get()
    PublishSession.objects.update(end_reason="silent", protocol="rtmp")
    page = staff.get(page_of(session)).text
    assert "Nothing arrived any more" in page
    assert "RTMP" in page
    # What nobody has a word for stands as it came.
    PublishSession.objects.update(end_reason="Broken pipe")
    assert "Broken pipe" in staff.get(page_of(session)).text
    video = VideoFactory(channel=channel, state=Video.State.DELETED, state_before_deletion="ready")
    assert "readonly" in staff.get(page_of(video)).text
    assert ">ready<" not in staff.get(page_of(video)).text


def test_there_is_no_save_where_nothing_is_typed(staff: Client, channel: Channel) -> None:
    room = RoomFactory(stream__channel=channel)
    mail = OutgoingMail.objects.create(state=OutgoingMail.State.REFUSED, raw=b"To: a@example.com")
    for row in (room, mail, VideoFactory(channel=channel)):
        assert SAVE not in staff.get(page_of(row)).text, row
    assert SAVE in staff.get(page_of(channel)).text


def test_nothing_sent_to_a_page_of_facts_changes_it(staff: Client, channel: Channel) -> None:
    video = VideoFactory(channel=channel, view_count=5, title="Otters")
    staff.post(page_of(video), {"view_count": "9", "title": "Weasels", "_save": "1"})
    video.refresh_from_db()
    assert (video.view_count, video.title) == (5, "Otters")


def test_what_the_list_does_the_page_of_a_row_does_and_stays(
    staff: Client, channel: Channel
) -> None:
    video = VideoFactory(channel=channel)
    assert 'value="make_private"' in staff.get(page_of(video)).text
    answer = act(staff, video, "make_private")
    assert answer["Location"] == page_of(video)
    video.refresh_from_db()
    assert video.privacy == Video.Privacy.PRIVATE
    page = staff.get(page_of(video)).text
    assert "1 done" in page


def test_only_what_fits_the_row_is_offered(
    staff: Client, channel: Channel, moderator: User, viewer: User
) -> None:
    def offered(row: Any) -> set[str]:
        return set(re.findall(r'name="action" value="(\w+)"', staff.get(page_of(row)).text))

    assert offered(viewer) == {"suspend"}
    act(staff, viewer, "suspend", reason="spam")
    assert offered(viewer) == {"restore"}
    ban = Sanction.objects.create(channel=channel, user=viewer, made_by=moderator, reason="spam")
    assert offered(ban) == {"lift"}
    act(staff, ban, "lift")
    assert offered(ban) == set()
    # Whoever sends it all the same is told that nothing happened.
    act(staff, ban, "lift")
    assert "There was nothing to change." in staff.get(page_of(ban)).text
    stream = StreamFactory(channel=channel)
    assert offered(stream) == {"make_private", "take_key", "remove"}
    go_live(stream)
    assert "end" in offered(stream)
    assert offered(VideoFactory(channel=channel, state=Video.State.DELETED)) == set()


def test_decisions_about_emotes_are_among_the_changes(staff: Client, channel: Channel) -> None:
    emote = Emote.objects.create(channel=channel, code="otter", picture="public/emotes/x.webp")
    act(staff, emote, "refuse", reason="too many otters")
    history = reverse("admin:chat_emote_history", args=[emote.pk])
    assert "Refused: too many otters" in staff.get(history).text


@pytest.mark.parametrize("page", ["1000000", "x", "//elsewhere.example"])
def test_a_made_up_page_leads_nowhere_else(staff: Client, channel: Channel, page: str) -> None:
    answer = act(staff, VideoFactory(channel=channel), "make_private", _page=page)
    assert answer["Location"].startswith("/admin/videos/video/")


def test_a_reason_is_asked_for_and_the_person_returned_to(staff: Client, viewer: User) -> None:
    asked = act(staff, viewer, "suspend")
    assert f'name="_page" value="{viewer.pk}"' in asked.text
    assert page_of(viewer) in asked.text
    assert act(staff, viewer, "suspend", reason="spam")["Location"] == page_of(viewer)
    assert "Suspended" in staff.get(page_of(viewer)).text


def test_who_may_only_look_gets_no_buttons(sign_in: Any, channel: Channel) -> None:
    looker = UserFactory(is_staff=True)
    looker.user_permissions.add(Permission.objects.get(codename="view_video"))
    video = VideoFactory(channel=channel, view_count=1234567)
    client = sign_in(looker)
    page = client.get(page_of(video)).text
    assert 'name="action"' not in page
    assert "1,234,567" in page
    act(client, video, "make_private")
    video.refresh_from_db()
    assert video.privacy != Video.Privacy.PRIVATE


def test_a_row_is_called_as_it_is_written(staff: Client, channel: Channel) -> None:
    assert ">creator@" in staff.get(page_of(channel.owner)).text.replace("\n", "")
    emote = Emote.objects.create(channel=channel, code="otter", picture="public/emotes/x.webp")
    assert ">Approve<" in staff.get(page_of(emote)).text


def test_a_broadcast_is_called_by_the_site_s_own_clock(channel: Channel) -> None:
    go_live(StreamFactory(channel=channel))
    broadcast = Broadcast.objects.get()
    broadcast.began_at = datetime(2026, 1, 1, 20, 30, tzinfo=UTC)
    with timezone.override("Asia/Seoul"):
        assert str(broadcast).endswith("(2026-01-02 05:30)")


def test_changes_are_not_called_what_somebody_watched(staff: Client, channel: Channel) -> None:
    channel.owner.locale = "ko"
    channel.owner.is_staff = channel.owner.is_superuser = True
    channel.owner.save()
    staff.force_login(channel.owner)
    with translation.override("en"):
        page = staff.get(page_of(channel)).text
    assert "변경 내역" in page
    assert "시청 기록</" not in page
