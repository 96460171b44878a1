"""Which files of a tree are bank statements, by rules that hold for any tree.

1. A file that `--expected` lists is one, wherever it lies.
2. Notes, schemas, settings and programs are none: they end in one of `NO_STATEMENT`, or begin with a point.
3. What a project expects of its own statements is none: a file that one of the sources keeps. To read
   such files all the same, name their own folder as the tree.
Everything else is one, also what is broken on purpose.
"""

from collections.abc import Sequence
from pathlib import Path

from core.services.bench.reading.expected import Source
from core.services.bench.reading.listed import Listed

NO_STATEMENT = frozenset(
    ".json .md .rst .py .yml .yaml .toml .ini .cfg .conf .xsd .dtd .sh .html .pdf".split()
)


def statements(tree: Path, listed: Listed, own: Sequence[Source]) -> tuple[list[Path], list[Path]]:
    """The statements of a tree and the other files, each in order of their paths."""
    files = sorted(path for path in tree.rglob("*") if path.is_file())
    chosen = [path for path in files if _is_statement(path, tree, listed, own)]
    return chosen, [path for path in files if path not in set(chosen)]


def _is_statement(path: Path, tree: Path, listed: Listed, own: Sequence[Source]) -> bool:
    if listed.of(path) is not None:
        return True
    if path.suffix.lower() in NO_STATEMENT or path.name.startswith("."):
        return False
    return path.parent == tree or not any(source.keeps(path) for source in own)
