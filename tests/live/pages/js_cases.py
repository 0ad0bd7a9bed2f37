"""What the modules of live that touch no page answer."""

from typing import Any

Case = tuple[str, Any]
NODE = "https://node.example/hls"
SOUND = '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=130000,CODECS="mp4a.40.2"\naudio/index.m3u8\n'
BOTH = (
    "#EXTM3U\r\n#EXT-X-STREAM-INF:BANDWIDTH=900000,RESOLUTION=320x180\r\nsource/index.m3u8\r\n"
    + SOUND[8:]
)
CASES: dict[str, list[Case]] = {
    "live/latency.js": [
        ("m.latencySettings('normal').lowLatencyMode", False),
        ("m.latencySettings('low').lowLatencyMode", True),
        # In segments, not in seconds: one keyframe in eight seconds makes them eight seconds long.
        ("m.latencySettings('normal').liveSyncDurationCount > 2", True),
        ("m.latencySettings('ultra-low').liveSyncDurationCount ?? 'as the playlist says'", "as the playlist says"),
        ("[2, 8].map(m.holdBackFor)", [4.5, 10.5]),
        ("[2, 4.1, 4.5, 5.4, 6].map((late) => m.paceFor(late, 4.5))", [0.95, 0.95, 1, 1, 1.05]),
        ("['normal', 'low', 'ultra-low'].map(m.mostDelay)", [20, 10, 6]),
        ("[m.isAtEdge(5, 'normal'), m.isAtEdge(5, 'low')]", [True, False]),
        ("m.renewIn('2030-01-01T04:00:00Z', Date.parse('2030-01-01T00:00:00Z'))", 4 * 3600_000 * 0.8),
        ("m.renewIn('2030-01-01T00:00:00Z', Date.parse('2030-01-01T01:00:00Z'))", 30_000),
    ],
    "live/address.js": [
        (f"m.withTicketOf('{NODE}/old/s1/240p/seg_1.m4s', '{NODE}/new/s1/master.m3u8')", f"{NODE}/new/s1/240p/seg_1.m4s"),
        (f"m.withTicketOf('{NODE}/old/s1/a?_HLS_msn=4', '{NODE}/new/s1/master.m3u8')", f"{NODE}/new/s1/a?_HLS_msn=4"),
        (f"m.withTicketOf('{NODE}/old/s2/a.m4s', '{NODE}/new/s1/master.m3u8')", f"{NODE}/old/s2/a.m4s"),
        (f"m.withTicketOf('https://cdn.example/x', '{NODE}/new/s1/master.m3u8')", "https://cdn.example/x"),
        (f"m.sessionOf('{NODE}/p/s1/master.m3u8')", "s1"),
        ("m.sessionOf('')", ""),
    ],
    "live/master.js": [
        (f"m.soundOf('{NODE}/p/s1/master.m3u8')", f"{NODE}/p/s1/audio/index.m3u8"),
        (f"m.offersOf({BOTH!r})", {"picture": True, "sound": True}),
        (f"m.offersOf({BOTH.partition('#EXT-X-STREAM-INF:BANDWIDTH=1')[0]!r})", {"picture": True, "sound": False}),
        ("['avc1.64001f', 'hvc1.1.6.L93.B0', 'av01.0.04M.08', 'dvh1.05'].map(m.pictureName)", ["H.264", "HEVC", "AV1", "dvh1.05"]),
        (f"m.offersOf({SOUND!r})", {"picture": False, "sound": True}),
    ],
    "live/chart.js": [
        ("m.lineOf([], 600, 80)", ""),
        ("m.lineOf([0, 10], 600, 80)", "M0 77L600 3"),
        ("m.areaOf([0, 10], 600, 80)", "M0 77L600 3L600 80L0 80Z"),
        ("m.lineOf([0, 0], 600, 80)", "M0 77L600 77"),
    ],
}  # fmt: skip
