"""What the fields of videos and their files mean to staff, where the name alone leaves one wondering."""

from django.utils.translation import gettext_lazy as _

SILENCE = _(
    "When its worker last said that it works. After a while without a sign others take over."
)
NOT_BEFORE = _("While it waits, it is not tried before this.")
KEY = _("Where the file lies in the site's store.")

VIDEO = {
    "public_id": _("It ends the address of the video's page."),
    "state": _("How far its file is. Who may see it is said by its privacy."),
    "privacy": _(
        "Public: everybody finds it. Unlisted: whoever has the link. Password: whoever knows it."
        " Private: its owner and staff alone."
    ),
    "owner_standing_word": _("While an account is suspended, its videos are kept from everybody."),
    "failure": _("What its owner is told."),
    "publish_when_ready": _("It comes out by itself as soon as it plays."),
    "published_at": _(
        "From then on it may be seen, as its privacy says. In the future: it is scheduled. Empty: a draft."
    ),
    "announced_at": _("When lists and feeds were told that it is out."),
    "premiered_at": _("When its premiere began."),
    "is_withheld": _("Kept from everybody while the account of its owner is closed."),
    "deleted_at": _("For a while its owner may bring it back; then its files are removed."),
    "state_before_deletion": _("What bringing it back leads to. Empty: it is too late for that."),
    "current": _("What viewers get. While a new file is processed, it is still the old one."),
    "poster_version": _("Counts up with each new picture, so that browsers fetch it."),
    "has_card_picture": _("A smaller copy of the poster, for lists."),
    "watch_time_s": _("Of all viewers together."),
    "trending_score": _("The higher, the further ahead on the page of trends. It falls with time."),
    "trending_views": _("So many of the views are already in the score."),
    "trending_watch_s": _("So much of the watch time is already in the score."),
}
TRANSCODE = {
    "engine": _(
        "What encodes it: this site with FFmpeg, or a PeerTube server. A broadcast is encoded already."
    ),
    "weight": _("How much there is to do: frames of all sizes together."),
    "failure_detail": _("For whoever runs the site: in the words of the program that failed."),
    "external_id": _("Its number on the PeerTube server."),
    "not_before": NOT_BEFORE,
    "heartbeat_at": SILENCE,
    "planned_at": _("When the file had been looked at and cut into chunks."),
    "playable_at": _("When its beginning could be watched."),
    "chunk_table": _("Pieces of the work, those in trouble first."),
}
CHUNK = {
    "attempts": _("How often a worker took it up."),
    "worker": _("The program and machine that works on it, or did last."),
    "heartbeat_at": SILENCE,
    "not_before": NOT_BEFORE,
    "waits_for": _("What held it up when it was tried last."),
}
UPLOAD = {
    "state": _("Receiving: parts still come. Joining: all are there and become one file."),
    "part_bytes": _("Large files are sent in parts, so that an interrupted upload goes on."),
    "digest": _("By this fingerprint it is checked that nothing was damaged on the way."),
    "storage_key": KEY,
    "touched_at": _("When the last part came. What is silent for long is stopped."),
}
SOURCE = {
    "digest": UPLOAD["digest"],
    "storage_key": KEY,
    "probe": _("Pictures, sound, sizes and lengths as they were found in the file."),
}
CAPTION = {
    "label": _("By this name viewers choose it in the player."),
    "storage_key": KEY,
    "duration_ms": _("Until the end of its last line."),
}
