"""A real Daphne and a real ingest before this test's database, for browsers that watch real publishers."""

from pathlib import Path

from tests.live.process import IngestProcess, PublisherProcess
from tests.videos.uploading.site import Site


class Theatre:
    """Both of them. `url` is the site's address."""

    def __init__(self, folder: Path) -> None:
        self.site = Site(folder, part_bytes=8 * 1024**2)
        self.site.environment |= {"SITE_URL": self.site.url}
        # The site must know where the node will be, for its pages allow that origin alone.
        self.ingest = IngestProcess(self.site.url, folder, LIVE_LADDER="")
        self.site.environment |= {
            "LIVE_NODE_URL": self.ingest.address,
            "LIVE_RTMP_URL": self.ingest.url("").rstrip("/"),
            "LIVE_LADDER": "",
        }
        self.site.start()
        self.publishers: list[PublisherProcess] = []

    @property
    def url(self) -> str:
        return self.site.url

    def publish(self, key: str, **options: object) -> PublisherProcess:
        """Somebody begins to send."""
        publisher = PublisherProcess(self.ingest.url(key), **options)  # type: ignore[arg-type]
        self.publishers.append(publisher)
        return publisher

    def empty(self) -> None:
        """Nobody sends any more."""
        while self.publishers:
            self.publishers.pop().kill()

    def close(self) -> None:
        self.empty()
        self.ingest.stop()
        self.site.kill()
