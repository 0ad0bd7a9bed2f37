"""Glass to glass: from a clock burnt into the frames as they are taken to the same frames in a real Chromium.

Bars: at most 7 s for normal, 3 s for low, 2 s for ultra-low latency, and no stall in `LIVE_GLASS_S` seconds (60).
"""

import os
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench._live import live_site, new_stream
from bench._table import Cell, print_table

BITS, BOX = 20, 16  # the time in hundredths of a second, a white box for each bit that is set
BARS = {"normal": "7", "low": "3", "ultra-low": "2"}
WARM_S = 5
WATCH = """async ([address, latency]) => {
  const { default: Hls } = await import('/static/vendor/hls/hls.js');
  const video = document.createElement('video');
  video.muted = true;
  document.body.append(video);
  const canvas = new OffscreenCanvas(640, 16);
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  window.seen = { late: [], stalls: 0, errors: [] };
  const look = () => {
    pen.drawImage(video, 0, 0, 640, 360, 0, 0, 640, 360);
    const pixels = pen.getImageData(0, 8, 320, 1).data;
    let value = 0;
    for (let bit = 0; bit < 20; bit++) value += pixels[(bit * 16 + 8) * 4] > 128 ? 2 ** bit : 0;
    const now = Math.floor(Date.now() / 10) % 2 ** 20;
    const late = ((now - value + 2 ** 20) % 2 ** 20) / 100;
    if (late < 60) window.seen.late.push(late);
    video.requestVideoFrameCallback(look);
  };
  video.requestVideoFrameCallback(look);
  video.addEventListener('waiting', () => { window.seen.stalls += 1; });
  // As static/js/components/live/engine.js does it.
  const { holdBackFor, latencySettings, paceFor } = await import('/static/js/lib/live/latency.js');
  const hls = new Hls(latencySettings(latency));
  let segment = 0;
  hls.on('hlsLevelUpdated', (_, { details: { targetduration } }) => {
    if (latency === 'normal' && targetduration !== segment) hls.targetLatency = holdBackFor(segment = targetduration);
  });
  const pace = () => { if (latency === 'normal' && hls.targetLatency) video.playbackRate = paceFor(hls.latency, hls.targetLatency); };
  setInterval(pace, 2000);
  hls.on('hlsError', (_, data) => window.seen.errors.push(data.details));
  hls.loadSource(address);
  hls.attachMedia(video);
  video.play();
}"""


def main() -> None:
    """Watch each latency, print the table."""
    from tests.chromium import CHROMIUM_FLAGS, whole_chromium_path

    rows: list[list[Cell]] = []
    with tempfile.TemporaryDirectory(prefix="piyakast-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with live_site(folder) as site, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=whole_chromium_path(), args=CHROMIUM_FLAGS
            )
            context = browser.new_context(base_url=site, bypass_csp=True)
            for latency in BARS:
                page = context.new_page()
                page.goto("/health/live")
                rows.append(_row(site, folder, latency, page))
                page.close()
            browser.close()
    print_table(["latency", "median s", "p95 s", "stalls", "frames seen", "bar s"], rows)


def _row(site: str, folder: Path, latency: str, page: Page) -> list[Cell]:
    from tests.live.process import SOUND, IngestProcess, PublisherProcess

    span = float(os.environ.get("LIVE_GLASS_S", "60"))
    ingest = IngestProcess(site, folder)
    key = new_stream(latency=latency, records=False)
    codecs = ["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-pix_fmt", "yuv420p", "-b:v", "1200k",
              "-g", "60" if latency != "ultra-low" else "30", "-sc_threshold", "0", "-c:a", "aac"]  # fmt: skip
    publisher = PublisherProcess(ingest.url(key), inputs=[*_clock(), *SOUND], codecs=codecs)
    session = _session()
    page.evaluate(WATCH, [f"{ingest.address}/hls/p/{session}/master.m3u8", latency])
    while not page.evaluate("window.seen.late.length"):
        page.wait_for_timeout(50)
    page.wait_for_timeout(WARM_S * 1000)
    page.evaluate("window.seen.late = []; window.seen.stalls = 0")
    page.wait_for_timeout(span * 1000)
    seen = page.evaluate("window.seen")
    publisher.kill()
    while not ingest.is_quiet():
        time.sleep(0.1)
    ingest.stop()
    late = sorted(seen["late"])
    return [latency, statistics.median(late), late[int(len(late) * 0.95)], seen["stalls"], len(late), BARS[latency]]  # fmt: skip


def _clock() -> list[str]:
    boxes = [
        f"drawbox=x={BOX * bit}:y=0:w={BOX}:h={BOX}:t=fill:color=white:enable='mod(floor(time(0)*100/{2**bit}),2)'"
        for bit in range(BITS)
    ]
    black = f"drawbox=x=0:y=0:w={BOX * BITS}:h={BOX}:t=fill:color=black"
    return ["-f", "lavfi", "-i", ",".join(["testsrc2=size=640x360:rate=30", black, *boxes])]


def _session() -> str:
    from live.models import PublishSession

    while True:
        session = PublishSession.objects.filter(state="publishing").first()
        if session:
            return str(session.public_id)
        time.sleep(0.02)
