"""One run of turning a source into renditions, cut into chunks that workers claim one by one."""

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.states import StateTable
from videos.models.source import Source

# Engines whose playlists and segments lie on their own server.
HOSTING = frozenset({"peertube"})
# What a look at the file found, and would find again. Another server that says so may be mended, so it is this only
# for a file that was never laid out.
REFUSED = frozenset(
    {
        "empty",
        "unreadable",
        "playlist",
        "no-streams",
        "encrypted",
        "too-long",
        "too-large",
        "too-many-pixels",
        "broken-times",
    }
)
# The file is to blame, whenever that came out.
HOPELESS = frozenset({"no-sound", "too-much-work", "source-missing"})
# The engine of broadcasts: their segments are there when they end.
LIVE = "live"


class Transcode(models.Model):
    """A source being turned into something that plays. Its media lie under `prefix`."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        PROBING = "probing", _("Looking at the file")
        RUNNING = "running", _("Encoding")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    STATES = StateTable(
        "state",
        {
            State.QUEUED: frozenset({State.PROBING, State.RUNNING, State.FAILED, State.CANCELLED}),
            State.PROBING: frozenset({State.QUEUED, State.RUNNING, State.FAILED, State.CANCELLED}),
            State.RUNNING: frozenset({State.DONE, State.FAILED, State.CANCELLED}),
            State.DONE: frozenset(),
            State.FAILED: frozenset({State.QUEUED, State.RUNNING}),
            State.CANCELLED: frozenset({State.QUEUED, State.RUNNING}),
        },
    )

    source = models.ForeignKey(
        Source, on_delete=models.CASCADE, related_name="transcodes", verbose_name=_("source file")
    )
    engine = models.CharField(_("engine"), max_length=12)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.QUEUED)
    plan = models.JSONField(_("plan"), null=True, blank=True)
    weight = models.PositiveBigIntegerField(
        _("work"), default=0, help_text=_("Work in frames of all renditions.")
    )
    prefix = models.CharField(_("folder in the store"), max_length=120, unique=True)
    failure = models.CharField(_("code of the failure"), max_length=400, blank=True)
    # For staff: how it ended, in the machine's own words.
    failure_detail = models.CharField(
        _("what was said at the end"), max_length=400, blank=True, default="", db_default=""
    )
    external_id = models.CharField(
        _("id elsewhere"), max_length=100, blank=True, help_text=_("Id at PeerTube.")
    )
    external = models.JSONField(_("facts from elsewhere"), default=dict, blank=True)
    worker = models.CharField(
        _("worker"), max_length=100, blank=True, help_text=_("Who looks at the file.")
    )
    attempts = models.PositiveSmallIntegerField(
        _("attempts"),
        default=0,
        db_default=0,
        help_text=_("How often a worker began to look at the file."),
    )
    not_before = models.DateTimeField(_("not before"), null=True, blank=True)
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    planned_at = models.DateTimeField(_("planned"), null=True, blank=True)
    playable_at = models.DateTimeField(_("playable"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("transcode")
        verbose_name_plural = _("transcodes")
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="transcode_by_heartbeat")]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def needs_another_file(self) -> bool:
        """Whether this file fails however often it is tried."""
        return self.failure in HOPELESS or (self.plan is None and self.failure in REFUSED)

    @property
    def can_be_tried_again(self) -> bool:
        """Whether it stopped, and another try may end in another way."""
        stopped = self.state in (self.State.FAILED, self.State.CANCELLED)
        return stopped and not self.needs_another_file

    @property
    def is_hosted(self) -> bool:
        """Whether playlists and segments lie on the engine's own server."""
        return self.engine in HOSTING


class Rendition(models.Model):
    """One rung of the ladder, or the audio: what the master playlist lists."""

    class Kind(models.TextChoices):
        VIDEO = "video", _("Video")
        AUDIO = "audio", _("Audio")

    transcode = models.ForeignKey(
        Transcode, on_delete=models.CASCADE, related_name="renditions", verbose_name=_("transcode")
    )
    kind = models.CharField(_("kind"), max_length=5, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=16)
    width = models.PositiveIntegerField(_("width"), default=0)
    height = models.PositiveIntegerField(_("height"), default=0)
    fps = models.FloatField(_("frames a second"), default=0)
    codecs = models.CharField(_("codecs"), max_length=60)
    bandwidth = models.PositiveIntegerField(_("bandwidth"), default=0, help_text=_("Peak, bit/s."))
    average_bandwidth = models.PositiveIntegerField(
        _("average bandwidth"), default=0, help_text=_("bit/s.")
    )
    size_bytes = models.PositiveBigIntegerField(_("size (bytes)"), default=0)
    # Real lengths in seconds of the segments that can be played without a gap from the start: what its playlist lists.
    lengths = models.JSONField(_("lengths of segments"), default=list)
    # Where they lie when it was recorded: runs of [folder, init, first number, how many], in order.
    pieces = models.JSONField(
        _("pieces"), default=list, db_default=models.Value([], models.JSONField()), blank=True
    )
    ready_segments = models.PositiveIntegerField(_("playable segments"), default=0)
    complete = models.BooleanField(_("complete"), default=False)

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [models.UniqueConstraint(fields=["transcode", "name"], name="rendition_once")]
        ordering = ["height"]

    def __str__(self) -> str:
        return self.name


class Chunk(models.Model):
    """One job of the plan: a stretch of frames in some renditions, the audio, or the extras."""

    class Kind(models.TextChoices):
        VIDEO = "video", _("Video")
        AUDIO = "audio", _("Audio")
        EXTRAS = "extras", _("Pictures and preview")
        REMOTE = "remote", _("Work on another server")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Encoding")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    STATES = StateTable(
        "state",
        {
            State.WAITING: frozenset({State.RUNNING, State.CANCELLED}),
            State.RUNNING: frozenset({State.DONE, State.WAITING, State.FAILED, State.CANCELLED}),
            State.DONE: frozenset(),
            State.FAILED: frozenset({State.WAITING}),
            State.CANCELLED: frozenset({State.WAITING}),
        },
    )

    transcode = models.ForeignKey(
        Transcode, on_delete=models.CASCADE, related_name="chunks", verbose_name=_("transcode")
    )
    kind = models.CharField(_("kind"), max_length=6, choices=Kind.choices)
    key = models.CharField(_("job"), max_length=40, help_text=_("The job's name in the plan."))
    priority = models.IntegerField(
        _("priority"), default=0, help_text=_("Its order within the plan.")
    )
    due_at = models.DateTimeField(
        _("due"),
        default=timezone.now,
        db_default=Now(),
        help_text=_("Its place among everybody's chunks: earlier goes first."),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    attempts = models.PositiveSmallIntegerField(
        _("attempts"), default=0, help_text=_("How often it was claimed.")
    )
    failures = models.PositiveSmallIntegerField(
        _("failures"), default=0, help_text=_("How often it was tried and failed.")
    )
    weight = models.PositiveBigIntegerField(
        _("work"), default=1, help_text=_("Share in the percent that people see.")
    )
    frames = models.PositiveIntegerField(_("frames"), default=1)
    frames_done = models.PositiveIntegerField(_("frames done"), default=0)
    worker = models.CharField(_("worker"), max_length=100, blank=True)
    claim = models.UUIDField(
        _("claim"),
        null=True,
        blank=True,
        help_text=_("Who holds it; a lost claim may not finish it."),
    )
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    not_before = models.DateTimeField(_("not before"), null=True, blank=True)
    # What held its last claim up by being away (see `reasons.waiting_sentence`); empty when nothing did.
    waits_for = models.CharField(
        _("waits for"), max_length=24, blank=True, default="", db_default="", editable=False
    )
    started_at = models.DateTimeField(_("begun"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    stderr_tail = models.TextField(_("last lines of the encoder"), blank=True)
    result = models.JSONField(_("result"), null=True, blank=True)

    class Meta:
        verbose_name = _("chunk")
        verbose_name_plural = _("chunks")
        constraints = [models.UniqueConstraint(fields=["transcode", "key"], name="chunk_once")]
        indexes = [
            models.Index(fields=["state", "heartbeat_at"], name="chunk_by_heartbeat"),
            # What claims walk along: small, because it holds waiting chunks alone.
            models.Index(
                fields=["due_at", "id"], name="chunk_waiting", condition=models.Q(state="waiting")
            ),
        ]
        ordering = ["priority", "id"]

    def __str__(self) -> str:
        return self.key

    @property
    def duration_s(self) -> float | None:
        """How long its last finished attempt took; None while there is none."""
        if self.started_at is None or self.finished_at is None:
            return None
        return max(0.0, (self.finished_at - self.started_at).total_seconds())
