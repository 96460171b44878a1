"""A piece of an ISO 20022 message as plain values: looked at often, so taken out of the document once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

_MOST_KEPT = 5_000


class Node:
    """One element: text, currency attribute, and the leaves below it, by paths of local names.

    Only a root (the element asked for, and those within it that are named as roots) has anything below,
    knows how it stands in the file, and on which line: `source_line` is what the parser counted, `line_no`
    what the reader corrects it to. `tops` names its own children.
    """

    __slots__ = ("below", "currency", "line_no", "raw", "source_line", "text", "tops")

    def __init__(self, text: str, currency: str = "", source_line: int = 0) -> None:
        self.text = text
        self.currency = currency
        self.below: dict[str, tuple[Node, ...]] = {}
        self.tops: set[str] = set()
        self.raw = ""
        self.line_no = self.source_line = source_line

    def all(self, path: str) -> tuple["Node", ...]:
        """Every leaf or root at a path, e.g. "NtryDtls/TxDtls"."""
        return self.below.get(path, ())

    def first(self, path: str) -> "Node | None":
        """The first leaf or root at a path."""
        found = self.below.get(path)
        return found[0] if found else None

    def at(self, *paths: str) -> str:
        """The text at the first of these paths that has any, "" where none has."""
        below = self.below
        for path in paths:
            if path in below:
                for node in below[path]:
                    if node.text:
                        return node.text
        return ""

    def anywhere(self, name: str) -> Iterator["Node"]:
        """Every leaf of this name, however deep."""
        for path, nodes in self.below.items():
            for node in nodes:
                if path.rpartition("/")[2] == name:
                    yield node
                yield from node.anywhere(name)

    def day(self, name: str) -> date | None:
        """A day given as a date or as an instant; None where it is missing or unreadable."""
        written = self.at(f"{name}/Dt", f"{name}/DtTm", name)
        try:
            return date.fromisoformat(written[:10])
        except ValueError:
            return None


def raw_of(element: Any) -> str:
    """The element as it stands in the file, without the namespace repeated on it."""
    from lxml import etree

    written = etree.tostring(element, encoding="unicode", with_tail=False)
    head, closing, rest = written.partition(">")
    return str(head.split(" xmlns", 1)[0] + closing + rest)


@cache
def local_name(tag: str) -> str:
    """A tag without its namespace."""
    return tag.rpartition("}")[2]


@dataclass(slots=True)
class _Step:
    """Where a tag leads: its path from the nearest root, and the steps below it."""

    name: str
    path: str
    below: dict[object, "_Step"]


class Branches:
    """Takes elements out of a document as nodes; paths and leaves that come again are made once.

    `roots` are the names that get a node of their own; children of the element itself that are named
    `without` are left out.
    """

    def __init__(self, roots: frozenset[str] = frozenset(), without: str = "") -> None:
        self._roots = roots
        self._without = without
        self._steps: dict[object, _Step] = {}
        self._leaves: dict[tuple[str, str], tuple[Node]] = {}

    def of(self, element: Any) -> Node:
        """An element and all below it."""
        node = _root(element)
        for child in element:
            step = self._steps.get(child.tag) or self._step(self._steps, child.tag, "")
            if step.name and step.name != self._without:
                node.tops.add(step.name)
                self._take(node, child, step)
        return node

    def _take(self, node: Node, element: Any, step: _Step) -> None:
        """What stands here goes to the nearest root above; the parser bounds how deep it can be."""
        if step.name in self._roots:
            found: tuple[Node, ...] = (self._inner(element),)
        elif len(element):
            for child in element:
                deeper = step.below.get(child.tag) or self._step(step.below, child.tag, f"{step.path}/")
                if deeper.name:
                    self._take(node, child, deeper)
            return
        else:
            found = self._leaf(element, step.name)
        path = step.path
        below = node.below
        below[path] = below[path] + found if path in below else found

    def _inner(self, element: Any) -> Node:
        node = self.of(element)
        if element.getnext() is not None or element.getprevious() is not None:
            node.raw = raw_of(element)
        return node

    def _leaf(self, element: Any, name: str) -> tuple[Node]:
        key = ((element.text or "").strip(), element.get("Ccy", "") if name.endswith("Amt") else "")
        found = self._leaves.get(key)
        if found is None:
            found = (Node(*key),)
            if len(self._leaves) < _MOST_KEPT:
                self._leaves[key] = found
        return found

    @staticmethod
    def _step(steps: dict[object, _Step], tag: object, above: str) -> _Step:
        """The step for a tag, its name "" where it is a comment."""
        name = local_name(tag) if isinstance(tag, str) else ""
        step = _Step(name, above + name, {})
        if len(steps) < _MOST_KEPT:
            steps[tag] = step
        return step


def _root(element: Any) -> Node:
    return Node((element.text or "").strip(), element.get("Ccy", ""), int(element.sourceline or 0))
