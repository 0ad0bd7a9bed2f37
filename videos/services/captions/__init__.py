"""Captions: WebVTT and SubRip in, clean WebVTT out."""

from videos.services.captions.parsing import MOST_BYTES, CaptionRefused, Cue, parse_captions
from videos.services.captions.tracks import (
    caption_cues,
    caption_text,
    native_name,
    offered_languages,
    remove_caption,
    rename_caption,
    set_caption,
)
from videos.services.captions.writing import plain_text, write_webvtt

__all__ = [
    "MOST_BYTES",
    "CaptionRefused",
    "Cue",
    "caption_cues",
    "caption_text",
    "native_name",
    "offered_languages",
    "parse_captions",
    "plain_text",
    "remove_caption",
    "rename_caption",
    "set_caption",
    "write_webvtt",
]
