"""A piece of an ISO 20022 message as plain values: looked at often, so taken out of the document once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from xml.sax.saxutils import unescape

_MOST_KEPT = 2_000
_NAME = re.compile(r"(?:[^\s/]*:)?([^\s/]*).*", re.DOTALL)
_CURRENCY = re.compile(r'\sCcy="([^"]*)"')
_REFERENCES = {"&#13;": "\r", "&#9;": "\t", "&#10;": "\n"}


@dataclass(frozen=True, slots=True)
class _Shape:
    """Which leaves elements of the same tags have: the places of their texts, by paths of local names."""

    places: dict[str, list[int]]
    currencies: dict[int, str]
    tops: frozenset[str]


@dataclass(slots=True, eq=False)
class Node:
    """One element: how it stands in the file, on which line, its leaves, and what is asked for `within` it.

    Leaves are named by their path of local names below the element, e.g. "Refs/EndToEndId"; what is within
    has leaves of its own. `tops` in the shape names the element's own children.
    """

    raw: str
    line_no: int
    within: list["Node"]
    _shape: _Shape
    _texts: list[str]

    @property
    def tops(self) -> frozenset[str]:
        """The names of its own children."""
        return self._shape.tops

    def at(self, *paths: str) -> str:
        """The text at the first of these paths that has any, "" where none has."""
        places = self._shape.places
        for path in paths:
            if path in places:
                for place in places[path]:
                    if text := self._texts[place].strip():
                        return text
        return ""

    def texts(self, path: str) -> list[str]:
        """The text of every leaf at a path."""
        return [self._texts[place].strip() for place in self._shape.places.get(path, ())]

    def money(self, path: str) -> tuple[str, str]:
        """The amount as written and the currency beside it, of the first leaf at a path; "" where none is."""
        places = self._shape.places.get(path)
        return (self._texts[places[0]].strip(), self._shape.currencies[places[0]]) if places else ("", "")

    def anywhere(self, name: str) -> Iterator[str]:
        """The text of every leaf of this name, however deep."""
        for path in self._shape.places:
            if path.rpartition("/")[2] == name:
                yield from self.texts(path)
        for node in self.within:
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


class Shapes:
    """Makes nodes of elements as `raw_of` writes them; what their tags say is found out once.

    Elements named `within` become nodes of their own, those named `without` are left out.
    """

    def __init__(self, within: str, without: str = "") -> None:
        self._within = _elements(within)
        self._without = _elements(without) if without else None
        self._known: dict[str, _Shape] = {}

    def node(self, raw: str, line_no: int) -> Node:
        """An element and all in it; `line_no` is that of its first tag."""
        kept = self._without.sub("", raw) if self._without else raw
        within, outside, seen = [], [], 0
        for found in self._within.finditer(kept):
            start, end = found.span()
            line_no_within = line_no + kept.count("\n", 0, start)
            within.append(self._alone(found.group(), line_no_within, []))
            outside.append(kept[seen:start])
            seen = end
        outside.append(kept[seen:])
        node = self._alone("".join(outside), line_no, within)
        node.raw = raw
        return node

    def _alone(self, written: str, line_no: int, within: list[Node]) -> Node:
        """Every other < and > is written as a reference by lxml, so these two cut text from tags."""
        pieces = written.replace("<", ">").split(">")
        tags = ">".join(pieces[1::2])
        shape = self._known.get(tags)
        if shape is None:
            shape = _shape(pieces[1::2])
            if len(self._known) < _MOST_KEPT:
                self._known[tags] = shape
        texts = pieces[2::2]
        if "&" in written:
            texts = [unescape(text, _REFERENCES) for text in texts]
        return Node(written, line_no, within, shape, texts)


def _elements(name: str) -> re.Pattern[str]:
    """Elements of this local name, in any namespace."""
    return re.compile(rf"<((?:[\w.-]+:)?{name})(?:\s[^>]*?)?(?:/>|>.*?</\1>)", re.DOTALL)


def _shape(tags: list[str]) -> _Shape:
    """A leaf is an element that closes right after it was opened; its text stands between the two tags."""
    places: dict[str, list[int]] = {}
    currencies: dict[int, str] = {}
    tops: set[str] = set()
    names: list[str] = []
    opened = -1
    for place, tag in enumerate(tags):
        if tag.startswith("/"):
            if opened == place - 1 and len(names) > 1:
                places.setdefault("/".join(names[1:]), []).append(opened)
                found = _CURRENCY.search(tags[opened])
                currencies[opened] = found[1] if found else ""
            del names[-1:]
            continue
        names.append(_NAME.sub(r"\1", tag))
        tops.update(names[1:2])
        opened = place
        if tag.endswith("/"):
            del names[-1:]
    return _Shape(places, currencies, frozenset(tops))
