"""People and groups in the admin."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin
from unfold.decorators import display

from accounts.admin.links import videos_of
from accounts.admin.standing import STANDING_COLOURS, StandingFilter
from accounts.models import Channel, User
from accounts.services.suspension import restore_user, suspend_user
from core.admin_page import PageAdmin, page_of
from core.admin_words import NOTHING


@admin.register(User)
class UserAdmin(PageAdmin):
    """Finds people, suspends and restores them. Passwords and sessions are out of reach here."""

    list_display = ("email", "channel_link", "standing", "is_staff", "locale", "date_joined")
    list_filter = (StandingFilter, "is_staff", "locale", "date_joined")
    list_select_related = ("channel",)
    list_per_page = 50
    search_fields = ("email", "emailaddress__email", "channel__handle", "channel__name")
    search_help_text = _("E-mail address, handle or name of the channel")
    ordering = ("-date_joined",)
    date_hierarchy = "date_joined"
    actions = ("suspend", "restore")
    fitting = {
        "suspend": lambda person: person.is_active,
        "restore": lambda person: person.standing == User.Standing.SUSPENDED,
    }
    filter_horizontal = ("groups",)
    helps = {
        "public_id": _("Their number in addresses and in the API. It says nothing about them."),
        "standing_word": _(
            "Suspended: closed by staff, and may be restored. Leaving: they asked for everything to be erased."
        ),
        "is_active": _("They can sign in. Suspending takes it away."),
        "leaving_at": _("When they asked for everything to be erased. It is not taken back."),
        "last_login": _(
            "When they last signed in. Whoever stays signed in may have been here since."
        ),
        "is_staff": _(
            "They may come to these pages. What they may do here is said by their groups."
        ),
        "is_superuser": _("They may do everything here, without any group."),
        "groups": _("Each group gives its rights to all who are in it."),
        "locale": _("Pages and e-mails come to them in this language."),
        "keep_history": _("Whether what they watch is kept for them."),
    }
    fieldsets = (
        (None, {"fields": ("email", "public_id", "standing_word", "channel_link", "videos_link")}),
        (_("Standing"), {"fields": ("is_active", "leaving_at", "date_joined", "last_login")}),
        (_("Rights"), {"fields": ("is_staff", "is_superuser", "groups")}),
        (_("Preferences"), {"fields": ("locale", "theme", "keep_history")}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People sign up themselves."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Deleting a row would leave its files behind; people leave through their settings."""
        return False

    def has_suspend_permission(self, request: HttpRequest) -> bool:
        """Who may use the actions."""
        return request.user.has_perm("accounts.suspend_user")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fields = tuple(name for _title, part in self.fieldsets for name in part["fields"])
        if getattr(request.user, "is_superuser", False) and obj and obj.pk != request.user.pk:
            # Only somebody who may do everything gives rights, and never to themselves.
            return tuple(set(fields) - {"is_staff", "is_superuser", "groups"})
        return fields

    @display(description=_("standing"), label=STANDING_COLOURS)
    def standing(self, user: User) -> tuple[str, Any]:
        return user.standing, user.standing.label

    @display(description=_("standing"))
    def standing_word(self, user: User) -> str:
        """The same for a form, where there are no coloured labels."""
        return str(user.standing.label)

    @display(description=_("channel"))
    def channel_link(self, user: User) -> str:
        found = getattr(user, "channel", None)
        if found is None:
            return NOTHING
        address = reverse("admin:accounts_channel_change", args=[found.pk])
        return format_html('<a class="piyak-link" href="{}">@{}</a>', address, found.handle)

    @display(description=_("videos"))
    def videos_link(self, user: User) -> str:
        found = Channel.objects.filter(owner=user).first()
        return videos_of(found) if found else NOTHING

    @admin.action(description=_("Suspend"), permissions=["suspend"])
    def suspend(self, request: HttpRequest, people: QuerySet[User]) -> HttpResponse | None:
        """Close accounts and end their sessions at once."""
        return self._act(request, people, "suspend", suspend_user, _("Suspend these people?"))

    @admin.action(description=_("Restore"), permissions=["suspend"])
    def restore(self, request: HttpRequest, people: QuerySet[User]) -> HttpResponse | None:
        """Open accounts again."""
        return self._act(request, people, "restore", restore_user, _("Restore these people?"))

    def _act(
        self, request: HttpRequest, people: QuerySet[User], name: str, verb: Any, title: Any
    ) -> HttpResponse | None:
        reason = request.POST.get("reason", "").strip()[:300]
        if not reason:
            return ask_why(request, people, action=name, title=str(title))
        done = refused = 0
        for person in people:
            try:
                done += verb(user=person, actor=request.user, reason=reason)
            except PermissionDenied:
                refused += 1
        if done:
            text = ngettext("%(n)d account changed.", "%(n)d accounts changed.", done)
            self.message_user(request, text % {"n": done}, messages.SUCCESS)
        if refused:
            text = ngettext(
                "%(n)d account is not yours to change.",
                "%(n)d accounts are not yours to change.",
                refused,
            )
            self.message_user(request, text % {"n": refused}, messages.ERROR)
        return None


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin, ModelAdmin):
    """Rights that several people share."""


def ask_why(
    request: HttpRequest, people: QuerySet[User], *, action: str, title: str
) -> HttpResponse:
    """The page between choosing an action and doing it."""
    context = {
        **admin.site.each_context(request),
        "title": title,
        "people": people,
        "action": action,
        "opts": User._meta,
        "page": page_of(request),
    }
    return TemplateResponse(request, "admin/accounts/reason.html", context)
