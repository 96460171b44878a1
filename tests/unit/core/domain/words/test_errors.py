import pytest

from core.domain import errors as tree
from core.domain.errors import BursarError, FileTooLarge
from core.domain.words import errors


def _every(kind: type[BursarError]) -> list[type[BursarError]]:
    return [kind, *(below for each in kind.__subclasses__() for below in _every(each))]


@pytest.mark.parametrize("kind", [each for each in _every(BursarError) if each.__module__ == tree.__name__])
def test_every_refusal_has_a_sentence_and_a_next_step(kind: type[BursarError]) -> None:
    trouble = errors.trouble(kind())
    assert trouble.happened.endswith(".")
    assert trouble.next_step.endswith(".")
    unexpected = errors.trouble(BursarError())
    assert (trouble == unexpected) is (kind is BursarError)


def test_facts_are_quoted() -> None:
    trouble = errors.trouble(FileTooLarge(megabytes=213, limit_megabytes=200))
    assert trouble.happened == "This file has 213 MB; the limit is 200 MB."


def test_a_fact_that_is_missing_never_breaks_the_sentence() -> None:
    assert errors.trouble_of("port_in_use", {}).happened == "Another program already uses port ?."
