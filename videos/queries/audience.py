"""How one video is watched: totals, and how far people get."""

from dataclasses import dataclass

from videos.models import Video

TWENTIETHS = 20


@dataclass(frozen=True)
class Stretch:
    """One twentieth of a video. `share` is of the most viewers any twentieth has, 0 to 1."""

    from_percent: int
    to_percent: int
    from_ms: int
    to_ms: int
    viewers: int
    seconds: int
    share: float


@dataclass(frozen=True)
class Audience:
    """Views, watch time and the retention curve of one video.

    `average_s` and `average_share` are None until there is a view. Rewatching counts into watch time,
    so the average is bounded by the video's length.
    """

    views: int
    watch_time_s: int
    average_s: float | None
    average_share: float | None
    stretches: list[Stretch]

    @property
    def watched(self) -> bool:
        """Whether there is anything to show."""
        return any(stretch.viewers or stretch.seconds for stretch in self.stretches)


def audience_of(video: Video) -> Audience:
    """The numbers of `video` as last flushed; one query."""
    rows = {row.bucket: row for row in video.retention.all()}
    most = max((row.views for row in rows.values()), default=0)
    step = video.duration_ms / TWENTIETHS
    stretches = [
        Stretch(
            from_percent=number * 5,
            to_percent=number * 5 + 5,
            from_ms=round(number * step),
            to_ms=round((number + 1) * step),
            viewers=rows[number].views if number in rows else 0,
            seconds=rows[number].seconds if number in rows else 0,
            share=rows[number].views / most if number in rows and most else 0.0,
        )
        for number in range(TWENTIETHS)
    ]
    length_s = video.duration_ms / 1000
    average = None
    if video.view_count:
        average = min(video.watch_time_s / video.view_count, length_s)
    return Audience(
        views=video.view_count,
        watch_time_s=video.watch_time_s,
        average_s=average,
        average_share=average / length_s if average is not None and length_s else None,
        stretches=stretches,
    )
