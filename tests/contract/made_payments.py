"""Payments made up for tests: a shop's kind gives its MCC, words, size, and so its category."""

import numpy as np
import pandas as pd

KINDS = {
    "office": ("5111", "paper pens stationery", 30.0),
    "vehicle": ("5541", "fuel petrol garage", 60.0),
    "travel": ("3501", "hotel inn rooms", 140.0),
    "supplier": ("5099", "wholesale timber trade", 900.0),
}


def made_payments(count: int, seed: int = 1, company: str = "one") -> pd.DataFrame:
    """Labelled payments of one company over two years, a third of them without codes."""
    random = np.random.default_rng(seed)
    category = random.choice(list(KINDS), count, p=[0.4, 0.3, 0.2, 0.1])
    words = [random.choice(KINDS[name][1].split()) for name in category]
    coded = random.random(count) < 0.67
    frame = pd.DataFrame(
        {
            "part_id": np.arange(count, dtype=np.int64) + 1,
            "company": company,
            "account": random.choice([f"{company}/1", f"{company}/2"], count),
            "booked_on": pd.Timestamp("2024-01-01") + pd.to_timedelta(random.integers(0, 730, count), "D"),
            "amount": [-KINDS[name][2] * random.lognormal(0, 0.3) for name in category],
            "currency": "EUR",
            "direction": "out",
            "payee": [f"{word} {random.choice(list('abcdefgh'))}shop" for word in words],
            "text": "",
            "mcc": [KINDS[name][0] if known else "" for name, known in zip(category, coded, strict=True)],
            "nace": "",
            "type_code": "card_payment",
            "bank_code": "",
            "standing_order": "no",
            "contactless": "",
            "mcc_answer": [name if known else "" for name, known in zip(category, coded, strict=True)],
            "nace_answer": "",
            "category": category,
            "weight": 1.0,
            "human": 0,
        }
    )
    return frame.astype({"company": object, "category": object, "account": object})


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """The same payments, oldest first."""
    return rows.sort_values(["booked_on", "part_id"], kind="stable", ignore_index=True)
