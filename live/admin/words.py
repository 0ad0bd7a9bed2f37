"""What codes of live are called, and what its fields mean to staff where the name alone leaves one wondering."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "ended-by-owner": _("Ended by its owner"),
    "ended-by-staff": _("Ended by staff"),
    "account-closed": _("The account was closed"),
    "publisher-gone": _("The publisher did not come back"),
    "key-changed": _("The stream key was changed"),
    "replaced": _("Another publisher took its place"),
    "silent": _("Nothing arrived any more"),
    "never-played": _("Nothing playable arrived"),
    "closed": _("The publisher closed the connection"),
}
PROTOCOLS = {"rtmp": "RTMP", "rtmps": "RTMPS", "srt": "SRT", "whip": "WHIP"}
ENGINES = {"piyakast": "PIYAKast", "peertube": "PeerTube"}

STREAM = {
    "state": _(
        "Whether it is on air now. A stream may go on air many times; each time is a broadcast."
    ),
    "owner_standing_word": _("While an account is suspended, nobody can publish to its streams."),
    "latency": _(
        "How far viewers are behind what happens. Less delay stalls sooner on a bad line."
    ),
    "records": _("Whether each broadcast becomes a video."),
    "repeats": _("Whether it waits for the next broadcast when one has ended."),
    "is_test": _("Only its owner sees it, and nobody is told of it."),
    "thumbnail": _("Where the picture lies that was taken from the broadcast by itself."),
    "picture": _("Where the picture lies that its owner chose instead."),
    "starts_at": _("The time for which its owner announced it."),
}
BROADCAST = {
    "began_at": _("When an encoder connected."),
    "live_at": _("When viewers saw the first picture."),
    "video": _("The video that it became."),
    "timeline": _(
        "For each stretch of the recording: when it was, where it is in the video, and how long it is, in seconds."
    ),
    "recording_stop": _("Why nothing more was recorded though it went on."),
    "hidden": _("From when to when it was in test mode: that is not in the recording."),
    "peak_viewers": _("The most that watched at once."),
    "watch_time_s": _("Of all viewers together."),
}
SESSION = {
    "engine": _("What takes the stream: this site's own ingest, or a PeerTube server."),
    "engine_session": _("How the engine calls this connection."),
    "camera": _("Of a browser: the same for all that one page sends."),
    "protocol": _("How the encoder sends its picture and sound."),
    "node": _("The machine that took it."),
    "ip": _("From where it was sent."),
    "number": _("A broadcast whose encoder came back has several."),
    "health": _("How the signal was when it was last heard of."),
    "heard_at": _("When the machine last said that it still comes."),
    "left_at": _("When the last of its files was written. Empty: that machine was lost."),
}
KEY = {
    "ending": _("The rest of a key is not kept: its owner saw it once."),
    "used_at": _("When somebody last published with it."),
    "revoked_at": _("Nobody can publish with it from then on."),
}
