"""What stands in a row's text beside the payer's words: references that have no place of their own."""


def kept_words(text: str, mandate: str = "", creditor: str = "", reason: str = "") -> str:
    """The words, then mandate, creditor id and reason of a return, written as banks write them."""
    keyed = (("MREF", mandate), ("CRED", creditor), ("RTRN", reason))
    said = [f"{key}+{value}" for key, value in keyed if value and f"{key}+{value}" not in text]
    return " ".join(" ".join([text, *said]).split())
