"""Listed videos with words in Korean and English, indexed as the site would."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Channel
from tests.factories import VideoFactory
from videos.models import Transcode, Video
from videos.services.search_index import index_video

MakeVideo = Callable[..., Video]


@pytest.fixture
def make_video(channel: Channel) -> MakeVideo:
    """Make one indexed video of the creator's channel, with a poster and a preview."""

    def make(title: str = "A quiet sea", *, hours_old: float = 1, **fields: Any) -> Video:
        fields.setdefault("channel", channel)
        fields.setdefault("published_at", timezone.now() - timedelta(hours=hours_old))
        video: Video = VideoFactory(title=title, **fields)
        video.poster = f"media/{video.public_id}/v1/poster-0.jpg"
        source = video.sources.create(
            storage_key=f"sources/{video.public_id}", filename="a.mp4", size_bytes=1
        )
        video.current = Transcode.objects.create(
            source=source, engine="fake", prefix=f"media/{video.public_id}/v1/"
        )
        video.save()
        index_video(video)
        return video

    return make


@pytest.fixture
def hidden_videos(make_video: MakeVideo) -> list[Video]:
    """One of every kind that nobody may find."""
    privacy, state = Video.Privacy, Video.State
    return [
        make_video("secret private", privacy=privacy.PRIVATE),
        make_video("secret unlisted", privacy=privacy.UNLISTED),
        make_video("secret password", privacy=privacy.PASSWORD),
        make_video("secret scheduled", hours_old=-5),
        make_video("secret draft", published_at=None),
        make_video("secret processing", state=state.PROCESSING),
        make_video("secret failed", state=state.FAILED),
        make_video("secret deleted", state=state.DELETED),
    ]
