"""The site in Chromium, from the folder: drawn, legible, usable by keys, narrow, on paper."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from site_kit import html_files

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed"),
]
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
Image = pytest.importorskip("PIL.Image", reason="Pillow is not installed")

ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PAGE = "derivations/local_attention_mask.html"
Open = Callable[..., Any]

CONTRAST = """
() => {
  const parts = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, k) => sum + c * [0.2126, 0.7152, 0.0722][k], 0);
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = parts(getComputedStyle(one).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const shown = (element) => element.checkVisibility() && !element.closest(".hidden, .skip, svg");
  return [...document.body.querySelectorAll("*")]
    .filter((one) => [...one.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
    .filter(shown)
    .map((one) => {
      const [a, b] = [light(parts(getComputedStyle(one).color)), light(behind(one))];
      return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), one.outerHTML.slice(0, 120)];
    })
    .filter(([ratio]) => ratio < 4.5);
}
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def opened(browser: Any, site: Path) -> Iterator[Open]:
    """Opens a page; at the end nothing was complained of, and nothing loaded from elsewhere."""
    complaints: list[str] = []
    contexts = []

    def open(path: str = PAGE, width: int = 1000, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: complaints.extend(_foreign(request.url, site)))
        page.goto((site / path).as_uri())
        return page

    yield open
    for context in contexts:
        context.close()
    assert complaints == []


def largest(site: Path) -> list[Path]:
    """The pages of the root, and of each folder its first page and its largest."""
    found = list(html_files(site))
    firsts = [one for one in found if one.name == "index.html" or one.parent == site]
    folders = {one.parent for one in found}
    sizes = (
        sorted(folder.glob("*.html"), key=lambda one: one.stat().st_size) for folder in folders
    )
    return sorted({*firsts, *(by_size[-1] for by_size in sizes)})


def _foreign(url: str, site: Path) -> list[str]:
    return [] if url.startswith((site.as_uri(), "data:")) else [url]


def test_formulas_are_drawn(opened):
    page = opened()
    boxes = page.evaluate(
        "[...document.querySelectorAll('math')].map((one) => [...Object.values("
        "one.getBoundingClientRect().toJSON())].slice(2, 4))"
    )
    assert len(boxes) > 20
    assert all(width > 0 and height > 0 for width, height in boxes)
    fraction, letter = (
        page.evaluate(f"document.querySelector('{tag}').getBoundingClientRect().height")
        for tag in ("mfrac", ".chain mi")
    )
    assert fraction > 1.5 * letter
    marked = page.evaluate(
        "getComputedStyle(document.querySelector('math .changed.new')).borderBottomStyle"
    )
    assert marked == "solid"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_screenshot_has_the_formulas_in_it(opened, scheme):
    """Every line of the proof has ink, and without its formulas it has none."""
    page = opened(color_scheme=scheme)
    boxes = [line.bounding_box() for line in page.locator(".chain math[display=block]").all()]
    assert len(boxes) >= 4
    shown = [ink(page.screenshot(clip=box, full_page=True)) for box in boxes]
    page.add_style_tag(content="math, math * { visibility: hidden; background: none !important; }")
    hidden = [ink(page.screenshot(clip=box, full_page=True)) for box in boxes]
    assert min(shown) > 0.01
    assert max(hidden) == 0


def ink(png: bytes) -> float:
    """The share of pixels that are far from the most frequent shade."""
    shades = Image.open(BytesIO(png)).convert("L").histogram()
    paper = shades.index(max(shades))
    return sum(count for one, count in enumerate(shades) if abs(one - paper) > 80) / sum(shades)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_are_legible(opened, site, scheme):
    page = opened(color_scheme=scheme)
    for file in [*largest(site), site / "derivations" / "false_row.html"]:
        page.goto(file.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        assert page.evaluate(CONTRAST) == [], file


def test_dark_and_light_differ(opened):
    paper = "getComputedStyle(document.body).backgroundColor"
    assert opened(color_scheme="dark").evaluate(paper) != opened(color_scheme="light").evaluate(
        paper
    )


def test_a_narrow_page_does_not_scroll_sideways(opened, site):
    page = opened(width=360)
    for file in largest(site):
        page.goto(file.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, file


def test_keys_reach_the_skip_link_the_links_and_the_details(opened):
    page = opened()
    focused = "document.activeElement.outerHTML"
    page.keyboard.press("Tab")
    assert 'class="skip"' in page.evaluate(focused)
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    seen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.tagName"))
    assert {"A", "SUMMARY", "BUTTON", "DIV"} <= set(seen)
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_keys_go_from_step_to_step_and_open_the_rules(opened):
    page = opened()
    for wanted in ("step-1", "step-2"):
        page.keyboard.press("n")
        assert page.evaluate("document.activeElement.id") == wanted
    page.keyboard.press("p")
    assert page.evaluate("document.activeElement.id") == "step-1"
    opened_details = "document.querySelectorAll('details.kernel[open]').length"
    page.keyboard.press("r")
    assert page.evaluate(opened_details) == page.locator("details.kernel").count() > 0
    page.keyboard.press("r")
    assert page.evaluate(opened_details) == 0


def test_without_scripts_every_line_can_be_read(opened):
    page = opened(java_script_enabled=False)
    lines = page.locator(".chain .line math")
    assert lines.count() == 5
    assert all(lines.nth(k).is_visible() for k in range(lines.count()))
    page.locator("details.kernel summary").first.click()
    assert page.locator("details.kernel .rewrite").first.is_visible()


def test_it_can_be_printed(opened, tmp_path):
    page = opened()
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    page.emulate_media(media="print")
    assert page.locator(".keys").is_hidden()
    assert page.locator(".chain .line math").first.is_visible()
