"""System checks: an operator hears of an encoder that does not work before anybody's upload fails."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004

from videos.adapters.media.encoders import BUNDLED, ENCODERS, encoder_problem


@register("media")
def encoder_works(*, app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """E001: TRANSCODE_ENCODER names no encoder; W001: one that cannot be used on this machine."""
    if settings.TRANSCODE_ENGINE != "ffmpeg":
        return []
    name = settings.TRANSCODE_ENCODER
    problem = encoder_problem(name, settings.TRANSCODE_DEVICE)
    if not problem:
        return []
    device = (
        f" with TRANSCODE_DEVICE {settings.TRANSCODE_DEVICE!r}" if settings.TRANSCODE_DEVICE else ""
    )
    text = f"TRANSCODE_ENCODER is {name!r}, which does not work here{device}: {problem}"
    if name not in ENCODERS:
        return [Error(text, id="videos.E001")]
    # The graphics card may be in another machine, where the workers run.
    hint = f"No matter if workers run elsewhere. Otherwise set {BUNDLED}, which works everywhere."
    return [Warning(text, hint=hint, id="videos.W001")]
