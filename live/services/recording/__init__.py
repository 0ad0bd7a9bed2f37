"""A broadcast becomes a video: begun with it, playable when it ends, made from the segments that viewers watched."""

from live.services.recording.bounds import stop_recording_if_due
from live.services.recording.finishing import finish_recording, ring_when_complete, unfinished
from live.services.recording.folders import begin_recording, session_folder
from live.services.recording.hiding import note_test_mode, shown_since
from live.services.recording.placing import register_placing

__all__ = [
    "begin_recording",
    "finish_recording",
    "note_test_mode",
    "register_placing",
    "ring_when_complete",
    "session_folder",
    "shown_since",
    "stop_recording_if_due",
    "unfinished",
]
