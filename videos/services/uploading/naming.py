"""What a client says about its file, made harmless: names are words to show, never paths."""

import re
import unicodedata
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from videos.services.uploading.errors import UploadRefused

VIDEO = "mp4 m4v mov mkv webm avi mpg mpeg ts m2ts mts flv wmv asf ogv ogg 3gp 3g2 mxf dv vob gif"
AUDIO = "mp3 m4a aac flac wav opus aiff aif caf wma oga amr"
EXTENSIONS = frozenset(f"{VIDEO} {AUDIO}".split())
LONGEST_TITLE = 120
LONGEST_NAME = 255
MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,60}")
EXTENSION = re.compile(r"(?=.*[a-z])[a-z0-9]{1,5}")
# Control, format (right-to-left overrides hide an extension), surrogate and unassigned characters.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Cn"})
JOINERS = frozenset("‌‍")  # parts of some scripts' words and of emoji


def clean_filename(name: str) -> str:
    """The last path component, without characters that do not show."""
    last = clean_text(name).replace("\\", "/").rpartition("/")[2].strip()
    return last[-LONGEST_NAME:] or "video"


def clean_text(text: str) -> str:
    """NFC, without control, direction-changing and broken characters."""
    shown = (c for c in text if c in JOINERS or unicodedata.category(c) not in UNSEEN)
    return unicodedata.normalize("NFC", "".join(shown))


def clean_type(content_type: str) -> str:
    """The media type in lower case without parameters; `application/octet-stream` for anything odd."""
    essence = content_type.partition(";")[0].strip().lower()
    return essence if MEDIA_TYPE.fullmatch(essence) else "application/octet-stream"


def title_from(filename: str) -> str:
    """A first title for a video: the name without its extension, underscores as spaces."""
    words = re.sub(r"[_\s]+", " ", PurePosixPath(filename).stem).strip()
    return (words or filename)[:LONGEST_TITLE]


def safe_suffix(filename: str) -> str:
    """The extension with its dot if it is one we know, else nothing."""
    suffix = PurePosixPath(filename).suffix.lower()
    return suffix if suffix[1:] in EXTENSIONS else ""


def check_type(filename: str, content_type: str) -> None:
    """Raise `UploadRefused` unless name and type say video or audio.

    A first look that saves a person the upload of a letter; what the file is, its bytes say later.
    """
    suffix = PurePosixPath(filename).suffix[1:].lower()
    # "Holiday 24.05" has no extension.
    extension = suffix if EXTENSION.fullmatch(suffix) else ""
    major = content_type.partition("/")[0]
    known = extension in EXTENSIONS if extension else major in {"video", "audio"}
    # Browsers name some containers oddly (.ts is "text/vnd.trolltech.linguist"), but never as these.
    contradicts = content_type in {"application/pdf", "application/zip", "text/html"} or (
        major in {"image", "font"} and extension != "gif"
    )
    if not known or contradicts:
        raise UploadRefused(
            415,
            "wrong-type",
            _("This is not a video or audio file. Choose a file such as MP4, MOV, MKV or WebM."),
        )
