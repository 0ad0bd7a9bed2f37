"""The JSON API of chat."""

from ninja import Router

from chat.api.bots import router as bots
from chat.api.channels import router as channels
from chat.api.emote_approval import router as emote_approval
from chat.api.emotes import router as emotes
from chat.api.hooks import router as hooks
from chat.api.kept import router as kept
from chat.api.places import router as places
from chat.api.protocol import router as protocol
from chat.api.rooms import router as rooms

router = Router(tags=["chat"])
for each in (protocol, kept, rooms, places, channels, emotes, emote_approval, bots, hooks):
    router.add_router("", each)

__all__ = ["router"]
