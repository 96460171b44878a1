from core.domain.words import files
from core.importers import IMPORTERS


def test_every_format_that_can_be_read_has_a_name_and_no_other() -> None:
    assert {each.KIND for each in IMPORTERS} == set(files._KINDS)
