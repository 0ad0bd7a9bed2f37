"""Emotes: those of channels to approve, and the site's own to make, rename and remove."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.decorators import display

from chat.admin.looking import ReadOnlyAdmin
from chat.admin.site_emote_form import SiteEmoteForm
from chat.models import Emote
from chat.services.emotes import decide_emote, remove_emote
from chat.services.site_emotes import add_site_emote, rename_site_emote
from core.admin_page import page_of

STATE_COLOURS = {
    Emote.State.APPROVED: "success",
    Emote.State.WAITING: "warning",
    Emote.State.REFUSED: "danger",
}
FACTS = ("picture_small", "owner", "state", "reason", "made_by", "created_at")


class WhoseFilter(admin.SimpleListFilter):
    """The site's own, or those of channels."""

    title = _("channel")
    parameter_name = "of"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("site", _("The whole site")), ("channels", _("Channels"))]

    def queryset(self, request: HttpRequest, emotes: QuerySet[Emote]) -> QuerySet[Emote]:
        if self.value() is None:
            return emotes
        return emotes.filter(channel__isnull=self.value() == "site")


@admin.register(Emote)
class EmoteAdmin(ReadOnlyAdmin):
    """Pictures that wait for somebody to look at them. A new one is the site's: every room offers it, at once."""

    form = SiteEmoteForm
    list_display = ("picture_small", "code", "owner", "made_by", "standing", "created_at")
    list_select_related = ("channel", "made_by")
    list_filter = ("state", WhoseFilter, "created_at")
    search_fields = ("code", "channel__handle")
    ordering = ("-created_at",)
    actions = ("approve", "refuse")
    fitting = {
        "approve": lambda emote: emote.state != Emote.State.APPROVED,
        "refuse": lambda emote: emote.state != Emote.State.REFUSED,
    }
    waits = {"state__exact": Emote.State.WAITING.value}
    waits_words = _("Emotes waiting for approval")
    fieldsets = ((None, {"fields": ("code", *FACTS)}),)
    add_fieldsets = ((None, {"fields": ("code", "picture")}),)

    def get_fieldsets(self, request: HttpRequest, obj: Emote | None = None) -> Any:
        return self.add_fieldsets if obj is None else self.fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Emote | None = None) -> tuple[str, ...]:  # fmt: skip
        if obj is None:
            return ()
        return FACTS if obj.is_of_site else ("code", *FACTS)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("chat.add_emote")

    def has_delete_permission(self, request: HttpRequest, obj: Emote | None = None) -> bool:
        """The site's own; about those of channels staff decides with a reason."""
        return obj is not None and obj.is_of_site and request.user.has_perm("chat.delete_emote")

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Who may use the actions."""
        return request.user.has_perm("chat.change_emote")

    def save_model(
        self, request: HttpRequest, obj: Emote, form: SiteEmoteForm, change: bool
    ) -> None:
        """Make one of the site's, or give it another code."""
        if change:
            rename_site_emote(emote=obj, actor=self._staff(request))
        else:
            add_site_emote(emote=obj, actor=self._staff(request))

    def delete_model(self, request: HttpRequest, obj: Emote) -> None:
        remove_emote(emote=obj)

    @display(description=_("picture"))
    def picture_small(self, emote: Emote) -> str:
        return format_html('<img src="{}" alt="" width="36" height="36">', emote.picture.url)

    @display(description=_("channel"))
    def owner(self, emote: Emote) -> str:
        """Whose it is."""
        return str(_("The whole site") if emote.channel is None else emote.channel)

    @display(description=_("state"), label=STATE_COLOURS)
    def standing(self, emote: Emote) -> tuple[str, Any]:
        state = Emote.State(emote.state)
        return state, state.label

    @admin.action(description=_("Approve"), permissions=["decide"])
    def approve(self, request: HttpRequest, emotes: QuerySet[Emote]) -> None:
        """Let people use them, now."""
        self._decide(request, emotes, approved=True)

    @admin.action(description=_("Refuse"), permissions=["decide"])
    def refuse(self, request: HttpRequest, emotes: QuerySet[Emote]) -> HttpResponse | None:
        """Let nobody use them, and say why to who uploaded them."""
        reason = request.POST.get("reason", "").strip()
        if reason:
            self._decide(request, emotes, approved=False, reason=reason)
            return None
        context = {
            **admin.site.each_context(request),
            "title": _("Refuse these emotes?"),
            "emotes": emotes.select_related("channel"),
            "opts": Emote._meta,
            "page": page_of(request),
        }
        return TemplateResponse(request, "admin/chat/reason.html", context)

    def _decide(
        self, request: HttpRequest, emotes: QuerySet[Emote], *, approved: bool, reason: str = ""
    ) -> None:
        actor = self._staff(request)
        changed = [
            emote
            for emote in emotes
            if decide_emote(emote=emote, actor=actor, approved=approved, reason=reason)
        ]
        said = str(_("Approved")) if approved else f"{_('Refused')}: {reason}"
        for emote in changed:
            self.log_change(request, emote, said)
        done = len(changed)
        text = ngettext("%(n)d emote changed.", "%(n)d emotes changed.", done)
        self.say_done(request, done, text)
