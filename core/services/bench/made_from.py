"""What a figure was made from, so that it can be made again."""

import subprocess

from core.settings import PROJECT


def commit() -> str:
    """The commit these figures were made from, with a plus where files differ from it; "" where unknown."""
    try:
        told = subprocess.run(
            ["git", "describe", "--always", "--abbrev=40", "--dirty=+"],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=True,
            timeout=30,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return told.stdout.strip()
