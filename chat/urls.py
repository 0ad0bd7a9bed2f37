"""Addresses of chat's pages."""

from django.urls import path

import core.ids  # noqa: F401  (registers <publicid:…>)
from chat.views import windows
from chat.views.studio import bots, changes, emotes, hooks, rooms, videos

EMOTE = "studio/chat/emotes/<slug:code>"
BOT = "studio/chat/bots/<uuid:bot_id>"
HOOK = "studio/chat/webhooks/<publicid:hook_id>"
urlpatterns = [
    path("chat/<publicid:public_id>/popout", windows.popout, name="chat-popout"),
    path("chat/<publicid:public_id>/overlay", windows.overlay, name="chat-overlay"),
    path("studio/chat/", rooms.rooms, name="studio-chat"),
    path("studio/chat/beside-videos/", rooms.beside_videos, name="studio-chat-beside-videos"),
    path("studio/chat/videos/<publicid:public_id>/", videos.beside_video, name="studio-chat-video"),
    path(
        "studio/chat/beside-premieres/",
        rooms.beside_premieres,
        name="studio-chat-beside-premieres",
    ),
    path("studio/chat/emotes/", emotes.emotes, name="studio-chat-emotes"),
    path(f"{EMOTE}/rename/", emotes.rename, name="studio-chat-emote-rename"),
    path(f"{EMOTE}/remove/", emotes.remove, name="studio-chat-emote-remove"),
    path("studio/chat/bots/", bots.bots, name="studio-chat-bots"),
    path(f"{BOT}/token/", bots.token, name="studio-chat-bot-token"),
    path(f"{BOT}/revoke/", bots.revoke, name="studio-chat-bot-revoke"),
    path("studio/chat/webhooks/", hooks.hooks, name="studio-chat-hooks"),
    path(f"{HOOK}/secret/", hooks.secret, name="studio-chat-hook-secret"),
    path(f"{HOOK}/switch/", hooks.switch, name="studio-chat-hook-switch"),
    path(f"{HOOK}/test/", hooks.test, name="studio-chat-hook-test"),
    path(f"{HOOK}/remove/", hooks.remove, name="studio-chat-hook-remove"),
    path(
        f"{HOOK}/deliveries/<publicid:delivery_id>/again/",
        hooks.again,
        name="studio-chat-hook-again",
    ),
    path("studio/chat/<publicid:public_id>/", rooms.room, name="studio-chat-room"),
    path("studio/chat/<publicid:public_id>/block/", changes.block_word, name="studio-chat-block"),
    path("studio/chat/<publicid:public_id>/allow/", changes.allow_word, name="studio-chat-allow"),
    path(
        "studio/chat/<publicid:public_id>/moderators/add/",
        changes.add_moderator,
        name="studio-chat-add-moderator",
    ),
    path(
        "studio/chat/<publicid:public_id>/moderators/remove/",
        changes.remove_moderator,
        name="studio-chat-remove-moderator",
    ),
    path("studio/chat/<publicid:public_id>/lift/", changes.lift_sanction, name="studio-chat-lift"),
    path(
        "studio/chat/<publicid:public_id>/overlay/renew/",
        changes.renew_address,
        name="studio-chat-renew",
    ),
]
