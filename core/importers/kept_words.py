"""What stands in a row's text beside the payer's words: references that have no place of their own."""


def kept_words(text: str, mandate: str = "", creditor: str = "", reason: str = "", behind: str = "") -> str:
    """The words, then mandate, creditor id, reason of a return and who stands behind the payment."""
    keyed = (("MREF", mandate), ("CRED", creditor), ("RTRN", reason), ("ABWA", behind))
    said = [f"{key}+{value}" for key, value in keyed if value and f"{key}+{value}" not in text]
    return " ".join(" ".join([text, *said]).split())
