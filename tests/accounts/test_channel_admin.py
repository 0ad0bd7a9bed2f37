"""Staff put channels right by the rules of their creators, and everybody who shows a channel hears of it."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.test import Client

from accounts.models import Channel, User
from accounts.services.channel_editing import save_channel
from tests.factories import UserFactory, VideoFactory
from videos.services.search_index import index_video

pytestmark = pytest.mark.django_db
CHANNELS = "/admin/accounts/channel/"


@pytest.fixture
def staff(sign_in: Any, moderator: User) -> Client:
    """Somebody who may do everything, signed in."""
    client: Client = sign_in(moderator)
    return client


def change(client: Client, channel: Channel, **facts: str) -> Any:
    kept = {"name": channel.name, "handle": channel.handle, "description": "", "links_text": ""}
    return client.post(f"{CHANNELS}{channel.pk}/change/", kept | facts)


def pictured(channel: Channel) -> list[Path]:
    """Give the channel both pictures: their files."""
    save_channel(
        channel=channel,
        links=["https://kept.example"],
        pictures={name: ContentFile(b"x", name=f"{name}.webp") for name in ("avatar", "banner")},
    )
    return [Path(channel.avatar.path), Path(channel.banner.path)]


def test_another_name_is_found_and_told_at_once(
    staff: Client, channel: Channel, django_capture_on_commit_callbacks: Any
) -> None:
    video = VideoFactory(channel=channel, title="Rye bread")
    index_video(video)
    facts = f"/api/v1/videos/{video.public_id}"
    assert staff.get(facts).json()["channel"]["name"] == "The Creator"
    with django_capture_on_commit_callbacks(execute=True):
        assert change(staff, channel, name="Wolken", handle="@Wolken").status_code == 302
    assert staff.get(facts).json()["channel"]["name"] == "Wolken"
    assert staff.get("/api/v1/search?q=rye+wolken").json()["total"] == 1
    assert Channel.objects.get(pk=channel.pk).handle == "wolken"


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("handle", "admin", "taken"),
        ("handle", "Other", "taken"),
        ("handle", "a/../b", "3 to 30"),
        ("name", "\u200b\u2060 ", "people can see"),
        ("links_text", "javascript:alert(1)", "not a web address"),
    ],
)
def test_what_a_creator_may_not_type_staff_may_not_either(
    staff: Client, channel: Channel, field: str, typed: str, says: str
) -> None:
    Channel.objects.create(owner=UserFactory(), handle="other", name="Other")
    answer = change(staff, channel, **{field: typed})
    assert answer.status_code == 200
    assert says in str(answer.context["errors"])
    channel.refresh_from_db()
    assert (channel.handle, channel.name, channel.links) == ("creator", "The Creator", [])


def test_texts_are_cleaned_and_links_kept(staff: Client, channel: Channel) -> None:
    change(
        staff, channel, name="Sea\u202e gulls", links_text="https://a.example\n\nhttps://b.example"
    )
    channel.refresh_from_db()
    assert channel.name == "Sea gulls"
    assert channel.links == ["https://a.example", "https://b.example"]
    page = staff.get(f"{CHANNELS}{channel.pk}/change/").content.decode()
    assert "https://a.example\nhttps://b.example" in page


@pytest.mark.parametrize(
    ("action", "said"),
    [("remove_avatar", "Removed the picture."), ("remove_banner", "Removed the banner.")],
)
def test_an_offensive_picture_goes_for_everybody_and_the_history_says_who_took_it(
    staff: Client,
    channel: Channel,
    action: str,
    said: str,
    settings: Any,
    tmp_path: Path,
    django_capture_on_commit_callbacks: Any,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    files = pictured(channel)
    gone, kept = files if action == "remove_avatar" else reversed(files)
    facts = f"/api/v1/videos/{VideoFactory(channel=channel).public_id}"
    assert staff.get(facts).json()["channel"]["avatar_url"]
    chosen = {"action": action, "_selected_action": [channel.pk]}
    with django_capture_on_commit_callbacks(execute=True):
        answer = staff.post(CHANNELS, chosen, follow=True)
    assert "1 channel changed." in answer.content.decode()
    assert not gone.exists()
    assert kept.exists()
    assert bool(staff.get(facts).json()["channel"]["avatar_url"]) == (action == "remove_banner")
    channel.refresh_from_db()
    assert channel.links == ["https://kept.example"]
    entry = LogEntry.objects.get()
    assert (entry.user.email, entry.change_message) == ("moderator@example.com", said)
    assert "nothing to remove" in staff.post(CHANNELS, chosen, follow=True).content.decode()
    assert LogEntry.objects.count() == 1


def test_who_may_only_look_changes_nothing(sign_in: Any, channel: Channel) -> None:
    watcher: User = UserFactory(is_staff=True)
    watcher.user_permissions.set(Permission.objects.filter(codename="view_channel"))
    pictured(channel)
    client = sign_in(watcher)
    page = client.get(f"{CHANNELS}{channel.pk}/change/").content.decode()
    assert channel.avatar.url in page
    assert "kept.example" in page
    assert "Remove the picture" not in page
    assert change(client, channel, name="Mine now").status_code == 403
    client.post(CHANNELS, {"action": "remove_avatar", "_selected_action": [channel.pk]})
    channel.refresh_from_db()
    assert channel.name == "The Creator"
    assert channel.avatar


def test_followers_who_come_meanwhile_are_not_forgotten(channel: Channel) -> None:
    Channel.objects.filter(pk=channel.pk).update(follower_count=7)
    save_channel(channel=channel, links=[], pictures={})
    assert Channel.objects.get(pk=channel.pk).follower_count == 7
