"""Videos: upload, transcode, playback, studio."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VideosConfig(AppConfig):
    name = "videos"
    verbose_name = _("Videos")

    def ready(self) -> None:
        from accounts.services.closing import register_closing
        from accounts.services.deletion import register_eraser
        from accounts.services.export_contents import (
            register_exporter,
            register_linked_files,
            register_packed_files,
        )
        from accounts.services.renaming import register_renaming
        from videos import checks  # noqa: F401  (registers them)
        from videos.services import metrics
        from videos.services.deletion import erase_person
        from videos.services.export_files import Originals, video_pictures_and_captions
        from videos.services.exporting import export_videos
        from videos.services.search_index import index_channel_later
        from videos.services.withholding import withhold_person

        register_closing(withhold_person)
        register_renaming(index_channel_later)
        register_eraser(erase_person)
        register_exporter("videos", export_videos)
        register_packed_files(video_pictures_and_captions)
        register_linked_files(Originals())
        metrics.install()
