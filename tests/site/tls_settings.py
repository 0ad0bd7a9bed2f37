"""The settings of a deployment behind nginx, with static files as they lie in the tree."""

from piyakast.settings.prod import *  # noqa: F403  (as the settings do among themselves)

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
