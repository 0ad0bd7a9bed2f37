"""Uploads: one contract for disk and object stores."""

from videos.services.uploading.create import create_upload, open_upload
from videos.services.uploading.errors import UploadRefused
from videos.services.uploading.finish import complete_upload
from videos.services.uploading.parts import arrived_parts, presign_parts, store_part
from videos.services.uploading.quota import Usage, usage_of
from videos.services.uploading.stop import abort_upload
from videos.services.uploading.sweep import sweep_uploads

__all__ = [
    "UploadRefused",
    "Usage",
    "abort_upload",
    "arrived_parts",
    "complete_upload",
    "create_upload",
    "open_upload",
    "presign_parts",
    "store_part",
    "sweep_uploads",
    "usage_of",
]
