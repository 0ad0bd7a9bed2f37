// media-chrome's own sentences, through our catalogue: its English is the message id.

import { gettext } from "piyakast/lib/i18n.js";

/** The dictionary for media-chrome's `addTranslation`. */
export function chromeTexts() {
  return {
    "Enter fullscreen mode": gettext("Full screen (f)"),
    "Exit fullscreen mode": gettext("Exit full screen (f)"),
    "enter fullscreen mode": gettext("Full screen"),
    "exit fullscreen mode": gettext("Exit full screen"),
    "Enter picture in picture mode": gettext("Picture in picture (i)"),
    "Exit picture in picture mode": gettext("Exit picture in picture (i)"),
    "enter picture in picture mode": gettext("Picture in picture"),
    "exit picture in picture mode": gettext("Exit picture in picture"),
    Mute: gettext("Mute (m)"),
    Unmute: gettext("Unmute (m)"),
    mute: gettext("Mute"),
    unmute: gettext("Unmute"),
    Play: gettext("Play (k)"),
    Pause: gettext("Pause (k)"),
    play: gettext("Play"),
    pause: gettext("Pause"),
    "audio player": gettext("Audio player"),
    "video player": gettext("Video player"),
    volume: gettext("Volume"),
    seek: gettext("Position"),
    "playback time": gettext("Playback time"),
    "media loading": gettext("Loading"),
    "chapter: {chapterName}": gettext("Chapter: {chapterName}"),
    hour: gettext("hour"),
    hours: gettext("hours"),
    minute: gettext("minute"),
    minutes: gettext("minutes"),
    second: gettext("second"),
    seconds: gettext("seconds"),
    "{time} remaining": gettext("{time} remaining"),
    "{currentTime} of {totalTime}": gettext("{currentTime} of {totalTime}"),
    "video not loaded, unknown time.": gettext("The video is not loaded yet."),
  };
}
