"""What the admin pages of videos have in common: rows are facts, and only actions change them."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import ngettext

from core.admin_page import PageAdmin
from videos.models import Video


def video_link(video: Video) -> str:
    """A link to the video's page in the admin."""
    address = reverse("admin:videos_video_change", args=[video.pk])
    return format_html('<a class="piyak-link" href="{}">{}</a>', address, video.title)


class FactsAdmin(PageAdmin):
    """Rows to look at. Nothing is added, typed over or deleted here."""

    show_full_result_count = False
    list_per_page = 50
    first: tuple[str, ...] = ()  # what the page of one row begins with
    shown: tuple[str, ...] = ()  # what is worked out for its end

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def names(self) -> list[str]:
        """What the page of one row says, in its order."""
        hidden = {*(self.exclude or ()), *self.first}
        names = [field.name for field in self.opts.fields if field.name not in hidden]
        return [*self.first, *names, *self.shown]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.as_facts(self.names())

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """All of them facts."""
        return self.told(self.names())

    def act(
        self,
        request: HttpRequest,
        rows: Iterable[Model],
        verb: Callable[[Any], Any],
        said: Any,
    ) -> None:
        """Do `verb` to each row, log it for those that it changed, and say how many that were."""
        changed = skipped = 0
        for row in rows:
            if verb(row) is False:
                skipped += 1
                continue
            changed += 1
            self.log_change(request, row, str(said))
        if changed:
            text = ngettext("%(what)s: %(count)d done.", "%(what)s: %(count)d done.", changed)
            self.message_user(request, text % {"what": said, "count": changed}, messages.SUCCESS)
        if skipped:
            text = ngettext(
                "%(count)d was left as it is: this cannot be done in its state.",
                "%(count)d were left as they are: this cannot be done in their state.",
                skipped,
            )
            self.message_user(request, text % {"count": skipped}, messages.WARNING)
