"""What the demo shows: a video of every shape the pipeline handles. Those quickest to render come first."""

from dataclasses import dataclass, field

from videos.adapters.demo_clips import ClipSpec
from videos.models import Video


@dataclass(frozen=True)
class DemoVideo:
    """One video: whose, what, and how it is rendered."""

    handle: str
    title: str
    clip: ClipSpec
    category: str
    description: str = ""
    tags: list[str] = field(default_factory=list)
    language: str = "zxx"
    privacy: str = Video.Privacy.PUBLIC
    captions: dict[str, list[str]] = field(default_factory=dict)
    hours_ago: int = 1
    view_count: int = 0


DEMO_VIDEOS = (
    DemoVideo(
        "sunny",
        "Test card of 1985",
        ClipSpec("bars", 640, 480, 10, 250),
        Video.Category.FILM,
        "Four to three, as it was.",
        ["4:3", "test card"],
        hours_ago=240,
        view_count=5120,
    ),
    DemoVideo(
        "bakery",
        "Neon, upright",
        ClipSpec("neon", 720, 1280, 10, 147),
        Video.Category.ENTERTAINMENT,
        "A portrait clip for phones.",
        ["portrait", "neon"],
        hours_ago=3,
        view_count=1843,
    ),
    DemoVideo(
        "sunny",
        "Sixty frames a second, counted",
        ClipSpec("counter", 1280, 720, 8, 220),
        Video.Category.TECHNOLOGY,
        "A test picture that numbers its frames.",
        ["60 fps", "test picture"],
        hours_ago=120,
        view_count=20418,
    ),
    DemoVideo(
        "sori",
        "소리 없는 구름",
        ClipSpec("clouds", 1280, 720, 10, None),
        Video.Category.LIFE,
        "소리가 없는 영상이에요.",
        ["구름", "무음"],
        "zxx",
        hours_ago=30,
        view_count=954,
    ),
    DemoVideo(
        "sori",
        "노을이 지는 바다",
        ClipSpec("sunset", 1280, 720, 14, 98),
        Video.Category.TRAVEL,
        "수식 몇 줄로 그린 저녁 바다입니다. 소리를 켜고 보세요.\n\n0:00 해가 지기 시작\n0:05 윤슬\n0:10 마지막 빛",
        ["노을", "바다", "느린 영상"],
        "ko",
        captions={
            "ko": ["해가 수평선에 닿습니다.", "물결이 빛을 잘게 나눕니다.", "오늘도 수고했어요."],
            "en": [
                "The sun touches the horizon.",
                "The waves cut the light into pieces.",
                "You did well today.",
            ],
        },
        hours_ago=9,
        view_count=12840,
    ),
    DemoVideo(
        "sunny",
        "Game of Life: ten thousand cells at 50 fps",
        ClipSpec("life", 1280, 720, 12, 131),
        Video.Category.TECHNOLOGY,
        "Conway's rules, a random start, and the trails that cells leave.",
        ["cellular automaton", "conway", "50 fps"],
        hours_ago=21,
        view_count=8612,
    ),
    DemoVideo(
        "bakery",
        "Rings on a wide screen",
        ClipSpec("rings", 1280, 536, 10, 104),
        Video.Category.FILM,
        "Cinema format, 2.39 to 1.",
        ["scope", "rings"],
        hours_ago=150,
        view_count=1420,
    ),
    DemoVideo(
        "sori",
        "세 개의 화음, 그림은 없음",
        ClipSpec(None, 0, 0, 20, 196),
        Video.Category.MUSIC,
        "소리만 있는 파일입니다. 그림은 파형으로 그려집니다.",
        ["음악", "화음"],
        "zxx",
        hours_ago=98,
        view_count=611,
    ),
    DemoVideo(
        "sori",
        "안개 낀 산길을 따라서",
        ClipSpec("hills", 1280, 720, 12, 123),
        Video.Category.TRAVEL,
        "세 겹의 산등성이가 서로 다른 빠르기로 지나갑니다.",
        ["산", "안개", "여행"],
        "ko",
        hours_ago=52,
        view_count=3377,
    ),
    DemoVideo(
        "bakery",
        "Square vortex",
        ClipSpec("vortex", 720, 720, 8, 139),
        Video.Category.ENTERTAINMENT,
        "A square clip.",
        ["square", "vortex"],
        hours_ago=190,
        view_count=733,
    ),
    DemoVideo(
        "bakery",
        "Plasma, the screensaver we miss",
        ClipSpec("plasma", 1920, 1080, 10, 165),
        Video.Category.TECHNOLOGY,
        "1080p of sines that chase each other.",
        ["plasma", "retro", "1080p"],
        hours_ago=75,
        view_count=2291,
    ),
    DemoVideo(
        "sunny",
        "A slow dive into the Mandelbrot set",
        ClipSpec("mandelbrot", 1280, 720, 14, 110),
        Video.Category.EDUCATION,
        "We start at the seahorse valley and never arrive.\n\n0:00 The valley\n0:04 First spirals\n0:09 Deeper",
        ["fractal", "mathematics", "slow tv"],
        hours_ago=44,
        view_count=48213,
    ),
    DemoVideo(
        "sunny",
        "Draft: found on an old phone",
        ClipSpec("phone", 256, 144, 8, 175),
        Video.Category.OTHER,
        "Only its owner can see this one.",
        ["draft"],
        privacy=Video.Privacy.PRIVATE,
        hours_ago=300,
        view_count=0,
    ),
)
