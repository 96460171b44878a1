"""The demo as statement files: what a bank would have handed the three invented companies."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from core.demo.companies import demo_companies
from core.domain.bank_file import Statement
from core.exporters.statements import bursar_csv, camt053, mt940, ofx, plain_csv

DEFAULT_SEED = 20


@dataclass(frozen=True, slots=True)
class DemoFile:
    """One account of one demo company as a file; what the file cannot say stands beside it.

    `account_kind` is one of `AccountKind`; `nace` and `employees` are the company's.
    """

    company_name: str
    nace: str
    employees: int
    account_name: str
    account_kind: str
    account_number: str
    file_name: str
    data: bytes


def demo_files(until: date, seed: int = DEFAULT_SEED) -> list[DemoFile]:
    """A file an account, three years up to `until`, a Sunday; the same bytes for the same date and seed."""
    return [
        DemoFile(
            company_name=company.name,
            nace=company.nace,
            employees=company.employees,
            account_name=account.plan.title,
            account_kind=account.plan.kind,
            account_number=account.plan.own.number,
            file_name=account.plan.file_name,
            data=_writer(account.plan.file_name)(account.statement),
        )
        for company in demo_companies(until, seed)
        for account in company.accounts
    ]


def _writer(file_name: str) -> Callable[[Statement], bytes]:
    """The cafe's bank writes Bursar's own CSV, the other banks what their endings say."""
    if file_name.startswith("marigold"):
        return bursar_csv.write
    ending = file_name.rpartition(".")[2]
    return {"sta": mt940.write, "ofx": ofx.write, "xml": camt053.write, "csv": plain_csv.write}[ending]
