"""Where WebSockets of unknown addresses end: refused in silence, as scanners knock all day."""

from channels.generic.websocket import AsyncWebsocketConsumer


class NowhereConsumer(AsyncWebsocketConsumer):
    """Refuses the handshake (403). Without it Channels raises an error for each, and the log fills with them."""

    async def connect(self) -> None:
        await self.close()
