"""Videos in the admin: what staff may see and do, each action logged."""

from videos.admin import chunk, files, transcode, video

__all__ = ["chunk", "files", "transcode", "video"]
