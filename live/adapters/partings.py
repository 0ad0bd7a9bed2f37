"""What an encoder is told when it is let go, as it is: hardly any shows it. The site knows sessions' ends by these words, too."""

UNKNOWN_CODEC = "This video codec cannot be shown by browsers. Use H.264."
NO_KEYFRAME = "No keyframe came. Set a keyframe interval of 2 seconds."
ALWAYS_CHANGING = (
    "The settings or the clock of the picture or sound change all the time. Let them stand."
)
NOT_PACKAGED = "The stream cannot be packaged. Try other encoder settings."
NOT_STORED = "The server cannot store the stream. Tell the site's operator."
