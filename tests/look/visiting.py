"""Looking at a page in a browser: what axe and the page's own policy have against it, what moves, what is too wide."""

import json
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

DESK = 1440
LOOKS = [("light", DESK), ("dark", 390)]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},
    "selectors": False,
    # Styles that it would load again go into a document of its own, which the policy of the page forbids.
    "preload": {"assets": ["media"]},
}
AXE = Axe().axe_script
# What is still changing its colours has changed them.
SETTLE = "for (const each of document.getAnimations()) if (Number.isFinite(each.effect.getComputedTiming().endTime)) each.finish();"
# Only what is said against the page leaves the browser: all that passed is a hundred times as much.
RUN = f"""async (runOnly) => {{
  {SETTLE}
  const {{ violations }} = await axe.run({{ ...{json.dumps(OPTIONS)}, runOnly }});
  return violations.map(({{ id, impact, nodes }}) => [id, impact, nodes.map(({{ html }}) => html.slice(0, 160))]);
}}"""

SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"
# What reaches beyond the edge, for whoever reads the failure.
WIDE = """[...document.querySelectorAll('body *')]
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 4).map((each) => `${each.tagName}.${each.className}`).join(' ')"""
# The sum of what has shifted so far without the person having done anything.
SHIFTED = """() => new Promise((resolve) => {
  let sum = 0;
  const moved = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries().filter((each) => !each.hadRecentInput)) {
      sum += entry.value;
      for (const { node, previousRect: from, currentRect: to } of entry.sources)
        moved.push(`${node?.nodeName}.${node?.className} ${[from, to].map(({ x, y, width, height }) => `${x},${y} ${width}x${height}`).join(' to ')}`);
    }
  }).observe({ type: 'layout-shift', buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => resolve([sum, moved])));
})"""
# The page of the API repeats the same few things hundreds of times: axe sees the operations that have a part which
# none before them had, and three links and schemas of each list.
THIN_OUT = """() => {
  const seen = new Set();
  for (const each of document.querySelectorAll('.api-docs article')) {
    const parts = [...each.querySelectorAll('*')].map((part) => part.tagName + part.className);
    if (parts.every((part) => seen.has(part))) each.remove();
    for (const part of parts) seen.add(part);
  }
  for (const more of document.querySelectorAll('.api-docs__nav li:nth-of-type(n+4), #schemas details:nth-of-type(n+4)')) more.remove();
}"""
# What has a shape of its own on a phone. All else has the colours there that it has on a desk.
ON_A_PHONE = [".topbar", ".tabbar", ".side-nav", ".faces", ".only-touch"]
# The same page, or some parts of it, in the other theme.
OTHER_THEME = """async ([theme, parts]) => {
  document.documentElement.dataset.theme = theme;
  SETTLE
  const there = parts.filter((part) => document.querySelector(part));
  const { violations } = await axe.run(there.length ? { include: there } : document, { resultTypes: ['violations'], runOnly: { type: 'rule', values: ['color-contrast'] }, selectors: false, preload: false });
  return violations.flatMap(({ nodes }) => nodes.map(({ html }) => html.slice(0, 160)));
}""".replace("SETTLE", SETTLE)
TELL_REFUSALS = """addEventListener('securitypolicyviolation', (e) => console.error(
  'Content Security Policy', e.violatedDirective, e.blockedURI, e.sourceFile, e.lineNumber))"""


def is_phone(page: Page) -> bool:
    """Whether the window is as wide as a phone."""
    return bool(page.viewport_size and page.viewport_size["width"] < 400)


def refusals(page: Page) -> list[str]:
    """A list that grows by whatever the content policy of the pages to come refuses them."""
    refused: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            refused.append(f"{page.url}: {message.text[:300]}")

    page.on("console", heard)
    page.add_init_script(TELL_REFUSALS)
    return refused


def barriers(page: Page, name: str, *, practice: bool = True) -> list[str]:
    """What axe says against the page as it stands; with `practice` also what is no rule of WCAG."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE)
    violations: list[Any] = page.evaluate(RUN, [*WCAG, *["best-practice"] * practice])
    return [
        f"{name}: {rule} ({impact}) {html}" for rule, impact, nodes in violations for html in nodes
    ]


def faults(page: Page, name: str) -> list[str]:
    """What axe says against the page as it stands, and whether it scrolls sideways."""
    sideways = [f"{name}: scrolls sideways"] if page.evaluate(SIDEWAYS) else []
    return sideways + barriers(page, name)


def faults_at_320(page: Page, name: str) -> list[str]:
    """Whether it scrolls sideways on the smallest of phones."""
    size = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 700})
    found = []
    if page.evaluate(SIDEWAYS):
        found.append(f"{name}: scrolls sideways at 320 px: {page.evaluate(WIDE)}")
    if size:
        page.set_viewport_size(size)
    return found


def faults_in_other_theme(page: Page, name: str) -> list[str]:
    """What axe would say against it in the other theme: only colours differ there, so only contrast is asked.

    Of the whole page on a desk, and of what a phone alone has on a phone.
    """
    theme = page.evaluate("document.documentElement.dataset.theme")
    other = "light" if theme == "dark" else "dark"
    parts = ON_A_PHONE if is_phone(page) else []
    pale = page.evaluate(OTHER_THEME, [other, parts])
    page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
    return [f"{name}: color-contrast in {other} {html}" for html in pale]


def visit(
    page: Page,
    addresses: list[str],
    ids: dict[str, str],
    most_shift: float = 0.05,
    *,
    also_on_a_desk: bool = False,
) -> list[str]:
    """Everything that is wrong with these pages; `ids` fills in their addresses.

    `also_on_a_desk` is for a phone, and pages that are one column anywhere: the same page is then made wide, which saves
    loading and reading it again.
    """
    found = refusals(page)
    for address in addresses:
        page.goto(address.format(**ids))
        shifted, moved = page.evaluate(SHIFTED)
        if shifted >= most_shift:
            found.append(f"{address}: shifts by {shifted:.3f}: {moved}")
        size = page.viewport_size
        if is_phone(page):
            found += faults_at_320(page, address)
        if page.evaluate(SIDEWAYS):
            found.append(f"{address}: scrolls sideways")
        page.evaluate(THIN_OUT)
        found += barriers(page, address)
        if also_on_a_desk and size:
            page.set_viewport_size({"width": DESK, "height": 844})
            if page.evaluate(SIDEWAYS):
                found.append(f"{address}: scrolls sideways on a desk")
        found += faults_in_other_theme(page, address)
        if also_on_a_desk and size:
            page.set_viewport_size(size)
    return found
