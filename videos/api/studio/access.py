"""The caller's own rows, and the limits on what costs something."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest

from accounts.api_auth import caller
from core.problems import Problem
from core.ratelimit import Limit, enforce, visitor
from videos.models import Video
from videos.queries.studio import studio_videos

# Pictures are decoded and caption files parsed while the caller waits.
FILES_LIMIT = Limit("studio-files", 60, 60)


def own_video(request: HttpRequest, public_id: str) -> Video:
    """The caller's video; somebody else's does not exist as far as the caller can tell."""
    video = studio_videos(caller(request)).filter(public_id=public_id).first()
    if video is None:
        raise Http404
    return video


def enforce_files_limit(request: HttpRequest) -> None:
    """Count one file; raise a 429 problem when it is one too many."""
    enforce(FILES_LIMIT, visitor(request))


def invalid(error: ValidationError) -> Problem:
    """A service's errors as a problem document, by field."""
    fields = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    errors = [{"field": name, "message": text} for name, texts in fields.items() for text in texts]
    return Problem(422, "invalid", errors[0]["message"], errors=errors)
