"""Two people in a room who come back whenever the connection is lost: one speaks, one listens."""

import asyncio
import threading
import uuid
from typing import Any

import aiohttp

SAY_EVERY_S = 0.2
BACK_S = 0.3
QUIET_S = 10.0
WAIT = aiohttp.ClientWSTimeout(ws_close=2)


class Chatters(threading.Thread):
    """Talks until `stop()`. `acknowledged`: what the site said it has; `heard`: (seq, cid) as they came to the listener."""

    def __init__(self, room_url: str, cookie: str) -> None:
        super().__init__(daemon=True)
        self.url, self.cookie = room_url, cookie
        self.acknowledged: list[str] = []
        self.heard: list[tuple[int, str]] = []
        self.last = 0
        self.ending = threading.Event()

    def run(self) -> None:
        """Both, on a loop of their own."""
        asyncio.run(self._both())

    def stop(self) -> None:
        """Let the listener hear what was said, then end."""
        self.ending.set()
        self.join()

    async def _both(self) -> None:
        speaker = asyncio.create_task(self._forever(self._speak, self.cookie))
        listener = asyncio.create_task(self._forever(self._listen, ""))
        await speaker
        await asyncio.sleep(QUIET_S)
        listener.cancel()
        await asyncio.gather(listener, return_exceptions=True)

    async def _forever(self, talk: Any, cookie: str) -> None:
        headers = {"Cookie": f"sessionid={cookie}"} if cookie else {}
        origin = self.url.split("/ws/")[0].replace("ws:", "http:")
        async with aiohttp.ClientSession(headers=headers | {"Origin": origin}) as http:
            while True:
                try:
                    url = f"{self.url}?last={self.last}" if talk == self._listen and self.last else self.url  # fmt: skip
                    async with http.ws_connect(url, timeout=WAIT, heartbeat=5) as socket:
                        if await talk(socket):
                            return
                except (aiohttp.ClientError, ConnectionError, TimeoutError, TypeError):
                    pass
                await asyncio.sleep(BACK_S)

    async def _speak(self, socket: aiohttp.ClientWebSocketResponse) -> bool:
        """One message after the other; what was not acknowledged is said again under its own id."""
        waiting = getattr(self, "_unsaid", None) or str(uuid.uuid4())
        while True:
            self._unsaid = waiting
            text = f"message {len(self.acknowledged)}"
            await socket.send_json({"do": "say", "cid": waiting, "text": text, "reply": None})
            async with asyncio.timeout(5):
                while not await self._is_answered(socket, waiting):
                    pass
            self.acknowledged.append(waiting)
            if self.ending.is_set():
                return True
            waiting = str(uuid.uuid4())
            await asyncio.sleep(SAY_EVERY_S)

    async def _is_answered(self, socket: aiohttp.ClientWebSocketResponse, cid: str) -> bool:
        for event in await socket.receive_json():
            if event.get("cid") == cid and event["t"] == "no":
                raise ConnectionError(event["code"])
            if event.get("cid") == cid and event["t"] == "ok":
                return True
        return False

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse) -> bool:
        while True:
            for event in await socket.receive_json():
                if "seq" in event and event["t"] != "hello":
                    self.heard.append((event["seq"], event.get("cid", "")))
                    self.last = event["seq"]
