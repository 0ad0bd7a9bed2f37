"""The JSON API: every app's router under one versioned root."""

from ninja import NinjaAPI

from core.problems import install_problem_handlers
from videos.api.studio import router as studio
from videos.api.uploads import router as uploads

api = NinjaAPI(
    title="PIYAKast API",
    version="1.0.0",
    urls_namespace="api-v1",
    description="Upload, watch and manage videos. Errors are RFC 9457 problem details.",
)
install_problem_handlers(api)
api.add_router("/uploads", uploads)
api.add_router("/studio", studio)
