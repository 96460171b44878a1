"""Who was paid, by the codes a bank may give: the code's family speaks for a code never seen."""

import pandas as pd


def code_family(code: pd.Series) -> pd.Series:
    """The first two digits of an MCC (a branch) or of a NACE code (a division); "" stays ""."""
    return code.str[:2]


def has_codes(transactions: pd.DataFrame) -> pd.Series:
    """Whether the bank says anything about the trade of the one who was paid."""
    return (transactions["mcc"] != "") | (transactions["nace"] != "")
