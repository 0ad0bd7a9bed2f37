"""A premiere keeps its file: everybody sees the same moments, so nothing takes their place until it is over."""

from videos.models import Transcode, Video

ENDED = (Transcode.State.DONE, Transcode.State.FAILED, Transcode.State.CANCELLED)


def keeps_file(video: Video) -> bool:
    """Whether no other file may take the place of the one that is watched, or is going to be."""
    return video.is_announced or video.is_premiering


def awaits_file(video: Video) -> bool:
    """Whether another file is on its way to take the place of the one that plays."""
    if video.current_id is None:
        return False
    runs = Transcode.objects.filter(source__video=video.pk, pk__gt=video.current_id)
    return runs.exclude(state__in=ENDED).exists()


def would_replace(transcode: Transcode) -> bool:
    """Whether `transcode` would take the place of what a premiere shows."""
    video = Video.objects.get(pk=transcode.source.video_id)
    return bool(video.current_id and transcode.pk > video.current_id) and keeps_file(video)
