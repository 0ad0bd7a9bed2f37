"""Videos: find them, hide them, delete them, have them processed again."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from videos.admin.base import FactsAdmin
from videos.models import Video
from videos.queries.watch import newest_transcode
from videos.services.deletion import delete_video
from videos.services.editing import update_video
from videos.services.transcoding import retry_transcode

STATE_COLOURS = {
    Video.State.READY: "success",
    Video.State.PLAYABLE: "info",
    Video.State.PROCESSING: "info",
    Video.State.FAILED: "danger",
    Video.State.DELETED: "warning",
}


def try_again(video: Video) -> bool:
    """Go on with the newest transcode where it stopped."""
    run = newest_transcode(video)
    return run is not None and retry_transcode(transcode=run)


@admin.register(Video)
class VideoAdmin(FactsAdmin):
    """What staff look for when somebody complains."""

    list_display = ("title", "channel", "state_label", "privacy", "view_count", "created_at")
    list_filter = ("state", "privacy", "category", "created_at")
    search_fields = ("title", "public_id__exact", "channel__handle", "channel__name")
    search_help_text = _("Title, public id, or channel")
    list_select_related = ("channel",)
    ordering = ("-created_at", "-id")
    date_hierarchy = None
    actions = ("make_private", "retry_processing", "delete")
    exclude = ("password", "search")

    @display(description=_("state"), ordering="state", label=STATE_COLOURS)
    def state_label(self, video: Video) -> tuple[str, Any]:
        """The state as a coloured label."""
        return video.state, video.get_state_display()

    def has_delete_video_permission(self, request: HttpRequest) -> bool:
        """Deleting goes by our own verb, for those who may delete."""
        return request.user.has_perm("videos.delete_video")

    @admin.action(description=_("Make private"), permissions=["change"])
    def make_private(self, request: HttpRequest, videos: QuerySet[Video]) -> None:
        """Nobody but the owner and staff see it."""

        def hide(video: Video) -> bool:
            if video.privacy == Video.Privacy.PRIVATE or video.state == Video.State.DELETED:
                return False
            update_video(video=video, changes={"privacy": Video.Privacy.PRIVATE})
            return True

        self.act(request, videos, hide, _("Made private"))

    @admin.action(description=_("Retry processing"), permissions=["change"])
    def retry_processing(self, request: HttpRequest, videos: QuerySet[Video]) -> None:
        """Go on where processing failed."""
        self.act(request, videos, try_again, _("Processing retried"))

    @admin.action(description=_("Delete"), permissions=["delete_video"])
    def delete(self, request: HttpRequest, videos: QuerySet[Video]) -> None:
        """Gone for everybody at once; the owner may bring it back for a while."""
        self.act(request, videos, lambda video: delete_video(video=video), _("Deleted"))
