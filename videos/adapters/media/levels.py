"""The level a rendition needs: what decoders must be able to hold and how fast."""

from fractions import Fraction

# H.264: level ×10, macroblocks a second, macroblocks a frame, kbit/s for High profile (ITU-T H.264 table A-1).
H264 = (
    (10, 1485, 99, 80),
    (11, 3000, 396, 240),
    (12, 6000, 396, 480),
    (13, 11880, 396, 960),
    (21, 19800, 792, 5000),
    (30, 40500, 1620, 12500),
    (31, 108000, 3600, 17500),
    (32, 216000, 5120, 25000),
    (40, 245760, 8192, 25000),
    (42, 522240, 8704, 62500),
    (50, 589824, 22080, 168750),
    (51, 983040, 36864, 300000),
    (52, 2073600, 36864, 300000),
)
H264_MOST_BLOCKS = H264[-1][2]
# AV1: seq_level_idx, pixels, width, height, pixels a second (AV1 specification, annex A.3).
AV1 = (
    (0, 147456, 2048, 1152, 4423680),
    (1, 278784, 2816, 1584, 8363520),
    (4, 665856, 4352, 2448, 19975680),
    (5, 1065024, 5504, 3096, 31950720),
    (8, 2359296, 6144, 3456, 70778880),
    (9, 2359296, 6144, 3456, 141557760),
    (12, 8912896, 8192, 4352, 267386880),
    (13, 8912896, 8192, 4352, 534773760),
    (14, 8912896, 8192, 4352, 1069547520),
    (16, 35651584, 16384, 8704, 1069547520),
)


def h264_level(width: int, height: int, rate: Fraction, kbps: int) -> int:
    """The lowest level ×10 that allows it."""
    for level, per_second, per_frame, ceiling in H264:
        blocks = macroblocks(width, height)
        longest = -(-max(width, height) // 16)
        fits = blocks <= per_frame and longest**2 <= 8 * per_frame
        if fits and blocks * rate <= per_second and kbps <= ceiling:
            return level
    return H264[-1][0]


def macroblocks(width: int, height: int) -> int:
    """How many blocks of 16 × 16 cover a frame."""
    return -(-width // 16) * -(-height // 16)


def av1_level(width: int, height: int, rate: Fraction) -> int:
    """The lowest seq_level_idx that allows it."""
    long, short = max(width, height), min(width, height)
    for level, pixels, widest, highest, per_second in AV1:
        fits = width * height <= pixels and long <= widest and short <= highest
        if fits and width * height * rate <= per_second:
            return level
    return AV1[-1][0]
