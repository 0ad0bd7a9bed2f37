"""The poster: the pipeline's candidates, or the creator's own picture."""

from django.http import HttpRequest
from ninja import File, Router, Schema, UploadedFile

from videos.api.studio.access import enforce_files_limit, own_video
from videos.models import Video
from videos.services import posters
from videos.services.playback import media_base, poster_url

router = Router()


class PosterChoice(Schema):
    """A candidate's name."""

    name: str


class Candidate(Schema):
    """One of the pipeline's pictures."""

    name: str
    url: str
    chosen: bool


class PosterOut(Schema):
    """The poster and what else there is to choose from."""

    poster_url: str
    candidates: list[Candidate]


@router.get("/videos/{publicid:public_id}/poster", response=PosterOut, summary="Show the thumbnail")
def show_poster(request: HttpRequest, public_id: str) -> PosterOut:
    """The poster now, and the candidates."""
    return _out(own_video(request, public_id))


@router.put("/videos/{publicid:public_id}/poster", response=PosterOut, summary="Choose a thumbnail")
def choose_poster(request: HttpRequest, public_id: str, data: PosterChoice) -> PosterOut:
    """Take one of the pipeline's pictures as poster."""
    posters.choose_poster(video=own_video(request, public_id), name=data.name)
    return _out(own_video(request, public_id))


@router.post("/videos/{publicid:public_id}/poster", response=PosterOut, summary="Send a thumbnail")
def send_poster(request: HttpRequest, public_id: str, file: File[UploadedFile]) -> PosterOut:
    """Take one's own picture (JPEG, PNG or WebP, up to 8 MB) as poster."""
    enforce_files_limit(request)
    data = file.read(posters.MOST_BYTES + 1)
    posters.upload_poster(video=own_video(request, public_id), data=data)
    return _out(own_video(request, public_id))


def _out(video: Video) -> PosterOut:
    base = media_base(video)
    return PosterOut(
        poster_url=poster_url(video),
        candidates=[
            Candidate(name=name, url=f"{base}{name}", chosen=video.poster.endswith(f"/{name}"))
            for name in posters.poster_candidates(video)
        ],
    )
