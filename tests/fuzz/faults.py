"""What fuzzing found: each fault once, with the shortest bytes that show it."""

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(slots=True)
class Faults:
    """A folder of faults: `NAME.txt` says what happened, `NAME.bin` holds the bytes."""

    folder: Path

    def note(self, what: str, data: bytes) -> None:
        """Keep a fault, unless it is known with no longer bytes."""
        if not what:
            return
        name = hashlib.sha1(what.encode()).hexdigest()[:10]
        kept = self.folder / f"{name}.bin"
        if not kept.exists() or len(data) < kept.stat().st_size:
            kept.write_bytes(data)
            kept.with_suffix(".txt").write_text(what)

    def told(self) -> list[tuple[str, Path]]:
        """Every fault with the file that shows it."""
        return [(path.read_text(), path.with_suffix(".bin")) for path in sorted(self.folder.glob("*.txt"))]
