"""Which bank formats there are: every module of a package that keeps the two verbs."""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Protocol, cast

from core.domain.bank_file import Reading
from core.domain.progress import Tell, untold
from core.importers.layout import Layout


class Importer(Protocol):
    """One bank format: it scores a file by its content, and reads it."""

    KIND: str
    """The name of the format in the store, e.g. "mt940"."""

    def recognizes(self, data: bytes) -> float:
        """How surely these bytes are of this format, 0 to 1."""

    def read(self, data: bytes, layout: Layout | None = None, tell: Tell = untold) -> Reading:
        """The statements of the file; `tell` hears how far a long one is, and may break it off.

        Raises:
            FileRefused: the file as a whole cannot be read.
        """


def find_importers(package: ModuleType) -> tuple[Importer, ...]:
    """Every importer in a package, by name; a module counts that has a KIND and both verbs."""
    names = sorted(found.name for found in iter_modules(package.__path__))
    modules = [import_module(f"{package.__name__}.{name}") for name in names]
    verbs = ("KIND", "recognizes", "read")
    return tuple(cast(Importer, module) for module in modules if all(hasattr(module, verb) for verb in verbs))
