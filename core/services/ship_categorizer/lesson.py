"""The rows a shipped learner is taught by: of the invented bank and of the city, rare ones oftener."""

from pathlib import Path

import numpy as np
import pandas as pd

from core.services.ship_categorizer.public_text import know_names
from core.services.ship_categorizer.words import paid_votes
from models.categorizers.public_text import PublicText

_REPLAY_ROWS = {"bank": 5_000, "city": 3_500}


def lesson(
    shared_data: Path, bank_frame: pd.DataFrame, city_frame: pd.DataFrame, seed: int
) -> tuple[PublicText, pd.DataFrame]:
    """What is known of merchants' words, and replay rows with what it says of them."""
    words, votes = know_names(shared_data, city_frame), paid_votes(city_frame)
    return words, _with_word_answers(joined(bank_frame, city_frame, _REPLAY_ROWS, seed), words, votes)


def joined(
    bank_frame: pd.DataFrame, city_frame: pd.DataFrame, rows: dict[str, int], seed: int
) -> pd.DataFrame:
    """So many rows of the bank's and the city's companies, numbered."""
    parts = [_varied(bank_frame, rows["bank"], seed), _varied(city_frame, rows["city"], seed)]
    frame = pd.concat(parts, ignore_index=True)
    return frame.assign(part_id=np.arange(1, len(frame) + 1, dtype=np.int64))


def _varied(frame: pd.DataFrame, count: int, seed: int) -> pd.DataFrame:
    """About `count` rows: rare categories and payees come oftener than their share."""
    keys = [frame["category"], frame["company"].str.cat(frame["payee"], "/")]
    chance = np.ones(len(frame))
    for key in keys:
        chance /= np.sqrt(key.groupby(key).transform("size").to_numpy())
    return frame.sample(min(count, len(frame)), weights=chance, random_state=seed).sort_index()


def _with_word_answers(frame: pd.DataFrame, words: PublicText, votes: pd.DataFrame) -> pd.DataFrame:
    """What the public text would say had it never met the row's own payee: as of a new one."""
    answers = words.answer(frame["payee"].tolist(), frame["direction"].tolist(), votes)
    return frame.assign(
        words_answer=answers["category"].to_numpy(), words_probability=answers["probability"].to_numpy()
    )
