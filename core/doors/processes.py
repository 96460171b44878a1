"""Start, watch and stop the two processes of Bursar: the screen and the worker."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from core.domain.errors import PortInUse
from core.jobs.worker import Worker
from core.logs import log
from core.settings import PROJECT, Settings

_STANDARD_INPUT = 0
WATCH_S = 0.5
RESTART_PAUSE_S = 2.0
"""A worker that cannot live is not started as fast as the machine can."""
WORKER_TAKEN = 3
"""Exit code of a worker that found another one at work: then it is not started again."""


def screen_command(settings: Settings) -> list[str]:
    """The command that serves the pages; Streamlit started from the project, so that core is found."""
    return [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(Path("app") / "main.py"),
        f"--server.port={settings.port}",
        f"--server.address={settings.address}",
    ]


def run_screen(settings: Settings) -> int:
    """Serve the pages until stopped. Raises PortInUse."""
    refuse_taken_port(settings)
    return subprocess.call(screen_command(settings), cwd=PROJECT)


def run_both(settings: Settings, *, open_browser: bool) -> int:
    """Serve the pages and work; a dead worker is started again. Stops both on Ctrl-C.

    Raises PortInUse.
    """
    refuse_taken_port(settings)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    screen = subprocess.Popen(screen_command(settings), cwd=PROJECT)
    worker: subprocess.Popen[bytes] | None = _start_worker()
    opened = not open_browser
    try:
        while screen.poll() is None:
            if worker is not None and worker.poll() is not None:
                if worker.returncode == WORKER_TAKEN:
                    worker = None
                    continue
                log("run").warning("worker died", code=worker.returncode)
                time.sleep(RESTART_PAUSE_S)
                worker = _start_worker()
            if not opened and answers(settings):
                opened = webbrowser.open(f"http://localhost:{settings.port}") or True
            time.sleep(WATCH_S)
        return screen.returncode
    except KeyboardInterrupt:
        return 0
    finally:
        for process in (screen, worker):
            if process is not None:
                _stop(process)


def answers(settings: Settings) -> bool:
    """Whether the pages are being served."""
    try:
        with urlopen(f"http://localhost:{settings.port}/_stcore/health", timeout=1) as reply:
            return bool(reply.status == 200)
    except (URLError, OSError):
        return False


def refuse_taken_port(settings: Settings) -> None:
    """Raise PortInUse where another program listens already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", settings.port))
        except OSError as error:
            raise PortInUse(port=settings.port) from error


def _start_worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "core", "worker"], cwd=PROJECT)


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


def end_with_input() -> None:
    """End this process as soon as its input closes: when whoever started it is gone, however it went."""

    def wait() -> None:
        # Not through sys.stdin: its lock, held by this thread, would break the interpreter's own end.
        while os.read(_STANDARD_INPUT, 1):
            continue
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def run_worker(worker: Worker) -> None:
    """Work until Ctrl-C or a polite signal."""

    def stop(*_: object) -> None:
        worker.stopped.set()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    worker.run()
