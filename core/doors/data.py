"""Commands about bank files: read one, bring one in, load the demo."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from core import flow
from core.domain.errors import FileNotWritten, NotFound
from core.domain.handouts import Answers
from core.domain.labels import RowFilter
from core.domain.words import files, problems
from core.doors import layout_files, reading_out
from core.doors.opening import open_here, say_step
from core.jobs.worker import Worker
from core.services import companies
from core.services import export as exporting

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A bank's file.")]


def add_to(app: typer.Typer) -> None:
    """Hang these commands under the root."""
    app.command()(read)
    app.command(name="bring-in")(bring_in)
    app.command()(export)
    app.command()(demo)


def read(
    file: File,
    as_json: Annotated[bool, typer.Option("--json", help="Everything that was read, as JSON.")] = False,
    no_known_layouts: Annotated[
        bool, typer.Option("--no-known-layouts", help="Read a table without what is known of its bank.")
    ] = False,
    layout: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="A layout of this table, as saved before."),
    ] = None,
    save_layout: Annotated[Path | None, typer.Option(help="Where the table's layout goes, as text.")] = None,
    answer: Annotated[
        list[str] | None, typer.Option(help="An answer to a question, as key=value; columns from 1.")
    ] = None,
) -> None:
    """Read a bank file and say what is in it; nothing is stored."""
    told = layout_files.opened(layout, answer or ())
    reading = layout_files.read_by(told, file, known_layouts=not no_known_layouts)
    if save_layout is not None:
        layout_files.save(reading, save_layout)
    if as_json:
        typer.echo(json.dumps(reading_out.document(reading), indent=1, ensure_ascii=False))
        return
    for line in reading_out.table(reading):
        typer.echo(line)


def bring_in(
    file: File,
    company: Annotated[str, typer.Option(help="Whose account it is, where the file does not tell.")] = "",
    account: Annotated[str, typer.Option(help="What to call the account.")] = "",
    currency: Annotated[str, typer.Option(help="ISO code, where the file names none.")] = "",
) -> None:
    """Bring a bank file into the store and sort it; the worker looks ahead."""
    house = open_here()
    scope = house.scope("system")
    with house.look(scope) as unit:
        known = next((each for each in companies.listed(unit) if each.name == company), None)
    answers = Answers(
        company_id=known.id if known else None,
        company_name=company,
        account_name=account,
        currency=currency,
    )
    done = flow.bring_in(house, scope, file.name, file.read_bytes(), answers)
    typer.echo(files.came_in(done))
    for problem in done.problems:
        typer.echo(f"  {problems.sentence(problem)}")


def export(
    company: Annotated[str, typer.Argument(help="Whose payments, by name.")],
    out: Annotated[Path, typer.Option(help="The file to write.")],
    ending: Annotated[str, typer.Option("--format", help="csv, xlsx, ofx or beancount.")] = "csv",
    from_on: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"])] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])] = None,
) -> None:
    """Write a company's sorted payments for an accountant; no cell can act as a formula."""
    house = open_here()
    days = [each.date() if each else None for each in (from_on, until)]
    with house.look(house.scope("system")) as unit:
        known = next((each for each in companies.listed(unit) if each.name == company), None)
        if known is None:
            raise NotFound(noun="company", id=company)
        _, data = exporting.export(unit, known.id, RowFilter(from_on=days[0], to_on=days[1]), ending)
    try:
        out.write_bytes(data)
    except OSError as error:
        raise FileNotWritten(path=out) from error
    typer.echo(files.exported(out.name))


def demo(
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Its last day.")] = None,
) -> None:
    """Invent three companies and bring in their bank files, sorted and looked ahead."""
    house = open_here()
    last: date = until.date() if until else flow.last_sunday(house.today)
    scope = house.scope("system")
    flow.tell_demo(house, scope, last, say_step)
    Worker(house).work_off()
    typer.echo(f"The demo is in, with data until {last}.")
