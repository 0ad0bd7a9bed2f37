"""Filters that turn any picture into what every screen shows right: 8 bit, 4:2:0, BT.709, limited range."""

from videos.adapters.media.probe import Probe

# Diffuse white of HDR is 203 cd/m² (ITU-R BT.2408), the brightest highlights that matter 1000. Both are fixed
# for every film and every chunk: a peak that is measured would differ from chunk to chunk.
WHITE_NITS = 203
PEAK = 1000 / WHITE_NITS
TRANSFERS = {"pq": "smpte2084", "hlg": "arib-std-b67"}
BT709 = "color_primaries=bt709:color_trc=bt709:colorspace=bt709"
TAGS = ["-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv"]  # fmt: skip
# swscale's names where they differ from those of H.273.
SWSCALE_NAMES = {"bt2020nc": "bt2020", "bt2020c": "bt2020", "gbr": "auto"}


def to_standard(probe: Probe, width: int, height: int) -> list[str]:
    """The filters. A picture that is standard already keeps its size; any other is scaled to `width`×`height`."""
    size = f"scale={width}:{height}:flags=bicubic"
    if probe.hdr:
        return [size, *_tone_mapped(probe), "format=yuv420p", f"setparams=range=limited:{BT709}"]
    if probe.primaries != "bt709":
        return [size, *_narrowed(probe), "format=yuv420p", f"setparams=range=limited:{BT709}"]
    steps = []
    if probe.alpha:
        # What is transparent becomes black, not whatever colour lies under it.
        steps += ["format=gbrap", "premultiply=inplace=1", "format=gbrp"]
    if probe.alpha or probe.full_range or probe.matrix != "bt709":
        matrix = SWSCALE_NAMES.get(probe.matrix, probe.matrix)
        reading = "in_range=full" if probe.alpha else f"in_color_matrix={matrix}:in_range={_range(probe)}"  # fmt: skip
        steps.append(f"{size}:{reading}:out_color_matrix=bt709:out_range=limited")
    return [*steps, "format=yuv420p", f"setparams=range=limited:{BT709}"]


def to_jpeg(width: int, height: int) -> str:
    """From the standard picture to what JPEG means by colours: BT.601, full range (JFIF)."""
    return (
        f"scale={width}:{height}:flags=bicubic:in_color_matrix=bt709:in_range=limited:"
        "out_color_matrix=smpte170m:out_range=full,setsar=1,format=yuvj420p"
    )


def _tone_mapped(probe: Probe) -> list[str]:
    matrix = probe.matrix if probe.matrix.startswith("bt2020") else "bt2020nc"
    return [
        "format=yuv420p10le",
        (
            f"zscale=transferin={TRANSFERS[probe.hdr]}:matrixin={matrix}:primariesin=bt2020:"
            f"rangein={_range(probe)}:t=linear:npl={WHITE_NITS}"
        ),
        "format=gbrpf32le",
        "zscale=p=bt709",
        f"tonemap=mobius:param=0.3:peak={PEAK:.4f}:desat=0",
        "zscale=t=bt709:m=bt709:r=limited",
    ]


def _narrowed(probe: Probe) -> list[str]:
    """A wide gamut without high dynamic range, such as a phone's Display P3."""
    matrix = "bt709" if probe.matrix == "gbr" else probe.matrix
    # Eight bits in RGB would band: the conversion works in ten.
    return [
        "format=yuv420p10le",
        (
            f"zscale=transferin=bt709:matrixin={matrix}:primariesin={probe.primaries}:"
            f"rangein={_range(probe)}:t=bt709:m=bt709:p=bt709:r=limited"
        ),
    ]


def _range(probe: Probe) -> str:
    return "full" if probe.full_range else "limited"
