"""What is looked at on every page, whoever wrote it."""

import re
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request

UGLY = re.compile(r"\b(None|nan|NaN|NaT|Traceback|undefined)\b")

IDLE = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  const still = app
    && app.dataset.testScriptState === 'notRunning'
    && app.dataset.testConnectionState === 'CONNECTED'
    && document.querySelector('[data-testid="stMain"] [data-testid="stElementContainer"]')
    && !document.querySelector('[data-testid="stSkeleton"]')
    && !document.querySelector('[data-stale="true"]');
  window.bursarStill = still ? (window.bursarStill || performance.now()) : 0;
  return still && performance.now() - window.bursarStill > 400;
}"""
"""Streamlit's own marks for a finished run, seen unbroken for 0.4 seconds."""


def settle(page: Page, seconds: float = 90) -> None:
    """Wait until the page has run, drawn and stopped moving."""
    page.wait_for_function(IDLE, timeout=seconds * 1000, polling=100)


def visit(page: Page, url: str) -> None:
    """Open an address and wait until it is drawn."""
    page.goto(url)
    settle(page)


def unroll(page: Page) -> None:
    """Make the window as high as the page: Streamlit scrolls inside, and what is below is not looked at."""
    size = page.viewport_size or {"width": 1440, "height": 900}
    height = int(page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight"))
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], height)})
    settle(page)


def words_on(page: Page) -> str:
    """All a reader can see, the cells of the tables too."""
    cells = page.locator('[role="gridcell"]').all_text_contents()
    return "\n".join([page.locator("body").inner_text(), *cells])


def ugly_text(page: Page) -> list[str]:
    """Words that only a programmer should ever see."""
    return sorted({match.group() for match in UGLY.finditer(words_on(page))})


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def axe_serious(page: Page) -> list[str]:
    """What axe-core calls serious or critical, with the element it means; works offline."""
    violations = Axe().run(page).response["violations"]
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in violations
        if violation["impact"] in {"serious", "critical"}
        for node in violation["nodes"]
    ]


class Requests:
    """Everything the page asks for, from the moment it is made."""

    def __init__(self, page: Page) -> None:
        self.urls: list[str] = []
        page.on("request", self._note)
        page.on("websocket", lambda socket: self.urls.append(socket.url))

    def _note(self, request: Request) -> None:
        self.urls.append(request.url)

    def foreign(self) -> list[str]:
        """Requests to any other machine."""
        local = {"localhost", "127.0.0.1"}
        return [
            url
            for url in self.urls
            if urlsplit(url).scheme in {"http", "https", "ws", "wss"} and urlsplit(url).hostname not in local
        ]
