"""Bursar as an owner runs it: the real command, a home of its own, a real browser."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
STOP_SECONDS = 20
BROWSER_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """The browser this machine has, if any."""
    debian = "/usr/bin/chromium"
    return debian if Path(debian).exists() else shutil.which("chromium") or shutil.which("google-chrome")


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port: int = probe.getsockname()[1]
    return port


def environment(home: Path, today: str, more: dict[str, str] | None = None) -> dict[str, str]:
    """What the processes are started with: this home, this day, and `more` of Bursar's settings."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("BURSAR_")}
    return kept | {"BURSAR_HOME": str(home), "BURSAR_TODAY": today} | (more or {})


def bursar(home: Path, today: str, *words: str, timeout: int = 600) -> subprocess.CompletedProcess[str]:
    """One command of Bursar's own, run to its end."""
    command = [sys.executable, "-m", "core", *words]
    return subprocess.run(
        command,
        cwd=ROOT,
        env=environment(home, today),
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


@dataclass
class RunningApp:
    """Screen and worker of one home, and where they answer."""

    url: str
    home: Path
    today: str
    process: subprocess.Popen[bytes]

    def pid_of(self, word: str) -> int:
        """The process started by `run` whose command line names `word` ("streamlit", "worker")."""
        for pid in descendants(self.process.pid):
            if word in Path(f"/proc/{pid}/cmdline").read_text().split("\0"):
                return pid
        raise LookupError(word)

    def libraries_of_the_screen(self) -> str:
        """Every file the screen's process has mapped into memory."""
        return Path(f"/proc/{self.pid_of('streamlit')}/maps").read_text()


def descendants(pid: int) -> list[int]:
    """Children, their children and so on; Linux only."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *descendants(child)]
    return found


def wait_until_healthy(app: RunningApp, log: Path) -> None:
    """Return once the screen answers; say what it wrote where it never does."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and app.process.poll() is None:
        try:
            with urllib.request.urlopen(f"{app.url}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise AssertionError(f"Bursar did not start:\n{log.read_text()[-4000:]}")


@contextmanager
def running(home: Path, today: str, more: dict[str, str] | None = None) -> Iterator[RunningApp]:
    """Start screen and worker as `make run` does, and stop both the way Ctrl-C does."""
    port = free_port()
    home.mkdir(parents=True, exist_ok=True)
    log = home / "run.out"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "core", "run", "--port", str(port), "--no-open"],
            cwd=ROOT,
            env=environment(home, today, more),
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        app = RunningApp(f"http://localhost:{port}", home, today, process)
        try:
            wait_until_healthy(app, log)
            yield app
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
