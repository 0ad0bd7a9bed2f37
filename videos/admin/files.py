"""Uploads, sources and captions, as facts."""

from django.contrib import admin

from core.admin_filters import SaidFilter
from core.admin_words import in_words
from videos.admin.base import FactsAdmin
from videos.admin.helps import CAPTION, SOURCE, UPLOAD
from videos.models import Caption, Source, Upload, Video


@admin.register(Upload)
class UploadAdmin(FactsAdmin):
    """Files on their way."""

    list_display = ("filename", "owner", "video", "state", "size_bytes", "touched_at")
    list_filter = ("state", "created_at")
    search_fields = ("filename", "owner__email", "video__title")
    list_select_related = ("owner", "video")
    ordering = ("-id",)
    exclude = ("store_upload_id", "fingerprint")
    helps = UPLOAD


@admin.register(Source)
class SourceAdmin(FactsAdmin):
    """Files as they were uploaded."""

    list_display = ("filename", "video", "size_bytes", "created_at")
    helps = SOURCE
    search_fields = ("filename", "video__title", "video__public_id__exact")
    list_select_related = ("video",)
    ordering = ("-id",)


@admin.register(Caption)
class CaptionAdmin(FactsAdmin):
    """Caption files."""

    list_display = ("video", "language", "label")
    list_filter = (("language", SaidFilter),)
    said = {"language": in_words(dict(Video.Language.choices))}
    helps = CAPTION
    search_fields = ("video__title", "label")
    list_select_related = ("video",)
    ordering = ("-id",)
