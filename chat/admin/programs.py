"""Bots and webhooks of channels, and what was sent to the webhooks."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.decorators import display

from chat.admin.helps import BOT, DELIVERY, HOOK
from chat.admin.looking import ReadOnlyAdmin
from chat.models import Bot, Delivery, Entry, Hook
from chat.queries.delivery_words import answer_words, delivery_words
from chat.services.hook_posts import send_again
from chat.services.refusals import Refused
from core.admin_words import in_words

scope = in_words(dict(Bot.Scope.choices))
event = in_words(dict(Entry.Kind.choices))
STATE_COLOURS = {
    Delivery.State.WAITING: "info",
    Delivery.State.DELIVERED: "success",
    Delivery.State.GIVEN_UP: "danger",
}


@admin.register(Bot)
class BotAdmin(ReadOnlyAdmin):
    """Programs of channels."""

    list_display = ("user", "channel", "scopes", "created_at", "used_at", "revoked_at")
    list_select_related = ("user", "channel")
    search_fields = ("channel__handle", "user__chat_profile__name")
    search_help_text = _("Handle of the channel, or name of the bot")
    ordering = ("-created_at",)
    said = {"scopes": lambda kept: ", ".join(map(scope, kept))}
    helps = BOT
    fieldsets = (
        (None, {"fields": ("user", "channel", "scopes", "created_at", "used_at", "revoked_at")}),
    )


@admin.register(Hook)
class HookAdmin(ReadOnlyAdmin):
    """Where channels have their chat sent."""

    list_display = ("url", "channel", "kinds", "created_at", "paused_at", "disabled_at")
    list_select_related = ("channel",)
    search_fields = ("channel__handle", "url")
    search_help_text = _("Handle of the channel, or address")
    ordering = ("-created_at",)
    said = {"kinds": lambda kept: ", ".join(map(event, kept))}
    helps = HOOK
    fieldsets = (
        (None, {"fields": ("url", "channel", "kinds", "sent", "created_at", "paused_at", "disabled_at")}),
    )  # fmt: skip

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*super().get_readonly_fields(request, obj), "sent"]

    @display(description=_("deliveries"))
    def sent(self, hook: Hook) -> str:
        """What was sent there."""
        address = f"{reverse('admin:chat_delivery_changelist')}?hook__id__exact={hook.pk}"
        return format_html('<a class="piyak-link" href="{}">{}</a>', address, _("Deliveries"))


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    """What was sent to webhooks, for a week. The words of the chat are not shown: they are among its messages."""

    list_display = ("created_at", "to", "channel", "happened", "standing", "attempts", "answer")
    list_select_related = ("hook__channel",)
    list_filter = ("state", "created_at")
    search_fields = ("hook__url", "hook__channel__handle", "public_id__exact", "answer")
    search_help_text = _("Address, handle of the channel, id, or words of the answer")
    ordering = ("-created_at",)
    actions = ("send_again",)
    fitting = {"send_again": lambda delivery: delivery.hook.is_on}
    said = {"answer": answer_words}
    helps = DELIVERY
    fieldsets = (
        (None, {"fields": ("hook", "channel", "happened", "state", "attempts", "answer", "due_at")}),
        (None, {"fields": ("created_at", "public_id")}),
    )  # fmt: skip

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        """The page of a webhook leads here."""
        return lookup == "hook__id__exact" or super().lookup_allowed(lookup, value, request)

    def has_send_permission(self, request: HttpRequest) -> bool:
        """Who may use the action."""
        return request.user.has_perm("chat.change_delivery")

    @display(description=_("webhook"), ordering="hook__url")
    def to(self, delivery: Delivery) -> str:
        """Where it goes."""
        return delivery.hook.url

    @display(description=_("channel"), ordering="hook__channel__handle")
    def channel(self, delivery: Delivery) -> str:
        """Whose webhook it is."""
        return str(delivery.hook.channel)

    @display(description=_("content"))
    def happened(self, delivery: Delivery) -> str:
        """How much it tells; not what."""
        return delivery_words(delivery)

    @display(description=_("state"), ordering="state", label=STATE_COLOURS)
    def standing(self, delivery: Delivery) -> tuple[str, Any]:
        state = Delivery.State(delivery.state)
        return state, state.label

    @admin.action(description=_("Send again"), permissions=["send"])
    def send_again(self, request: HttpRequest, deliveries: QuerySet[Delivery]) -> None:
        """Once more, under the same id; those that wait, without waiting."""
        sent, refusals = 0, set()
        for delivery in deliveries.select_related("hook__channel"):
            try:
                send_again(delivery=delivery)
            except Refused as refused:
                refusals.add(f"{delivery.hook.channel}: {refused.detail}")
                continue
            sent += 1
            self.log_change(request, delivery, str(_("Sent again.")))
        for sentence in sorted(refusals):
            self.message_user(request, sentence, messages.WARNING)
        if sent:
            text = ngettext("%(n)d delivery is on its way again.", "%(n)d deliveries are on their way again.", sent)  # fmt: skip
            self.message_user(request, text % {"n": sent}, messages.SUCCESS)
