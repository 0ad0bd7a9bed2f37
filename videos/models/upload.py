"""An upload in progress: numbered parts that become one source file."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.states import StateTable


class Upload(models.Model):
    """One file on its way. The parts themselves are listed by the store, which has the truth."""

    class State(models.TextChoices):
        OPEN = "open", _("Receiving")
        COMPLETING = "completing", _("Joining")
        COMPLETED = "completed", _("Complete")
        STOPPING = "stopping", _("Stopping")
        ABORTED = "aborted", _("Stopped")

    STATES = StateTable(
        "state",
        {
            State.OPEN: frozenset({State.COMPLETING, State.STOPPING}),
            State.COMPLETING: frozenset({State.COMPLETED, State.OPEN, State.STOPPING}),
            State.COMPLETED: frozenset(),
            # Its bytes are being dropped; a sweep goes on where that was interrupted.
            State.STOPPING: frozenset({State.ABORTED}),
            State.ABORTED: frozenset(),
        },
    )

    public_id = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="uploads",
        verbose_name=_("owner"),
    )
    video = models.ForeignKey(
        "videos.Video", on_delete=models.CASCADE, related_name="uploads", verbose_name=_("video")
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.OPEN)
    filename = models.CharField(_("file name"), max_length=255)
    content_type = models.CharField(_("type of the file"), max_length=100)
    size_bytes = models.PositiveBigIntegerField(_("size (bytes)"))
    part_bytes = models.PositiveIntegerField(_("size of a part (bytes)"))
    storage_key = models.CharField(_("place in the store"), max_length=200)
    store_upload_id = models.CharField(_("the store's name of the upload"), max_length=1100)
    # Client's fingerprint of the file, so that a reloaded page finds its upload again.
    fingerprint = models.CharField(_("fingerprint"), max_length=128, blank=True)
    # What the sender says the file is: hex SHA-256 over the raw SHA-256 digests of its parts, in order.
    digest = models.CharField(_("digest"), max_length=64, blank=True, default="", db_default="")
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    touched_at = models.DateTimeField(_("last touched"), auto_now_add=True)
    completed_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        indexes = [models.Index(fields=["state", "touched_at"], name="upload_by_silence")]

    def __str__(self) -> str:
        return self.filename

    @property
    def part_count(self) -> int:
        """How many parts the whole file has (the last may be short)."""
        return -(-self.size_bytes // self.part_bytes)

    def part_size(self, number: int) -> int:
        """The exact size in bytes that part `number` (from 1) must have."""
        if number < self.part_count:
            return self.part_bytes
        return self.size_bytes - self.part_bytes * (self.part_count - 1)
