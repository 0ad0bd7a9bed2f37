"""Stream keys: shown once, replaced and taken away together with whoever publishes by them."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from live.models import Stream, StreamKey
from live.services.key_changes import replace_key, take_key_away
from live.services.publishing import PublishRefused
from tests.live.broadcasts import go_live, publish

pytestmark = pytest.mark.django_db


def test_a_new_key_cuts_off_whoever_publishes_with_the_old_one(stream: Stream) -> None:
    old = replace_key(stream=stream)
    session = go_live(stream, key=old)
    new = replace_key(stream=stream)
    session.refresh_from_db()
    stream.refresh_from_db()
    assert (session.state, session.end_reason) == ("ended", "key-changed")
    assert stream.state == "reconnecting"  # viewers wait for the rightful one
    with pytest.raises(PublishRefused):
        publish(stream, key=old)
    assert go_live(stream, key=new).broadcast_id == session.broadcast_id


def test_without_a_key_nobody_publishes(stream: Stream) -> None:
    key = replace_key(stream=stream)
    session = go_live(stream, key=key)
    assert take_key_away(stream=stream)
    assert not take_key_away(stream=stream)
    session.refresh_from_db()
    assert session.state == "ended"
    with pytest.raises(PublishRefused):
        publish(stream, key=key)


def test_the_page_shows_a_key_once(stream: Stream, creator: User, sign_in: Any) -> None:
    client: Client = sign_in(creator)
    room = f"/studio/live/{stream.public_id}/"
    assert "There is no key yet." in client.get(room).content.decode()
    made = client.post(f"{room}key/")
    shown = made.context["key"]
    assert shown in made.content.decode()
    assert "no-store" in made["Cache-Control"]
    later = client.get(room).content.decode()
    assert shown not in later
    assert f"ends with {shown[-4:]}" in later
    assert shown not in str(StreamKey.objects.values())
    assert client.post(f"{room}key/", {"take_away": "1"}).status_code == 302
    assert "There is no key yet." in client.get(room).content.decode()
