import csv
import io

from streamlit.testing.v1 import AppTest

from core.domain.labels import RowFilter
from core.flow import House
from core.services import export, transactions
from tests.pages.conftest import Screen


def test_the_download_holds_the_rows_of_the_filter(screen: Screen, house: House, company_id: int) -> None:
    app: AppTest = screen.open("transactions")
    app.text_input(key="search").input("mystery").run()
    assert not app.exception
    assert [each.label for each in app.get("download_button")] == ["Download"]
    with house.look(house.scope("local")) as unit:
        shown = transactions.page(unit, company_id, RowFilter(search="mystery"), 1).total
        _, data = export.export(unit, company_id, RowFilter(search="mystery"), "csv")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert (len(rows), {row["Payee"] for row in rows}) == (shown, {"Mystery * Shop"})
