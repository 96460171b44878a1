"""How well bank files are read: a whole tree of them, held against what is known of each."""

from core.services.bench.reading.measure import measure

__all__ = ["measure"]
