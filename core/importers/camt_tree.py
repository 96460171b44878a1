"""A piece of an ISO 20022 message as plain values: looked at often, so taken out of the document once."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any


class Node:
    """One element: text, currency attribute, and the leaves below it, by paths of local names.

    Only a root (the element asked for, and those within it that are named as roots) has anything below,
    knows how it stands in the file, and on which line: `source_line` is what the parser counted, `line_no`
    what the reader corrects it to.
    """

    __slots__ = ("below", "currency", "line_no", "raw", "source_line", "text")

    def __init__(self, element: Any, below: dict[str, list["Node"]]) -> None:
        self.text = (element.text or "").strip()
        self.currency = element.get("Ccy", "")
        self.below = below
        self.raw = ""
        self.line_no = self.source_line = 0

    def all(self, path: str) -> list["Node"]:
        """Every leaf or root at a path, e.g. "NtryDtls/TxDtls"."""
        return self.below.get(path, [])

    def first(self, path: str) -> "Node | None":
        """The first leaf or root at a path."""
        found = self.below.get(path)
        return found[0] if found else None

    def at(self, *paths: str) -> str:
        """The text at the first of these paths that has any, "" where none has."""
        for path in paths:
            for node in self.below.get(path, ()):
                if node.text:
                    return node.text
        return ""

    def holds(self, path: str) -> bool:
        """Whether anything stands at or below a path."""
        return path in self.below or any(each.startswith(f"{path}/") for each in self.below)

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


def branch(element: Any, roots: frozenset[str], without: str = "") -> Node:
    """An element and all below it; its children that are named `without` are left out."""
    node = _root(element)
    _fill(node, element, "", roots, without)
    return node


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


_NOTHING: dict[str, list[Node]] = {}


def _root(element: Any) -> Node:
    node = Node(element, {})
    node.line_no = node.source_line = int(element.sourceline or 0)
    return node


def _fill(node: Node, element: Any, prefix: str, roots: frozenset[str], without: str = "") -> None:
    """The leaves below an element go to the nearest root above; the parser bounds how deep it can be."""
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or (name := local_name(tag)) == without:
            continue
        path = prefix + name
        if name in roots:
            found = _root(child)
            if child.getnext() is not None or child.getprevious() is not None:
                found.raw = raw_of(child)
            _fill(found, child, "", roots)
        elif len(child):
            _fill(node, child, f"{path}/", roots)
            continue
        else:
            found = Node(child, _NOTHING)
        if path in node.below:
            node.below[path].append(found)
        else:
            node.below[path] = [found]
