"""Machine code is made even where there is nowhere to keep it."""

from collections.abc import Callable

from models.categorizers.evidence.rooms import compiled


def test_a_function_without_a_file_is_compiled_all_the_same() -> None:
    made: dict[str, Callable[[int], int]] = {}
    exec("def one_more(number):\n    return number + 1\n", made)
    assert compiled(made["one_more"])(1) == 2
