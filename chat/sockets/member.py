"""One socket in one room."""

from typing import Any

from chat.adapters.sockets import Socket
from chat.hub import Listener, encode, text_frame
from chat.services.joining import Admission


class RoomMember:
    """What the room writes waits until the socket has had its hello."""

    __slots__ = (
        "_early", "_socket", "access_mark", "channel_id", "keeps_order", "listener", "locale", "only_reads", "room_id",
        "standing", "user_id",
    )  # fmt: skip

    def __init__(self, socket: Socket, admission: Admission, session: str) -> None:
        self._socket = socket
        self._early: list[bytes] | None = []
        self.room_id = admission.room_id
        self.channel_id = admission.channel_id
        self.access_mark = admission.access_mark
        self.only_reads = admission.only_reads
        self.locale = admission.locale
        self.standing = admission.standing
        self.user_id = admission.standing.user_id
        self.keeps_order = admission.standing.keeps_order
        self.listener = (
            Listener(self.user_id, session, admission.password_mark)
            if self.user_id is not None
            else None
        )

    def may_stay(self, access_mark: str) -> bool:
        """Whether nothing has changed about who may read. A new address for overlays concerns no one else."""
        if self.only_reads:
            return access_mark == self.access_mark
        return access_mark.partition(" ")[2] == self.access_mark.partition(" ")[2]

    def is_shut_out(self, access_mark: str) -> bool:
        """Whether the address of this overlay has been renewed: coming back with the old one is in vain."""
        return (
            self.only_reads and access_mark.partition(" ")[0] != self.access_mark.partition(" ")[0]
        )

    def greet(self, hello: dict[str, Any], entries: list[bytes]) -> None:
        """Write the first frame, then whatever has come meanwhile."""
        self._socket.write(text_frame(b"[" + b",".join([encode(hello), *entries]) + b"]"))
        early, self._early = self._early, None
        for frame in early or ():
            self._socket.write(frame)

    def write(self, frame: bytes) -> None:
        """Send bytes that are a frame already."""
        if self._early is None:
            self._socket.write(frame)
        else:
            self._early.append(frame)

    def tell(self, event: dict[str, Any]) -> None:
        """Send one event to this socket alone."""
        self.write(text_frame(encode([event])))

    def queued_bytes(self) -> int:
        """What the other side has not taken yet."""
        return self._socket.queued_bytes()

    def cut(self) -> None:
        """Drop the line at once."""
        self._socket.cut()

    def close(self, code: int) -> None:
        """Close it in order."""
        self._socket.close(code)
