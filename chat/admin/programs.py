"""Bots and webhooks of channels."""

from django.contrib import admin

from chat.admin.looking import ReadOnlyAdmin
from chat.models import Bot, Entry, Hook
from core.admin_page import in_words

scope = in_words(dict(Bot.Scope.choices))
event = in_words(dict(Entry.Kind.choices))


@admin.register(Bot)
class BotAdmin(ReadOnlyAdmin):
    """Programs of channels."""

    list_display = ("user", "channel", "scopes", "created_at", "used_at", "revoked_at")
    list_select_related = ("user", "channel")
    search_fields = ("channel__handle", "user__chat_profile__name")
    ordering = ("-created_at",)
    said = {"scopes": lambda kept: ", ".join(map(scope, kept))}
    fieldsets = (
        (None, {"fields": ("user", "channel", "scopes", "created_at", "used_at", "revoked_at")}),
    )


@admin.register(Hook)
class HookAdmin(ReadOnlyAdmin):
    """Where channels have their chat sent."""

    list_display = ("url", "channel", "kinds", "created_at", "paused_at", "disabled_at")
    list_select_related = ("channel",)
    search_fields = ("channel__handle", "url")
    ordering = ("-created_at",)
    said = {"kinds": lambda kept: ", ".join(map(event, kept))}
    fieldsets = (
        (None, {"fields": ("url", "channel", "kinds", "created_at", "paused_at", "disabled_at")}),
    )
