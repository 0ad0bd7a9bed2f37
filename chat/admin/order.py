"""Who keeps order, who must be quiet, and what moderators did."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.decorators import display

from chat.admin.helps import SANCTION
from chat.admin.looking import ReadOnlyAdmin
from chat.models import LogEntry, Moderator, Sanction
from chat.queries.keeping import LoggedAct
from chat.queries.log_words import SENTENCES, details, sentence
from chat.queries.standing import NOBODY, Standing
from chat.services.staff import lift_sanctions
from core.admin_words import NOTHING


@admin.register(Sanction)
class SanctionAdmin(ReadOnlyAdmin):
    """Timeouts and bans, past ones too."""

    list_display = ("user", "channel", "until", "reason", "made_by", "created_at", "lifted_at")
    list_select_related = ("user", "channel", "made_by")
    list_filter = ("created_at",)
    search_fields = ("user__email", "channel__handle", "reason")
    search_help_text = _("E-mail address, handle of the channel, or reason")
    ordering = ("-created_at",)
    actions = ("lift",)
    helps = SANCTION
    fitting = {"lift": lambda sanction: sanction.lifted_at is None}
    fieldsets = (
        (None, {"fields": ("user", "channel", "until", "reason", "made_by", "created_at", "lifted_at")}),
    )  # fmt: skip

    def has_lift_permission(self, request: HttpRequest) -> bool:
        """Who may use the action."""
        return request.user.has_perm("chat.change_sanction")

    @admin.action(description=_("Lift"), permissions=["lift"])
    def lift(self, request: HttpRequest, sanctions: QuerySet[Sanction]) -> None:
        """Let people write again, now."""
        done = lift_sanctions(sanctions=sanctions, actor=self._staff(request))
        text = ngettext("%(n)d person can write again.", "%(n)d people can write again.", done)
        self.say_done(request, done, text)


@admin.register(Moderator)
class ModeratorAdmin(ReadOnlyAdmin):
    """Who keeps order where."""

    list_display = ("user", "channel", "created_at")
    list_select_related = ("user", "channel")
    search_fields = ("user__email", "channel__handle")
    ordering = ("-created_at",)
    fieldsets = ((None, {"fields": ("user", "channel", "created_at")}),)


class ActFilter(admin.SimpleListFilter):
    """By what was done, in words."""

    title = _("what was done")
    parameter_name = "action"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        blanks = {"actor": "…", "target": "…"}
        return [(action, str(words) % blanks) for action, words in SENTENCES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[LogEntry]) -> QuerySet[LogEntry]:
        return queryset.filter(action=self.value()) if self.value() else queryset


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnlyAdmin):
    """What moderators did."""

    list_display = ("done_at", "channel", "what", "more")
    list_display_links = ("what",)
    list_select_related = ("room__channel", "actor", "target")
    list_filter = (ActFilter, "done_at")
    search_fields = ("actor__email", "target__email", "room__channel__handle")
    search_help_text = _("E-mail address of either person, or handle of the channel")
    ordering = ("-done_at",)
    fieldsets = ((None, {"fields": ("what", "more", "done_at", "room", "actor", "target")}),)

    @display(description=_("channel"))
    def channel(self, entry: LogEntry) -> str:
        return str(entry.room.channel)

    @display(description=_("what was done"))
    def what(self, entry: LogEntry) -> str:
        return sentence(_with_addresses(entry))

    @display(description=_("details"))
    def more(self, entry: LogEntry) -> str:
        return details(_with_addresses(entry)) or NOTHING


def _with_addresses(entry: LogEntry) -> LoggedAct:
    """The act with people as staff knows them."""
    actor, target = (
        Standing(name=str(person)) if person else NOBODY for person in (entry.actor, entry.target)
    )
    return LoggedAct(entry, actor, target)
