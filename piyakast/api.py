"""The JSON API: every app's router under one versioned root."""

from accounts.api.data import router as data
from accounts.api.me import router as me
from chat.api import router as chat
from core.api_docs import DescribedAPI, RenderedDocs
from core.api_errors import install_problem_handlers
from core.json_body import TextParser
from discovery.api.channels import router as channels
from discovery.api.following import router as following
from discovery.api.library import router as library
from discovery.api.own_channel import router as own_channel
from discovery.api.search import router as finding
from live.api.public import router as live
from live.api.reminders import router as reminders
from live.api.studio import router as live_studio
from videos.api.playback import router as playback
from videos.api.premieres import router as premieres
from videos.api.related import router as related
from videos.api.studio import router as studio
from videos.api.uploads import router as uploads
from videos.api.videos import router as videos

api = DescribedAPI(
    title="PIYAKast API",
    version="1.0.0",
    urls_namespace="api-v1",
    docs=RenderedDocs(),
    parser=TextParser(),
    description="Upload, watch and manage videos, and go live. Errors are RFC 9457 problem details.",
)
install_problem_handlers(api)
api.add_router("/uploads", uploads)
api.add_router("/studio", studio)
api.add_router("/studio/live", live_studio)
api.add_router("/live", live)
api.add_router("/videos", playback)
api.add_router("", videos)
api.add_router("", premieres)
api.add_router("", related)
api.add_router("", finding)
api.add_router("", channels)
api.add_router("", me)
api.add_router("", own_channel)
api.add_router("", data)
api.add_router("", library)
api.add_router("", following)
api.add_router("", reminders)
api.add_router("", chat)
