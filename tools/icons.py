"""Renders static/icons/*.png from logo.svg: `python -m tools.icons`, after the logo has changed."""

import shutil
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ICONS = Path(__file__).resolve().parents[1] / "static" / "icons"
# File, pixels, share of the square that the logo takes, background ("" is transparent).
WANTED = [
    ("icon-192.png", 192, 0.94, ""),
    ("icon-512.png", 512, 0.94, ""),
    # Launchers cut a maskable icon to a circle of 80 %.
    ("maskable-512.png", 512, 0.62, "#191b22"),
    ("apple-touch-icon.png", 180, 0.76, "#fdfcfa"),
]


def main() -> None:
    """Draw each icon in a headless browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        for name, pixels, share, background in WANTED:
            draw(page, name, pixels, share, background)
        browser.close()


def draw(page: Page, name: str, pixels: int, share: float, background: str) -> None:
    """One PNG of `pixels` × `pixels`."""
    svg = (ICONS / "logo.svg").read_text()
    size = round(pixels * share)
    page.set_viewport_size({"width": pixels, "height": pixels})
    page.set_content(
        f"<style>body{{margin:0;display:grid;place-items:center;height:100vh;"
        f"background:{background or 'transparent'}}}svg{{width:{size}px;height:{size}px}}</style>{svg}"
    )
    page.screenshot(path=ICONS / name, omit_background=not background)


if __name__ == "__main__":
    main()
