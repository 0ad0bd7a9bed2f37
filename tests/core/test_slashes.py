"""One slash too many leads on; what is hidden stays so, and nobody is sent to another site."""

import pytest
from django.test import Client

from accounts.models import Channel
from tests.factories import VideoFactory

pytestmark = pytest.mark.django_db


def test_a_slash_too_many_leads_to_the_page(client: Client, channel: Channel) -> None:
    video = VideoFactory(channel=channel)
    for address in (f"/watch/{video.public_id}", "/@creator", "/trending"):
        answer = client.get(f"{address}/?t=3&q=a%26b")
        assert (answer.status_code, answer["Location"]) == (301, f"{address}?t=3&q=a%26b")
        assert client.get(f"{address}///").headers["Location"] == address
    # One that has to be escaped does not lead to itself.
    escaped = "/api/v1/channels/%ED%95%9C%20x"
    assert client.get(f"{escaped}/?q=/").headers["Location"] == f"{escaped}?q=/"
    # What has one keeps it, and nothing that was sent is sent elsewhere.
    assert client.get("/accounts/login/").status_code == 200
    assert client.post("/trending/").status_code == 404


def test_what_is_hidden_and_what_is_nothing_are_answered_alike(client: Client) -> None:
    hidden = VideoFactory(privacy="private").public_id
    for video in (hidden, "AAAAAAAAAAA"):
        answer = client.get(f"/watch/{video}/")
        assert (answer.status_code, answer["Location"]) == (301, f"/watch/{video}")
    assert client.get("/nothing/here/").status_code == 404


@pytest.mark.parametrize(
    "path", ["//example.com/", "//example.com/trending/", "/\\example.com/", "///trending/"]
)
def test_nobody_is_sent_to_another_site(client: Client, path: str) -> None:
    assert client.get("/", PATH_INFO=path).status_code == 404
