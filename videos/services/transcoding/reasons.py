"""Sentences for people about why a video failed; the rows keep the codes."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

SENTENCES = {
    "empty": _("The file is empty. Choose another file and upload it again."),
    "unreadable": _(
        "The file could not be read as a video. It may be damaged or not a video at all."
    ),
    "probe-crashed": _(
        "The file could not be examined. It may be damaged: convert it first, or try again."
    ),
    "playlist": _("This is a playlist or a text file, not a video."),
    "no-streams": _("The file has neither picture nor sound."),
    "no-sound": _("The sound in the file could not be read."),
    "encrypted": _("The file is protected against copying (DRM), so it cannot be processed."),
    "too-large": _("The file is larger than this site accepts."),
    "too-many-pixels": _("The picture has more pixels than this site can process."),
    "timeout": _("Reading the file took too long. It may be damaged."),
    "cancelled": _("Processing was cancelled."),
    "disk-full": _("The server has run out of disk space. Nothing is lost; try again later."),
    "source-missing": _("The uploaded file is no longer there. Upload it again."),
    "superseded": _("A newer file has taken the place of this one."),
    "storage": _("The server could not read or write its files. Nothing is lost; try again later."),
    "stalled": _("Encoding stopped making progress. Try again, or convert the file first."),
    "frames-missing": _("A part of the film could not be read. The file may be damaged."),
    "ffmpeg": _(
        "The file could not be converted. It may be damaged: convert it first, or upload another one."
    ),
    "output-missing": _(
        "The file could not be converted. It may be damaged: convert it first, or upload another one."
    ),
    "too-much-work": _(
        "Encoding took far more work than a film of this length should. Convert the file first."
    ),
    "broken-times": _(
        "The file says that it is far longer than what is in it. Convert it first, or upload another one."
    ),
    "encoder-missing": _(
        "The server cannot encode video as it is set up. Nothing is lost: tell the site's operator, then try again."
    ),
    "worker-lost": _(
        "Encoding was interrupted too often on our side. Try again, or convert the file first."
    ),
    "peertube-credentials": _(
        "The video server does not accept this site's account. Tell the site's operator."
    ),
    "peertube-channel": _(
        "The video server has no channel for this site. Tell the site's operator."
    ),
    "peertube-quota": _(
        "The video server has no room for this file. Tell the site's operator, then try again."
    ),
    "peertube-type": _(
        "The video server does not take files of this type. Upload an MP4, MOV, MKV or WebM file."
    ),
    "peertube-rejected": _(
        "The video server refused this video. Change its title or file, or tell the site's operator."
    ),
    "peertube-gone": _("The video server no longer has this video. Try again to send it again."),
    "peertube-transcoding": _(
        "The video server could not encode this video. Try again, or convert the file first."
    ),
    "peertube-unreachable": _(
        "The video server cannot be reached. Nothing is lost; try again later."
    ),
}
WAITING = {
    "storage": _("Waiting for the site's storage to answer. It goes on by itself."),
    "disk-full": _("Waiting for room on the server's disk. It goes on by itself."),
    "peertube": _("Waiting for the video server to answer. It goes on by itself."),
}
HELD_UP = _("Held up on our side. It goes on by itself.")
UNKNOWN = _("The video could not be processed. Try again, or upload the file in another format.")


def failure_sentence(code: str) -> str:
    """A sentence in the reader's language for a failure code; empty for an empty code."""
    if code == "too-long":
        sentence = _("The video is longer than this site accepts. The longest is %(length)s.")
        return str(sentence) % {"length": _length(settings.VIDEO_MAX_DURATION_S)}
    return str(SENTENCES.get(code, UNKNOWN)) if code else ""


def waiting_sentence(code: str) -> str:
    """What the owner is told while work waits for something that is away."""
    return str(WAITING.get(code, HELD_UP))


def _length(seconds: int) -> str:
    """A limit exactly as it is: "1 hour 30 minutes"."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours})
    if minutes:
        parts.append(ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes})
    if seconds or not parts:
        parts.append(ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds})
    return " ".join(parts)
