"""Addresses of chat's pages."""

from django.urls import path

import core.ids  # noqa: F401  (registers <publicid:…>)
from chat.views import windows
from chat.views.studio import changes, rooms

urlpatterns = [
    path("chat/<publicid:public_id>/popout", windows.popout, name="chat-popout"),
    path("chat/<publicid:public_id>/overlay", windows.overlay, name="chat-overlay"),
    path("studio/chat/", rooms.rooms, name="studio-chat"),
    path("studio/chat/beside-videos/", rooms.beside_videos, name="studio-chat-beside-videos"),
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
