"""The creator's own videos as JSON. For the owner alone: to everybody else, staff too, nothing is there.

Staff act on others' videos in the administration, where it is written down.
"""

from ninja import Router

from accounts.api_auth import signed_in
from videos.api.studio.access import own_video
from videos.api.studio.analytics import router as analytics
from videos.api.studio.bulk import router as bulk
from videos.api.studio.captions import router as captions
from videos.api.studio.chapters import router as chapters
from videos.api.studio.deleted import router as deleted
from videos.api.studio.posters import router as posters
from videos.api.studio.videos import router as videos

router = Router(tags=["studio"], auth=signed_in)
for each in (videos, deleted, bulk, posters, captions, chapters, analytics):
    router.add_router("", each)

__all__ = ["own_video", "router"]
