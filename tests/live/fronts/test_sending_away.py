"""Sending publishers away at a front: recorded answers of nginx-rtmp's /stat and of MediaMTX's API."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import LazySettings

from accounts.models import Channel
from live.models import Stream
from live.services.fronts import send_away, send_away_from
from live.services.keys import rotate_key
from live.services.publishing import end_broadcast
from tests.live.broadcasts import go_live
from tests.live.factories import StreamFactory

pytestmark = pytest.mark.django_db
STAT = """<?xml version="1.0" encoding="utf-8" ?>
<rtmp><nginx_version>1.22.1</nginx_version><naccepted>3</naccepted><server>
<application><name>other</name><live><stream><name>{key}</name><client><id>1</id><publishing/></client></stream></live></application>
<application><name>live</name><live>
<stream><name>live-someone</name><client><id>2</id><address>10.0.0.2</address><publishing/><active/></client></stream>
<stream><name>{key}</name><time>4033</time>
<client><id>7</id><address>127.0.0.1</address><flashver>ngx-local-relay</flashver></client>
<client><id>3</id><address>10.0.0.3</address><publishing/><active/></client><publishing/><active/></stream>
<nclients>3</nclients></live></application></server></rtmp>
"""


class Recorded:
    """A front that gives recorded answers and remembers what it was asked."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.asked: list[str] = []
        self.broken = False

    def paths(self, page: int) -> str:
        source = {"type": "webRTCSession", "id": "0e5f"}
        items = [
            {"name": "live/live-someone", "source": {"type": "rtmpConn", "id": "1a2b"}},
            {"name": f"live/{self.key}", "ready": True, "source": source},
            {"name": "live/waiting", "source": None},
        ]
        return json.dumps({"itemCount": 3, "pageCount": 3, "items": [items[page]]})


@pytest.fixture
def live(channel: Channel) -> Stream:
    made: Stream = StreamFactory(channel=channel)
    return made


@pytest.fixture
def key(live: Stream) -> str:
    return rotate_key(stream=live)


@pytest.fixture
def recorded(key: str, settings: LazySettings) -> Iterator[Recorded]:
    front = Recorded(key)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            front.asked.append(self.path)
            query = parse_qs(urlsplit(self.path).query)
            body = "<html>" if front.broken else "1"
            if self.path == "/stat" and not front.broken:
                body = STAT.format(key=front.key)
            elif self.path.startswith("/v3/paths/list") and not front.broken:
                body = front.paths(int(query["page"][0]))
            elif self.path.startswith("/v3/paths/list"):
                body = "{}"
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body.encode())

        do_POST = do_GET  # noqa: N815  (the base class names it)

        def log_message(self, *_args: object) -> None:
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    settings.NGINX_RTMP_CONTROL_URL = settings.MEDIAMTX_API_URL = address
    yield front
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_publishers_of_a_stream_alone_are_sent_away_with_old_keys_too(
    live: Stream, key: str, recorded: Recorded
) -> None:
    rotate_key(stream=live)  # who came with the old key is still there
    assert send_away(live) == 2
    acts = [path for path in recorded.asked if "control" in path or "kick" in path]
    assert acts == [
        f"/control/drop/publisher?app=live&name={key}&clientid=3",
        "/v3/webrtcsessions/kick/0e5f",
    ]


def test_who_has_begun_anew_is_not_sent_away_for_what_is_over(
    live: Stream, recorded: Recorded
) -> None:
    over = go_live(live)
    end_broadcast(broadcast=over.broadcast, reason="publisher-gone")
    again = go_live(live)
    recorded.asked.clear()
    assert send_away_from(session_id=over.pk) == 0
    assert recorded.asked == []
    end_broadcast(broadcast=again.broadcast, reason="publisher-gone")
    assert send_away_from(session_id=over.pk) == 2


def test_a_front_that_is_away_or_strange_keeps_nobody_from_going(
    live: Stream, recorded: Recorded, settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    recorded.broken = True
    settings.NGINX_RTMP_CONTROL_URL = "http://127.0.0.1:1"
    assert send_away(live) == 0
    assert "NginxRtmp does not hear" in caplog.text
    assert "MediaMtx does not hear" in caplog.text
