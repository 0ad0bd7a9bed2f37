"""Uploads: one contract for disk and object stores."""

from videos.services.uploading.create import create_upload
from videos.services.uploading.errors import UploadRefused
from videos.services.uploading.finish import abort_upload, complete_upload, sweep_uploads
from videos.services.uploading.parts import arrived_parts, presign_parts, store_part

__all__ = [
    "UploadRefused",
    "abort_upload",
    "arrived_parts",
    "complete_upload",
    "create_upload",
    "presign_parts",
    "store_part",
    "sweep_uploads",
]
