"""What an engine may answer instead of a result. Failures are `videos.adapters.media.EncodeFailed`."""


class NotYet(Exception):  # noqa: N818  (it is no error: the work goes on by itself)
    """Nothing to do now: give the job back and come again in `delay_s` seconds.

    Not a failure, however often it happens: a server that is still busy, a limit that is reached, a
    disk that is full. `reason` is one line for the operator; `waits_for` says what is away, for the owner
    (a code of `videos.services.transcoding.reasons`), when it is not just work that takes its time.
    """

    def __init__(self, delay_s: float, reason: str = "", *, waits_for: str = "") -> None:
        super().__init__(reason or f"again in {delay_s:.0f} s")
        self.delay_s = delay_s
        self.reason = reason
        self.waits_for = waits_for


class EngineUnavailable(OSError):  # noqa: N818  (named for the state it reports)
    """The engine's server cannot be reached or refuses for now; try the same again later."""
