"""Videos: find them, hide them, delete them, have them processed again."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter
from unfold.decorators import display

from accounts.admin import OwnedByChannel, StandingFilter
from core.admin_words import NOTHING, in_words
from videos.admin.base import FactsAdmin
from videos.admin.helps import VIDEO
from videos.models import Video
from videos.queries.watch import newest_transcode
from videos.services.deletion import delete_video
from videos.services.editing import update_video
from videos.services.playback import poster_url
from videos.services.transcoding import retry_transcode
from videos.services.transcoding.reasons import failure_sentence

# Every state is named: of one that is not, the admin shows the code instead of the word.
STATE_COLOURS = {
    Video.State.DRAFT: "default",
    Video.State.RECORDING: "info",
    Video.State.READY: "success",
    Video.State.PLAYABLE: "info",
    Video.State.PROCESSING: "info",
    Video.State.FAILED: "danger",
    Video.State.DELETED: "warning",
}


class OwnerStandingFilter(StandingFilter):
    """Videos by how their owners stand."""

    title = _("owner's standing")
    path = "channel__owner__"


class OwnerFilter(AutocompleteSelectFilter):
    """Videos of one person; the list of people is searched as it is typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("owner")


def may_help(video: Video) -> bool:
    """Whether its newest transcode stopped, and another try may end in another way."""
    run = newest_transcode(video)
    return run is not None and run.can_be_tried_again


def try_again(video: Video) -> bool:
    """Go on with the newest transcode where it stopped."""
    run = newest_transcode(video)
    return run is not None and retry_transcode(transcode=run)


@admin.register(Video)
class VideoAdmin(OwnedByChannel, FactsAdmin):
    """What staff look for when somebody complains."""

    list_display = (
        "title",
        "channel_link",
        "owner",
        "owner_standing",
        "state_label",
        "privacy",
        "view_count",
        "created_at",
    )
    list_filter = (
        ("channel", AutocompleteSelectFilter),
        ("channel__owner", OwnerFilter),
        OwnerStandingFilter,
        "state",
        "privacy",
        "category",
        "created_at",
    )
    list_filter_submit = True
    search_fields = (
        "title",
        "public_id__exact",
        "channel__handle",
        "channel__name",
        "channel__owner__email",
    )
    search_help_text = _("Title, public id, channel, or e-mail address of the owner")
    list_select_related = ("channel__owner",)
    ordering = ("-created_at", "-id")
    date_hierarchy = None
    actions = ("make_private", "retry_processing", "delete")
    fitting = {
        "make_private": lambda video: (
            video.privacy != Video.Privacy.PRIVATE and video.state != Video.State.DELETED
        ),
        "retry_processing": lambda video: video.state != Video.State.DELETED and may_help(video),
        "delete": lambda video: video.state != Video.State.DELETED,
    }
    exclude = ("password", "search", "poster")
    first = (
        "title",
        "poster_shown",
        "state",
        "privacy",
        "channel",
        "owner",
        "owner_standing_word",
        "transcodes_link",
    )
    helps = VIDEO
    said = {
        "failure": failure_sentence,
        "state_before_deletion": in_words(dict(Video.State.choices)),
    }

    @display(description=_("state"), ordering="state", label=STATE_COLOURS)
    def state_label(self, video: Video) -> tuple[str, Any]:
        """The state as a coloured label."""
        return video.state, video.get_state_display()

    @display(description=_("poster"))
    def poster_shown(self, video: Video) -> str:
        """The picture itself: staff judge what they see."""
        if not video.poster:
            return NOTHING
        return format_html('<img class="piyak-picture" src="{}" alt="">', poster_url(video))

    @display(description=_("transcodes"))
    def transcodes_link(self, video: Video) -> str:
        """What became of its files."""
        address = reverse("admin:videos_transcode_changelist")
        return format_html(
            '<a class="piyak-link" href="{}?source__video__id__exact={}">{}</a>',
            address,
            video.pk,
            _("Transcodes"),
        )

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
