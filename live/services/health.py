"""What a publisher's signal is like, and what its owner could do about it, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import fmean, pstdev
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from live.adapters.partings import (
    ALWAYS_CHANGING,
    NO_KEYFRAME,
    NOT_PACKAGED,
    NOT_STORED,
    UNKNOWN_CODEC,
)
from live.models import Broadcast, PublishSession

LONGEST_KEY_INTERVAL_MS = 4000
SILENT_AFTER_S = 6
LEAST_FPS = 20
FEWEST_RATES = 4
# The spread of the last bit rates, as a share of their mean, above which a connection is unsteady.
UNSTEADY = 0.4
# What every browser plays, and what only some do.
EVERYWHERE = frozenset({"avc1"})
SOMEWHERE = frozenset({"hvc1", "av01"})
# Profiles of H.264 with 10 bits, 4:2:2 or 4:4:4: High 10, High 4:2:2, High 4:4:4 and CAVLC 4:4:4 (H.264 §A.2).
RARE_H264 = ("avc1.6e", "avc1.7a", "avc1.f4", "avc1.2c")
# Why a node lets a publisher go, in the words that it tells the encoder (which hardly any shows).
LET_GO = {
    UNKNOWN_CODEC: gettext_lazy("Your encoder was let go: browsers cannot play its video codec. Choose H.264 in its settings and start again."),
    NO_KEYFRAME: gettext_lazy("Your encoder was let go: no keyframe came. Set the keyframe interval to 2 seconds in its settings and start again."),
    ALWAYS_CHANGING: gettext_lazy("Your encoder was let go: the settings or the clock of its picture or sound changed again and again. Turn off what adapts them, such as a resolution that follows the line, and start again."),
    NOT_PACKAGED: gettext_lazy("Your encoder was let go: its stream cannot be read. Choose H.264 and AAC in its settings and start again."),
    NOT_STORED: gettext_lazy("Your encoder was let go: this site cannot store your stream. Tell whoever runs the site."),
    "never-played": gettext_lazy("Your encoder was let go: nothing that can be played came within a minute. Set the keyframe interval to 2 seconds in its settings and start again."),
}  # fmt: skip
TOLD_FOR = timedelta(minutes=10)


@dataclass(frozen=True)
class Advice:
    """`level` is "bad" (viewers notice it) or "fair" (some may)."""

    code: str
    level: str
    text: str


def silence_s(session: PublishSession) -> float:
    """How long nothing has come from its publisher: its node may be heard all the while."""
    unheard = max(0.0, (timezone.now() - session.heard_at).total_seconds())
    return unheard + float(session.health.get("quiet_s", 0))


def advice_for(
    health: dict[str, Any],
    *,
    silent_s: float,
    rates_kbps: Sequence[int] = (),
    recording_stop: str = "",
) -> list[Advice]:
    """What is wrong with a signal, worst first; empty when all is well.

    `rates_kbps` are its last bit rates, `recording_stop` is that of its broadcast.
    """
    found = [
        _recording(recording_stop),
        _silent(silent_s),
        _codec(health),
        _key_interval(health),
        _steady(rates_kbps),
        _sound(health),
        _frames(health),
    ]
    given = [each for each in found if each is not None]
    return sorted(given, key=lambda each: each.level != "bad")


def stopped_advice() -> Advice:
    """What is said while the stream waits for a publisher who was there and went away."""
    return Advice("stopped", "bad", _("Your encoder has stopped sending. The stream stays open and waits for it: check its connection, and start streaming again."))  # fmt: skip


def let_go_advice(stream_id: int) -> Advice | None:
    """Why the last publisher was let go, while that is news."""
    last = PublishSession.objects.filter(broadcast__stream=stream_id).order_by("-pk").first()
    if last is None or last.ended_at is None or last.ended_at < timezone.now() - TOLD_FOR:
        return None
    text = LET_GO.get(last.end_reason)
    return Advice("let-go", "bad", str(text)) if text else None


def _silent(silent_s: float) -> Advice | None:
    if silent_s < SILENT_AFTER_S:
        return None
    return Advice("silent", "bad", _("Nothing arrives from your encoder. Check its connection; viewers see the picture stand still."))  # fmt: skip


def _recording(stop: str) -> Advice | None:
    texts = {
        Broadcast.Stop.LENGTH: _("The recording has become as long as it may be: what came until then is kept as a video, what comes now is not. End the stream and start it again to record on."),
        Broadcast.Stop.ROOM: _("This site has no room left: what comes now is not kept as a video, and viewers can go back half a minute only. The stream goes on. Tell whoever runs the site."),
        Broadcast.Stop.QUOTA: _("Your channel holds as much as it may: what comes now is not kept as a video. Delete some videos before the next broadcast."),
    }  # fmt: skip
    return Advice("not-recorded", "bad", texts[Broadcast.Stop(stop)]) if stop else None


def _codec(health: dict[str, Any]) -> Advice | None:
    codec = health.get("video_codec")
    if codec in EVERYWHERE and str(health.get("codecs", "")).startswith(RARE_H264):
        return Advice("profile", "bad", _("Most browsers cannot play H.264 with 10 bits, 4:2:2 or 4:4:4. Choose the colour format NV12 (8 bit, 4:2:0) in your encoder."))  # fmt: skip
    if not codec or codec in EVERYWHERE:
        return None
    if codec in SOMEWHERE:
        return Advice("codec", "fair", _("Not every browser plays this video codec. Choose H.264 in your encoder to reach everybody."))  # fmt: skip
    return Advice("codec", "bad", _("Browsers cannot play this video codec. Choose H.264 in your encoder."))  # fmt: skip


def _key_interval(health: dict[str, Any]) -> Advice | None:
    if health.get("key_interval_ms", 0) <= LONGEST_KEY_INTERVAL_MS:
        return None
    return Advice("key-interval", "bad", _("Keyframes are too far apart, so the delay grows. Set the keyframe interval to 2 seconds in your encoder."))  # fmt: skip


def _steady(rates_kbps: Sequence[int]) -> Advice | None:
    mean = fmean(rates_kbps) if len(rates_kbps) >= FEWEST_RATES else 0
    if not mean or pstdev(rates_kbps) / mean < UNSTEADY:
        return None
    return Advice("unsteady", "fair", _("The bit rate goes up and down. Lower it in your encoder, or use a cable instead of Wi-Fi."))  # fmt: skip


def _sound(health: dict[str, Any]) -> Advice | None:
    if "audio_codec" not in health or health["audio_codec"]:
        return None
    return Advice("no-sound", "fair", _("There is no sound. Check the microphone and the mixer of your encoder."))  # fmt: skip


def _frames(health: dict[str, Any]) -> Advice | None:
    fps = health.get("fps")
    if health.get("quiet_s"):
        return None  # nothing comes at all
    if not health.get("video_codec") or fps is None or fps >= LEAST_FPS:
        return None
    return Advice("few-frames", "fair", _("Few pictures a second arrive. Your computer may be too busy: close other programs or lower the resolution."))  # fmt: skip
