"""The page of a channel: one spelling, its picture for other sites, no hostile links."""

from typing import Any

import pytest
from django.db.models.fields.files import FieldFile
from django.test import Client

from accounts.models import Channel, User
from tests.discovery.conftest import MakeVideo

pytestmark = pytest.mark.django_db


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    return response.content.decode()


def test_the_channel_page_is_for_one_spelling_and_the_owner_can_edit(
    client: Client, sign_in: Any, creator: User, viewer: User, make_video: MakeVideo
) -> None:
    make_video("sea")
    response = client.get("/@Creator")
    assert (response.status_code, response["Location"]) == (301, "/@creator")
    assert client.get("/@nobody").status_code == 404
    assert client.get("/@nobody/feed.xml").status_code == 404
    assert "Edit channel" not in text(client, "/@creator")
    found = text(sign_in(viewer), "/@creator")
    assert "follow__start" in found
    assert "Edit channel" not in found
    own = text(sign_in(creator), "/@creator")
    assert "Edit channel" in own
    assert "follow__start" not in own
    creator.is_active = False
    creator.save()
    assert client.get("/@creator").status_code == 404


@pytest.mark.parametrize("stored", ["/media/public/avatars/a.webp", "https://cdn.example/a.webp"])
def test_the_picture_of_a_channel_is_named_to_other_sites_wherever_it_lies(
    client: Client, channel: Channel, monkeypatch: pytest.MonkeyPatch, stored: str
) -> None:
    Channel.objects.filter(pk=channel.pk).update(avatar="public/avatars/a.webp")
    monkeypatch.setattr(FieldFile, "url", stored)
    whole = stored if "://" in stored else f"http://testserver{stored}"
    assert f'<meta property="og:image" content="{whole}">' in text(client, "/@creator")


def test_a_hostile_link_of_a_channel_is_not_shown(client: Client, channel: Channel) -> None:
    channel.links = [
        {"title": "bad", "url": "javascript:alert(1)"},
        {"title": "good", "url": "https://example.com/"},
        "nonsense",
        "https://www.example.org/typed",
        "javascript:alert(2)",
    ]
    channel.description = "<script>alert(1)</script> https://example.com"
    channel.save()
    body = text(client, "/@creator/about")
    assert "javascript:" not in body
    assert "<script>alert" not in body
    assert 'href="https://example.com/"' in body
    assert 'href="https://www.example.org/typed"' in body
    assert "example.org/typed</a>" in body
