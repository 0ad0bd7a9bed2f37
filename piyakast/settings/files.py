"""Where files lie: media, static files, object stores, scratch."""

from pathlib import Path

from piyakast.settings.environment import BASE_DIR, VAR_DIR, env
from piyakast.settings.object_stores import django_storage, store_origins

STORAGE_BACKEND = env.str("STORAGE_BACKEND", default="disk")  # disk, s3, gcs
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
MEDIA_URL = "/media/"
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Set where nginx stands before us and may read MEDIA_ROOT: the internal location's prefix, e.g. /_stored/
MEDIA_ACCEL_PREFIX = env.str("MEDIA_ACCEL_PREFIX", default="")
# How long presigned addresses of an object store live.
MEDIA_URL_AGE_S = env.int("MEDIA_URL_AGE_S", default=6 * 3600)

# --- Object stores ----------------------------------------------------------------------------
# S3 and what speaks its protocol. Without keys the machine's own role is used.
S3_BUCKET = env.str("S3_BUCKET", default="")
S3_REGION = env.str("S3_REGION", default="")
S3_ENDPOINT_URL = env.str("S3_ENDPOINT_URL", default="")
# Where browsers reach the same endpoint, if that is another address.
S3_PUBLIC_ENDPOINT_URL = env.str("S3_PUBLIC_ENDPOINT_URL", default=S3_ENDPOINT_URL)
S3_ACCESS_KEY_ID = env.str("S3_ACCESS_KEY_ID", default="")
S3_SECRET_ACCESS_KEY = env.str("S3_SECRET_ACCESS_KEY", default="")
S3_ADDRESSING_STYLE = env.str("S3_ADDRESSING_STYLE", default="auto")  # auto, virtual, path
# SHA-256 of every part is checked by the store; off for servers that do not know it.
S3_CHECKSUMS = env.bool("S3_CHECKSUMS", default=True)
# A CloudFront distribution before the bucket, and the key pair that signs its addresses.
S3_CDN_DOMAIN = env.str("S3_CDN_DOMAIN", default="")
CLOUDFRONT_KEY_ID = env.str("CLOUDFRONT_KEY_ID", default="")
CLOUDFRONT_PRIVATE_KEY = env.str("CLOUDFRONT_PRIVATE_KEY", default="", multiline=True)
# Google Cloud Storage. Without a key file the machine's own account is used, and signs through IAM.
GCS_BUCKET = env.str("GCS_BUCKET", default="")
GCS_PROJECT = env.str("GCS_PROJECT", default="")
GCS_CREDENTIALS_FILE = env.str("GCS_CREDENTIALS_FILE", default="")
GCS_SIGNER_EMAIL = env.str("GCS_SIGNER_EMAIL", default="")
GCS_ENDPOINT_URL = env.str("GCS_ENDPOINT_URL", default="")
# Pictures that Django keeps (avatars, banners) lie in the same place, and browsers may reach it.
STORAGES["default"] = django_storage(globals())
STORE_ORIGINS = store_origins(globals())

# --- Scratch ----------------------------------------------------------------------------------
SCRATCH_DIR = Path(env.str("SCRATCH_DIR", default=str(VAR_DIR / "scratch")))
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# Larger request bodies wait on disk: parts of uploads are many at once, and memory stays flat.
FILE_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
