"""A newcomer's first quarter of an hour, timed: a clone of HEAD, both commands, twice each."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from tests.browser.harness import BROWSER_FLAGS, ROOT, chromium, free_port
from tests.browser.look import settle

FIRST_SENTENCE = "Nothing leaves this computer."
PATIENCE_SECONDS = 1800
STOP_SECONDS = 30


def say(line: str) -> None:
    """Write one line at once, so that a long wait is not a silent one."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def bare_environment(home: Path, port: int) -> dict[str, str]:
    """Nothing of this person's: an empty home, no pip cache, no settings of Bursar's."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("BURSAR_", "XDG_"))}
    for inherited in ("VIRTUAL_ENV", "PYTHONPATH", "MAKEFLAGS", "MAKELEVEL", "MFLAGS"):
        kept.pop(inherited, None)
    return kept | {"HOME": str(home), "PIP_NO_CACHE_DIR": "1", "BURSAR_PORT": str(port)}


def see_first_sentence(url: str, process: subprocess.Popen[bytes]) -> None:
    """Open the address as often as it takes; an error where the command ends first."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=BROWSER_FLAGS)
        page = browser.new_page()
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise SystemExit(f"make run ended by itself with {process.returncode}")
            try:
                page.goto(url)
                settle(page)
                page.get_by_text(FIRST_SENTENCE).first.wait_for(timeout=20_000)
            except Error:
                time.sleep(0.5)
            else:
                browser.close()
                return
    raise SystemExit(f"no first sentence within {PATIENCE_SECONDS} seconds")


def time_run(clone: Path, environment: dict[str, str]) -> float:
    """Seconds from `make run` to the first sentence in a browser; stopped as Ctrl-C does."""
    started = time.monotonic()
    process = subprocess.Popen(
        ["make", "run", "ARGS=--no-open"], cwd=clone, env=environment, start_new_session=True
    )
    try:
        see_first_sentence(f"http://localhost:{environment['BURSAR_PORT']}", process)
        return time.monotonic() - started
    finally:
        os.killpg(process.pid, signal.SIGINT)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise SystemExit(f"make run did not stop within {STOP_SECONDS} seconds of Ctrl-C") from None


def time_test(clone: Path, environment: dict[str, str]) -> float:
    """Seconds `make test` takes; an error where it fails."""
    started = time.monotonic()
    subprocess.run(["make", "test"], cwd=clone, env=environment, check=True)
    return time.monotonic() - started


def main() -> None:
    """Clone, run both commands twice each, and say how long each took."""
    with tempfile.TemporaryDirectory(prefix="bursar-fresh-") as folder:
        clone, home = Path(folder) / "bursar", Path(folder) / "home"
        home.mkdir()
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        environment = bare_environment(home, free_port())
        steps = [("make run", time_run), ("make run again", time_run)]
        steps += [("make test", time_test), ("make test again", time_test)]
        taken = [(name, step(clone, environment)) for name, step in steps]
    for name, seconds in taken:
        say(f"{name}: {seconds:.0f} s")


if __name__ == "__main__":
    main()
