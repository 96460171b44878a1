"""Pictures of every page at both widths and themes, for people to look at: `make shots`."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import DEMO_UNTIL, TODAY
from tests.browser.harness import BROWSER_FLAGS, bursar, chromium, running
from tests.browser.look import unroll, visit
from tests.browser.test_every_page import PAGES, WIDTHS


def shoot(url: str, paths: list[str], out: Path) -> None:
    """Write `<page>-<width>-<theme>.png` for every page under `url`."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=BROWSER_FLAGS)
        for width, pixels in WIDTHS.items():
            for theme in ("light", "dark"):
                page = browser.new_page(viewport={"width": pixels, "height": 900}, color_scheme=theme)
                for path in paths:
                    visit(page, f"{url}/{path}")
                    unroll(page)
                    page.screenshot(path=out / f"{path or 'start'}-{width}-{theme}.png")
                    page.set_viewport_size({"width": pixels, "height": 900})
                page.close()
        browser.close()


def main(out: Path) -> None:
    """Start an empty Bursar and one with the demo, and look at both."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        empty, demo = Path(folder) / "empty", Path(folder) / "demo"
        with running(empty, TODAY) as app:
            shoot(app.url, [""], out)
        bursar(demo, TODAY, "demo", "--until", DEMO_UNTIL).check_returncode()
        with running(demo, TODAY) as app:
            shoot(app.url, PAGES, out)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
