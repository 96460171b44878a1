"""Twenty neutral transaction type codes that every bank's own codes are mapped to."""

from enum import StrEnum


class TypeCode(StrEnum):
    """What kind of movement the bank says this row is, whoever is paid.

    Source: common ground of ISO 20022 bank transaction codes, SWIFT MT940 field 61,
    German GVC and OFX TRNTYPE. `core/rules/tables/type_codes.csv` says which of them
    name a root category.
    """

    ACCOUNT_FEE = "account_fee"
    INTEREST_CHARGED = "interest_charged"
    INTEREST_EARNED = "interest_earned"
    LOAN_DRAWDOWN = "loan_drawdown"
    LOAN_REPAYMENT = "loan_repayment"
    CASH_WITHDRAWAL = "cash_withdrawal"
    CASH_DEPOSIT = "cash_deposit"
    CHEQUE = "cheque"
    CARD_PAYMENT = "card_payment"
    CARD_REFUND = "card_refund"
    CARD_TAKINGS = "card_takings"
    TRANSFER_OUT = "transfer_out"
    TRANSFER_IN = "transfer_in"
    OWN_TRANSFER = "own_transfer"
    STANDING_ORDER = "standing_order"
    DIRECT_DEBIT = "direct_debit"
    DIRECT_DEBIT_COLLECTED = "direct_debit_collected"
    SALARY_BATCH = "salary_batch"
    RETURNED_PAYMENT = "returned_payment"
    OTHER = "other"
