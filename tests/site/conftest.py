"""A video of every privacy and state, and everybody who may come by."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import Channel, User
from tests.site.exhibits import SHAPES, Exhibit
from tests.videos.shelf import shelve
from videos.services.search_index import index_video


@pytest.fixture
def exhibits(channel: Channel) -> list[Exhibit]:
    """One video of every privacy and state, all of the creator."""
    made = []
    for shape, (audience, facts) in SHAPES.items():
        video = shelve(
            channel,
            title=f"zq{shape}title",
            description=f"description-{shape}",
            tags=[f"tag-{shape}"],
            **facts,
        )
        if shape == "password":
            video.set_password("open sesame")
            video.save()
        index_video(video)
        made.append(Exhibit(shape, audience, video))
    return made


@pytest.fixture
def actors(creator: User, stranger: User, moderator: User, sign_in: Any) -> dict[str, Client]:
    """Everybody who may come by."""
    everybody = {"owner": creator, "stranger": stranger, "staff": moderator}
    return {"anonymous": Client()} | {name: sign_in(user) for name, user in everybody.items()}
