import pytest
from sqlalchemy import Column, Integer, MetaData, Table, create_engine, select
from sqlalchemy.orm import Session

from core.store.bulk import insert_all

PAIRS = Table("pairs", MetaData(), Column("a", Integer), Column("b", Integer), Column("c", Integer))


def test_columns_of_one_length_become_rows() -> None:
    with Session(create_engine("sqlite://")) as session:
        PAIRS.create(session.connection())
        insert_all(session, PAIRS, {"a": [1, 2], "b": [3, 4]}, {"c": 5})
        assert session.execute(select(PAIRS)).all() == [(1, 3, 5), (2, 4, 5)]


def test_a_column_that_is_too_short_is_never_cut_silently() -> None:
    with Session(create_engine("sqlite://")) as session:
        PAIRS.create(session.connection())
        with pytest.raises(ValueError, match="shorter"):
            insert_all(session, PAIRS, {"a": [1, 2], "b": [3]}, {"c": 5})
        assert session.execute(select(PAIRS)).all() == []
