"""How much memory this process uses, and the most it used since the last look."""

import re
import resource
import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")
_FORGET = Path("/proc/self/clear_refs")
_FORGET_PEAK = "5"


def used_bytes() -> int:
    """What the process holds now; from here on `peak_bytes` counts anew, where the system can."""
    if not _STATUS.exists():
        return _most_ever()
    if _FORGET.exists():
        _FORGET.write_text(_FORGET_PEAK)
    return _of_status("VmRSS")


def peak_bytes() -> int:
    """The most the process held since `used_bytes` was asked; elsewhere than on Linux, ever."""
    return _of_status("VmHWM") if _STATUS.exists() else _most_ever()


def _of_status(name: str) -> int:
    found = re.search(rf"{name}:\s*(\d+) kB", _STATUS.read_text())
    return int(found[1]) * 1024 if found else 0


def _most_ever() -> int:
    """The system's own peak, which Darwin counts in bytes and others in kilobytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
