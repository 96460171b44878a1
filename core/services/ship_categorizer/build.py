"""What the shipped categorizer is taught: the invented bank and a city's card payments."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd

from core.demo.bank import invented_bank
from core.domain.categories import ROOT_CATEGORIES, UNCATEGORISED
from core.rules import nace, tables
from core.services.ship_categorizer.city import city_payments, payments
from core.services.ship_categorizer.lesson import joined, lesson
from core.services.ship_categorizer.public_text import ATTRIBUTION, public_sources
from core.services.ship_categorizer.strangers import weighed
from models.artifacts import Manifest, Source, save_artifact, sha256_of_rows
from models.categorizers.examples import FROZEN, REPLAY, save_examples
from models.categorizers.scores import scores
from models.categorizers.served import Served
from models.explanations.shap_reasons import importance
from models.features.text import normalize_payees

BANK_UNTIL = date(2016, 3, 27)

_BANK_COMPANIES, _BANK_WEEKS = 24, 78
_FROZEN_COMPANIES = 12
_FROZEN_SHARE = 0.15
_FROZEN_ROWS = {"bank": 2_400, "city": 1_600}


def build_categorizer(shared_data: Path, out: Path, seed: int) -> Manifest:
    """Train the shipped categorizer and write it with replay rows and a frozen slice into `out`.

    It learns from its replay rows alone, so that a retraining starts level with it. The frozen slice
    is of companies it never saw, and neither did the trees that weigh owners' labels. `shared_data`
    holds the city's file and the reference tables; the same seed gives the same answers. Raises
    FileNotFoundError where a source is missing.
    """
    city_frame = city_payments(shared_data)
    apart = never_taught(city_frame)
    bank_frame = bank_payments(seed, _BANK_COMPANIES)
    words, replay_frame = lesson(shared_data, bank_frame, city_frame[~apart], seed)
    frozen_frame = joined(bank_payments(seed + 1, _FROZEN_COMPANIES), city_frame[apart], _FROZEN_ROWS, seed)
    weighing = weighed(shared_data, bank_frame, city_frame[~apart], seed)
    served = Served(words, weighing=weighing).fit(replay_frame, seed=seed)
    checked = scores(served.predict(frozen_frame), frozen_frame["category"])
    manifest = Manifest(
        kind="categorizer",
        seed=seed,
        features=tuple(served.features(replay_frame.head(1)).columns),
        labels=served.categories,
        sources=_sources(shared_data, bank_frame),
        figures={
            "rows": len(replay_frame),
            "frozen_rows": len(frozen_frame),
            "attribution": ATTRIBUTION,
            "frozen": checked.figures(),
            **importance(served.model, frozen_frame).figures(),
        },
    )
    return save_artifact(out, _writer(served, replay_frame, frozen_frame), manifest)


def never_taught(city_frame: pd.DataFrame) -> pd.Series:
    """Which rows are of the cost centers that nothing shipped was taught by."""
    return pd.util.hash_pandas_object(city_frame["company"], index=False) % 100 < 100 * _FROZEN_SHARE


def bank_payments(seed: int, companies: int) -> pd.DataFrame:
    """Payments of the invented bank in one of the learnable categories, with the tables' answers."""
    bank_frame = invented_bank(seed, companies, BANK_UNTIL, _BANK_WEEKS)
    bank_frame = bank_frame[~bank_frame["category"].isin([*ROOT_CATEGORIES, UNCATEGORISED])]
    return payments(
        bank_frame.assign(
            payee=normalize_payees(bank_frame["counterparty"], bank_frame["text"]),
            mcc_answer=tables.answers(tables.load("mcc"), bank_frame["mcc"]),
            nace_answer=nace.answers(bank_frame.assign(counterparty_nace=bank_frame["nace"])),
        )
    )


def _sources(shared_data: Path, bank_frame: pd.DataFrame) -> tuple[Source, ...]:
    last_day = bank_frame["booked_on"].max().date().isoformat()
    return (
        *public_sources(shared_data, with_city=True),
        Source("invented bank", sha256_of_rows(bank_frame), last_day),
    )


def _writer(served: Served, replay_frame: pd.DataFrame, frozen_frame: pd.DataFrame) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        served.save(folder)
        save_examples(folder / REPLAY, replay_frame)
        save_examples(folder / FROZEN, frozen_frame)

    return write
