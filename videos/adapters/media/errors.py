"""Why a file was refused or an encode failed. Codes are stable; sentences are made by the services."""

from typing import Any


class SourceRefused(Exception):  # noqa: N818
    """The file cannot become a video, however often it is tried.

    Codes: empty, unreadable, no-streams, encrypted, too-long, too-large,
    too-many-pixels, broken-times, playlist, timeout.
    `params` fill the sentence (for `too-long`: `limit_s`); `detail` is for staff.
    """

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class EncodeFailed(Exception):  # noqa: N818
    """One job did not succeed, or the look at the file itself. `permanent` says that trying again is useless."""

    def __init__(self, code: str, *, permanent: bool = False, stderr_tail: str = "") -> None:
        super().__init__(f"{code}: {stderr_tail[-300:]}")
        self.code = code
        self.permanent = permanent
        self.stderr_tail = stderr_tail
