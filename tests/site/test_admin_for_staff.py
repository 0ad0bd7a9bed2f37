"""Staff find their way in the admin: from a person to their channel and videos, and back; suspended ones are marked."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Channel, User
from accounts.services.suspension import suspend_user
from tests.factories import ChannelFactory, VideoFactory

pytestmark = pytest.mark.django_db
VIDEOS = "admin:videos_video_changelist"


@pytest.fixture
def staff(moderator: User, sign_in: Any) -> Client:
    client: Client = sign_in(moderator)
    return client


@pytest.fixture
def two_channels(channel: Channel) -> tuple[Channel, Channel]:
    """The creator with otters, and somebody else, suspended, with weasels."""
    other = ChannelFactory(handle="other", owner__email="other@example.com", owner__is_active=False)
    VideoFactory(channel=channel, title="Otters at play")
    VideoFactory(channel=other, title="Weasels at night")
    return channel, other


def titles(client: Client, **query: Any) -> set[str]:
    rows = client.get(reverse(VIDEOS), query).context["cl"].result_list
    return {video.title for video in rows}


def test_videos_are_found_by_channel_and_owner(
    staff: Client, two_channels: tuple[Channel, Channel]
) -> None:
    channel, other = two_channels
    assert titles(staff, q="other@example.com") == {"Weasels at night"}
    assert titles(staff, q="creator") == {"Otters at play"}
    assert titles(staff, channel__id__exact=other.pk) == {"Weasels at night"}
    assert titles(staff, channel__owner__id__exact=channel.owner_id) == {"Otters at play"}
    # What the filters' search fields ask for.
    offered = staff.get(
        reverse("admin:autocomplete"),
        {"app_label": "accounts", "model_name": "channel", "field_name": "owner", "term": "other"},
    )
    assert [each["text"] for each in offered.json()["results"]] == ["other@example.com"]


def test_a_person_leads_to_channel_and_videos_and_back(
    staff: Client, two_channels: tuple[Channel, Channel]
) -> None:
    channel, _other = two_channels
    person = reverse("admin:accounts_user_change", args=[channel.owner_id])
    own = reverse("admin:accounts_channel_change", args=[channel.pk])
    videos = f"{reverse(VIDEOS)}?channel__id__exact={channel.pk}"
    for page in (person, own):
        assert videos in staff.get(page).text
    assert own in staff.get(person).text
    video = channel.videos.get()
    page = staff.get(reverse("admin:videos_video_change", args=[video.pk])).text
    for link in (person, own, f"?source__video__id__exact={video.pk}"):
        assert link in page
    assert titles(staff, channel__id__exact=channel.pk) == {"Otters at play"}


def test_suspended_people_and_what_is_theirs_are_marked(
    staff: Client, moderator: User, two_channels: tuple[Channel, Channel]
) -> None:
    channel, _other = two_channels
    assert titles(staff, standing="suspended") == {"Weasels at night"}
    suspend_user(user=channel.owner, actor=moderator, reason="spam")
    assert titles(staff, standing="suspended") == {"Otters at play", "Weasels at night"}
    assert titles(staff, standing="active") == set()
    for page in (
        reverse(VIDEOS),
        reverse("admin:videos_video_change", args=[channel.videos.get().pk]),
        reverse("admin:accounts_channel_changelist"),
        reverse("admin:accounts_channel_change", args=[channel.pk]),
        reverse("admin:accounts_user_changelist"),
        reverse("admin:accounts_user_change", args=[channel.owner_id]),
    ):
        text = staff.get(page, {"q": ""}).text
        assert "Suspended" in text, page
        assert "User.Standing" not in text, page


def test_the_list_costs_the_same_however_many_owners(
    staff: Client, two_channels: tuple[Channel, Channel]
) -> None:
    staff.get(reverse(VIDEOS))
    with CaptureQueriesContext(connection) as few:
        staff.get(reverse(VIDEOS))
    for number in range(5):
        VideoFactory(title=f"Another {number}")
    with CaptureQueriesContext(connection) as many:
        staff.get(reverse(VIDEOS))
    assert len(many) <= len(few)
