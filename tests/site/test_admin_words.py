"""The admin's values, filters, helps and empty lists are in words that staff understands."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Channel
from core.admin_words import NOTHING
from core.mail.models import OutgoingMail
from live.models import Broadcast, PublishSession
from tests.chat.factories import RoomFactory
from tests.factories import ChannelFactory, VideoFactory
from tests.live.broadcasts import go_live
from tests.live.factories import StreamFactory
from videos.models import Caption, Source, Transcode, Video

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(moderator: Any, sign_in: Any) -> Client:
    client: Client = sign_in(moderator)
    return client


@pytest.fixture
def runs(channel: Channel) -> list[Transcode]:
    """Three that failed, two of them for what is said alike, and one that did not."""
    codes = ["ffmpeg", "output-missing", "disk-full", ""]
    source = Source.objects.create(
        video=VideoFactory(channel=channel), storage_key="x", filename="otters.mp4", size_bytes=1
    )
    return [
        Transcode.objects.create(
            source=source, engine="ffmpeg", prefix=f"p{n}", failure=code, state="failed"
        )
        for n, code in enumerate(codes)
    ]


def facts(client: Client, row: Any) -> dict[str, str]:
    """What the page of one row says under each name."""
    name = row._meta.label_lower.replace(".", "_")
    page = client.get(reverse(f"admin:{name}_change", args=[row.pk])).text
    found = re.findall(
        r'<label[^>]*>\s*([^<]*?):?\s*</label>.*?<div class="readonly[^>]*>(.*?)</div>(.*?)(?=<label|</fieldset)',
        page,
        re.DOTALL,
    )
    return {label: re.sub(r"<[^>]+>", "", value + after).strip() for label, value, after in found}


def choices(client: Client, listed: str, title: str) -> dict[str, str]:
    """What a filter of a list offers, and where each leads."""
    changes = client.get(reverse(listed)).context["cl"]
    spec = next(each for each in changes.filter_specs if str(each.title) == title)
    return {str(each["display"]): each["query_string"] for each in spec.choices(changes)}


def test_nothing_is_a_dash_and_never_null(staff: Client, channel: Channel) -> None:
    video = VideoFactory(channel=channel, description="")
    source = Source.objects.create(video=video, storage_key="x", filename="x.mp4", size_bytes=1)
    go_live(StreamFactory(channel=channel))
    OutgoingMail.objects.create(raw=b"To: a@example.com")
    said = facts(staff, source)["What was found in it"]
    assert said.startswith(NOTHING)
    assert facts(staff, Broadcast.objects.get())["Times of the recording"].startswith(NOTHING)
    assert facts(staff, video)["Description"] == NOTHING
    assert re.search(r'field-failure[^>]*>\s*—\s*<', staff.get(reverse("admin:core_outgoingmail_changelist")).text)  # fmt: skip
    source.probe = {"streams": ["수달"]}
    source.save()
    assert "수달" in facts(staff, source)["What was found in it"]


def test_lengths_are_read_like_a_clock(staff: Client, channel: Channel) -> None:
    video = VideoFactory(channel=channel, duration_ms=245_000, watch_time_s=7325)
    said = facts(staff, video)
    assert said["Length"] == "4:05"
    assert said["Watch time"].startswith("2:02:05")
    caption = Caption.objects.create(
        video=video, language="en", label="English", storage_key="x", duration_ms=3249
    )
    assert facts(staff, caption)["Length"].startswith("3.2 s")
    assert facts(staff, StreamFactory(channel=channel))["Rewind"].startswith("4 hours")
    room = RoomFactory(stream__channel=channel)
    assert facts(staff, room)["Following for at least"].startswith(NOTHING)


def test_filters_speak_in_words(staff: Client, runs: list[Transcode]) -> None:
    offered = choices(staff, "admin:videos_transcode_changelist", "code of the failure")
    assert len(offered) == 3  # all, and one for what is said alike
    alike = next(where for words, where in offered.items() if "could not be converted" in words)
    listed = staff.get(reverse("admin:videos_transcode_changelist") + alike).context["cl"]
    assert {run.failure for run in listed.result_list} == {"ffmpeg", "output-missing"}
    assert "FFmpeg" in choices(staff, "admin:videos_transcode_changelist", "engine")
    # A made-up code finds nothing.
    made_up = staff.get(reverse("admin:videos_transcode_changelist"), {"failure": "x"})
    assert list(made_up.context["cl"].result_list) == []


def test_filters_of_live_speak_in_words(staff: Client, channel: Channel) -> None:
    go_live(StreamFactory(channel=channel))
    PublishSession.objects.update(end_reason="silent", protocol="rtmp", engine="piyakast")
    sessions = "admin:live_publishsession_changelist"
    assert "Nothing arrived any more" in choices(staff, sessions, "reason")
    assert "RTMP" in choices(staff, sessions, "protocol")
    assert "PIYAKast" in choices(staff, sessions, "engine")


def test_fields_say_what_they_mean(staff: Client, channel: Channel) -> None:
    page = staff.get(reverse("admin:videos_video_change", args=[VideoFactory(channel=channel).pk]))
    assert "Kept from everybody while the account of its owner is closed." in page.text
    page = staff.get(reverse("admin:accounts_user_change", args=[channel.owner_id]))
    assert "Each group gives its rights to all who are in it." in page.text
    stream = StreamFactory(channel=channel, is_test=True)
    page = staff.get(reverse("admin:live_stream_change", args=[stream.pk]))
    assert "Only its owner sees it, and nobody is told of it." in page.text


def test_pages_are_called_by_what_is_in_them(staff: Client, channel: Channel) -> None:
    def title(address: str) -> str:
        found = re.search(r"<title>(.*?)</title>", staff.get(address).text, re.DOTALL)
        assert found is not None
        return " ".join(found[1].split())

    assert title(reverse("admin:videos_video_changelist")).startswith("Videos |")
    video = VideoFactory(channel=channel, title="Otters")
    page = title(reverse("admin:videos_video_change", args=[video.pk]))
    assert page.startswith("Otters | Video |")


def test_people_come_first_and_rights_last(staff: Client) -> None:
    apps = [app["app_label"] for app in staff.get(reverse("admin:index")).context["app_list"]]
    assert apps == ["accounts", "videos", "live", "chat", "core", "auth"]


def test_the_poster_is_seen(staff: Client, channel: Channel) -> None:
    video = VideoFactory(channel=channel)
    Video.objects.filter(pk=video.pk).update(poster=f"media/{video.public_id}/v1/poster-1.jpg")
    page = staff.get(reverse("admin:videos_video_change", args=[video.pk])).text
    assert re.search(r'<img class="piyak-picture" src="/media/[^"]+/v1/poster-1.jpg"', page)


def test_filters_stand_under_their_name(staff: Client, moderator: Any) -> None:
    moderator.locale = "ko"
    moderator.save()
    assert "(으)로" not in staff.get(reverse("admin:chat_entry_changelist")).text


def test_an_empty_list_says_what_that_means(staff: Client) -> None:
    videos = reverse("admin:videos_video_changelist")
    assert "Nothing here yet" in staff.get(videos).text
    assert "Show all" not in staff.get(videos).text
    ChannelFactory()
    page = staff.get(videos, {"q": "weasels"}).text
    assert "Nothing found" in page
    assert "Show all" in page
