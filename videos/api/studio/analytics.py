"""How a video is watched."""

from django.http import HttpRequest
from ninja import Field, Router, Schema

from videos.api.studio.access import own_video
from videos.queries.audience import audience_of

router = Router()


class StretchOut(Schema):
    """One twentieth of the video."""

    from_percent: int
    to_percent: int
    viewers: int
    seconds: int
    share: float = Field(description="Of the most viewers that any twentieth has, 0 to 1.")


class AudienceOut(Schema):
    """Totals and the retention curve; a few seconds behind."""

    views: int
    watch_time_s: int
    average_view_s: float | None = Field(description="Null until there is a view.")
    average_view_share: float | None
    retention: list[StretchOut]


@router.get(
    "/videos/{publicid:public_id}/analytics",
    response=AudienceOut,
    summary="Show how a video is watched",
)
def analytics(request: HttpRequest, public_id: str) -> AudienceOut:
    """Views, watch time, average view duration and retention."""
    audience = audience_of(own_video(request, public_id))
    return AudienceOut(
        views=audience.views,
        watch_time_s=audience.watch_time_s,
        average_view_s=audience.average_s,
        average_view_share=audience.average_share,
        retention=[
            StretchOut(
                from_percent=each.from_percent,
                to_percent=each.to_percent,
                viewers=each.viewers,
                seconds=each.seconds,
                share=round(each.share, 4),
            )
            for each in audience.stretches
        ],
    )
