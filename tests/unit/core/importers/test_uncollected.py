import gc

import pytest

from core.importers.uncollected import uncollected


def test_the_collector_rests_and_works_on_afterwards_whatever_happened() -> None:
    def breaks_off() -> None:
        with uncollected():
            assert not gc.isenabled()
            raise RuntimeError

    assert gc.isenabled()
    with pytest.raises(RuntimeError):
        breaks_off()
    assert gc.isenabled()


def test_where_it_rested_before_it_stays_at_rest() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
