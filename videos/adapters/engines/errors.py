"""What an engine may answer instead of a result. Failures are `videos.adapters.media.EncodeFailed`."""


class NotYet(Exception):  # noqa: N818  (it is no error: the work goes on by itself)
    """Nothing to do now: give the job back and come again in `delay_s` seconds.

    Not a failure, however often it happens: a server that is still busy, a limit that is reached, a
    disk that is full. `reason` is one line for the operator.
    """

    def __init__(self, delay_s: float, reason: str = "") -> None:
        super().__init__(reason or f"again in {delay_s:.0f} s")
        self.delay_s = delay_s
        self.reason = reason


class EngineUnavailable(OSError):  # noqa: N818  (named for the state it reports)
    """The engine's server cannot be reached or refuses for now; try the same again later."""
