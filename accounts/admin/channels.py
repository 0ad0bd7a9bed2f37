"""Channels in the admin: what they say, put right by the same rules as their creators' own changes."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.decorators import display
from unfold.widgets import (
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from accounts.admin.links import person_link, videos_of
from accounts.admin.standing import STANDING_COLOURS, StandingFilter
from accounts.forms.channel import ChannelForm, HandleField
from accounts.models import Channel
from accounts.services.channel_editing import save_channel
from core.admin_page import PageAdmin
from core.admin_words import NOTHING


class OwnerStandingFilter(StandingFilter):
    """Channels by how their owners stand."""

    title = _("owner's standing")
    path = "owner__"


class StaffChannelForm(ChannelForm):
    """The creator's form in the look of the admin, without new pictures: staff only take away."""

    handle = HandleField(label=_("Handle"), max_length=40, widget=UnfoldAdminTextInputWidget)
    links_text = forms.CharField(
        label=_("Links"),
        required=False,
        max_length=2000,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text=_("One a line, up to five."),
    )
    remove_avatar = forms.BooleanField(
        label=_("Remove the picture"), required=False, widget=UnfoldBooleanSwitchWidget
    )
    remove_banner = forms.BooleanField(
        label=_("Remove the banner"), required=False, widget=UnfoldBooleanSwitchWidget
    )
    new_avatar: Any = None  # Django's way to leave out a field of the base
    new_banner: Any = None

    class Meta(ChannelForm.Meta):
        widgets = {}


@admin.register(Channel)
class ChannelAdmin(PageAdmin):
    """What a channel says about itself and shows, for when it must not."""

    form = StaffChannelForm
    said = {"links": "\n".join}
    helps = {
        "handle": _("It ends the address of the channel's page, and people mention it by it."),
        "owner_standing_word": _("While an account is suspended, its channel is not to be seen."),
    }
    actions = ("remove_avatar", "remove_banner")
    fitting = {
        "remove_avatar": lambda channel: bool(channel.avatar),
        "remove_banner": lambda channel: bool(channel.banner),
    }

    list_display = (
        "handle",
        "name",
        "owner_link",
        "owner_standing",
        "follower_count",
        "created_at",
    )
    list_select_related = ("owner",)
    list_filter = (OwnerStandingFilter, "created_at")
    list_per_page = 50
    search_fields = ("handle", "name", "owner__email")
    search_help_text = _("Handle, name, or e-mail address of the owner")
    ordering = ("-created_at",)
    fieldsets = (
        (None, {"fields": ("name", "handle", "description", "links_text")}),
        (_("Pictures"), {"fields": ("avatar_shown", "remove_avatar", "banner_shown", "remove_banner")}),
        (
            _("Facts"),
            {"fields": ("owner_link", "owner_standing_word", "videos_link", "follower_count", "created_at")},
        ),
    )  # fmt: skip
    # Who may only look sees no form, and its fields hold nothing then.
    facts = (
        (None, {"fields": ("name", "handle", "description", "links")}),
        (_("Pictures"), {"fields": ("avatar_shown", "banner_shown")}),
        fieldsets[-1],
    )
    readonly_fields = (
        "avatar_shown",
        "banner_shown",
        "owner_link",
        "owner_standing_word",
        "videos_link",
        "follower_count",
        "created_at",
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Creators make their channel themselves."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Deleting a row would leave its files behind."""
        return False

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        parts = self.fieldsets if self.has_change_permission(request, obj) else self.facts
        return self.told_parts(request, obj, parts)

    def save_model(
        self, request: HttpRequest, obj: Channel, form: StaffChannelForm, change: bool
    ) -> None:
        """By the verb that creators use, which tells the apps that show channels."""
        save_channel(channel=obj, links=form.cleaned_data["links_text"], pictures=form.pictures())

    @admin.action(description=_("Remove picture"), permissions=["change"])
    def remove_avatar(self, request: HttpRequest, channels: QuerySet[Channel]) -> None:
        """Take away pictures that nobody should have to see."""
        self._remove(request, channels, "avatar", _("Removed the picture."))

    @admin.action(description=_("Remove banner"), permissions=["change"])
    def remove_banner(self, request: HttpRequest, channels: QuerySet[Channel]) -> None:
        """The same for the wide picture of the channel's page."""
        self._remove(request, channels, "banner", _("Removed the banner."))

    def _remove(
        self, request: HttpRequest, channels: QuerySet[Channel], name: str, said: Any
    ) -> None:
        showing = [channel for channel in channels if getattr(channel, name)]
        for channel in showing:
            save_channel(channel=channel, links=channel.links, pictures={name: None})
            self.log_change(request, channel, str(said))
        if not showing:
            self.message_user(request, _("There was nothing to remove."), messages.WARNING)
            return
        text = ngettext("%(n)d channel changed.", "%(n)d channels changed.", len(showing))
        self.message_user(request, text % {"n": len(showing)}, messages.SUCCESS)

    @display(description=_("picture"))
    def avatar_shown(self, channel: Channel) -> str:
        return picture_of(channel.avatar, height=96)

    @display(description=_("banner"))
    def banner_shown(self, channel: Channel) -> str:
        return picture_of(channel.banner, height=120)

    @display(description=_("owner"))
    def owner_link(self, channel: Channel) -> str:
        return person_link(channel.owner)

    @display(description=_("owner's standing"), label=STANDING_COLOURS)
    def owner_standing(self, channel: Channel) -> tuple[str, Any]:
        return channel.owner.standing, channel.owner.standing.label

    @display(description=_("owner's standing"))
    def owner_standing_word(self, channel: Channel) -> str:
        return str(channel.owner.standing.label)

    @display(description=_("videos"))
    def videos_link(self, channel: Channel) -> str:
        return videos_of(channel)


def picture_of(picture: FieldFile, *, height: int) -> str:
    """The picture itself: staff judge what they see, not the name of a file."""
    if not picture:
        return NOTHING
    return format_html(
        '<img class="piyak-picture" src="{}" alt="" height="{}">', picture.url, height
    )
