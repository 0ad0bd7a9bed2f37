"""The settings of tests, with the media on S3: what the variables say of it is read as everywhere."""

from piyakast.settings.test import *  # noqa: F403  (as the settings do among themselves)

STORAGE_BACKEND = "s3"
