"""A whole tree of bank files, read one after the other, with the totals and the figures of each kind."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from core.services.bench.reading.expected import VALUES, Source
from core.services.bench.reading.listed import Listed, read_listed
from core.services.bench.reading.one_file import judge
from core.services.bench.reading.sources import OWN
from core.services.bench.reading.tree import statements

_EVERY = 50
_BY_ENDING = {"csv": "plain_csv", "qfx": "ofx", "sta": "mt940", "940": "mt940"}


def measure(
    tree: Path, document: Path | None, known_layouts: bool, say: Callable[[int, int], None]
) -> dict[str, Any]:
    """Read every statement of a tree: {"totals": ..., "by_kind": ..., "files": [...]}, ready for JSON.

    `document` lists what is expected (`Listed`); `say` hears how many of how many files are done.
    A refused or crashed file counts under the kind it is listed as, or that its content looks like.

    Raises:
        MeasureRefused: the document cannot be read.
    """
    listed = read_listed(document, tree)
    sources: Sequence[Source] = (*OWN, listed)
    chosen, others = statements(tree, listed, OWN)
    files = []
    for done, path in enumerate(chosen, start=1):
        told = judge(path, path.relative_to(tree).as_posix(), sources, known_layouts)
        files.append(told | {"kind": _kind(told, listed, path)})
        if done % _EVERY == 0 or done == len(chosen):
            say(done, len(chosen))
    kinds = sorted({told["kind"] for told in files})
    return {
        "totals": _counted(files) | {"not_a_statement": len(others)},
        "by_kind": {kind: _counted([told for told in files if told["kind"] == kind]) for kind in kinds},
        "files": files,
    }


def _kind(told: dict[str, Any], listed: Listed, path: Path) -> str:
    if told["outcome"] == "read":
        return str(told["kind"])
    kind = listed.kind_of(path) or told["kind"] or "unknown"
    return _BY_ENDING.get(kind, kind)


def _is_right(told: dict[str, Any]) -> bool:
    """Whether everything that is known of a file was read so at the first guess."""
    said = set(told["verdict"].values())
    return "equal" in said and "differs" not in said


def _counted(files: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """How many were read, refused, crashed; of each value how many are equal, judged, or differ."""
    outcomes = Counter(told["outcome"] for told in files)
    return {
        "files": len(files),
        **{outcome: outcomes[outcome] for outcome in ("read", "refused", "crashed")},
        **{
            value: {
                said: sum(told["verdict"][value] == said for told in files)
                for said in ("equal", "differs", "judged", "not given")
            }
            for value in VALUES
        },
        "right": sum(_is_right(told) for told in files),
        "judgeable": sum(_is_right(told) or "differs" in told["verdict"].values() for told in files),
        "silently_wrong": sum(told["silently_wrong"] for told in files),
        "seconds": round(sum(told["seconds"] for told in files), 2),
    }
