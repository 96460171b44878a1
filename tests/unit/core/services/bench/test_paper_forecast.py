from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from core.domain.errors import MeasureRefused
from core.services.bench import paper_forecast as experiment
from core.services.bench.paper_forecast import PaperRequest, paper_forecast, spread
from core.services.bench.paper_picture import draw_boxes
from tests.unit.core.services.bench.papers import Wide, made_series

REQUEST = PaperRequest(origins=3, paths=20, seed=5, window=20)


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(experiment, "PaperDeepAR", Wide)
    Wide.asked.clear()
    yield
    Wide.asked.clear()


def run(request: PaperRequest = REQUEST, kept: Path | None = None) -> dict[str, Any]:
    return paper_forecast(*made_series(), request, kept, lambda _: None)


def test_origins_are_spread_evenly_over_the_possible_ones() -> None:
    possible = tuple(range(320, 410))
    assert spread(possible, 4) == (320, 350, 379, 409)
    assert spread(possible, 10) == (320, 330, 340, 350, 360, 369, 379, 389, 399, 409)
    assert spread(possible, 1) == (409,)
    assert spread(possible, 90) == possible == spread(possible, 200)


def test_each_origin_learns_twice_from_the_window_before_it_and_from_nothing_later() -> None:
    document = run()
    assert Wide.asked == [
        (False, "2017-10-30", "2018-03-12", 5 + 20),
        (True, "2017-10-30", "2018-03-12", 5 + 20),
        (False, "2018-02-05", "2018-06-18", 5 + 34),
        (True, "2018-02-05", "2018-06-18", 5 + 34),
        (False, "2018-05-14", "2018-09-24", 5 + 48),
        (True, "2018-05-14", "2018-09-24", 5 + 48),
    ]
    meta = document["meta"]
    assert meta["origins"] == ["2018-03-19", "2018-06-25", "2018-10-01"]
    assert (meta["possible_origins"], meta["series"], meta["series_left_out"]) == (29, 24, 1)


def test_figures_of_fans_that_are_known() -> None:
    """A third of the weeks is 150, above 100 and below 200; 0 and 50 lie in both fans."""
    found = run()["results"]["groups"]
    assert list(found) == ["all", "dense", "category:fuel", "category:rent"]
    narrow, wide = found["all"]["without"], found["all"]["with"]
    assert narrow["series"] == 24
    assert narrow["coverage_80"] == pytest.approx(2 / 3, abs=1e-4)
    assert wide["coverage_80"] == 1.0
    # Week to week it goes up 50, up 100, down 150.
    assert narrow["seasonal_error"] == pytest.approx(100.0, abs=3.0)
    assert found["all"]["difference"]["coverage_80"]["mean"] == pytest.approx(1 / 3, abs=1e-4)
    assert found["all"]["difference"]["coverage_80"]["sign"] == "+"
    assert found["all"]["coverage_80_boxes"]["with"]["median"] == 1.0


def test_bands_that_cover_more_but_too_much_are_higher_and_not_nearer() -> None:
    told = run()["results"]["summary"]
    assert told["categories"] == 2
    assert told["coverage_80"] == {"higher": 2, "nearer": 0}
    assert told["coverage_95"] == {"higher": 2, "nearer": 2}


def test_the_dickey_fuller_report_counts_every_series_at_every_origin() -> None:
    report = run(PaperRequest(origins=3, paths=20, seed=5, window=30))["results"]["groups"]
    assert report["all"]["dickey_fuller"]["windows"] == 72
    assert report["category:rent"]["dickey_fuller"]["windows"] == 36


def test_a_run_goes_on_where_it_stopped_and_asks_nobody_twice(tmp_path: Path) -> None:
    first = run(kept=tmp_path)
    assert len(Wide.asked) == 6
    assert run(kept=tmp_path)["results"] == first["results"]
    assert len(Wide.asked) == 6
    (lost,) = tmp_path.glob("*/34-with.npz")
    lost.unlink()
    assert run(kept=tmp_path)["results"] == first["results"]
    assert Wide.asked[6:] == [(True, "2018-02-05", "2018-06-18", 39)]


def test_other_settings_are_kept_apart(tmp_path: Path) -> None:
    run(kept=tmp_path)
    run(PaperRequest(origins=3, paths=20, seed=6, window=20), kept=tmp_path)
    assert len(Wide.asked) == 12
    assert len(list(tmp_path.iterdir())) == 2


def test_too_few_weeks_are_refused_with_the_number_needed() -> None:
    with pytest.raises(MeasureRefused) as refused:
        run(PaperRequest(window=160))
    assert refused.value.code == "measure_paper_weeks"
    assert refused.value.facts == {"weeks": "60", "needed": "172"}


def test_series_that_all_begin_late_are_refused() -> None:
    series, static = made_series()
    early = series["ds"].sort_values().unique()[:-25]
    only_zero = series.assign(y=series["y"].where(~series["ds"].isin(early), 0.0))
    with pytest.raises(MeasureRefused) as refused:
        paper_forecast(only_zero, static, REQUEST, None, lambda _: None)
    assert refused.value.code == "measure_paper_series"


def test_files_without_categories_have_the_groups_of_density_alone() -> None:
    series, static = made_series()
    bare = pd.DataFrame({"unique_id": static["unique_id"]}, dtype=object)
    found = paper_forecast(series, bare, REQUEST, None, lambda _: None)["results"]
    assert list(found["groups"]) == ["all", "dense"]
    assert found["summary"]["categories"] == 0


def test_the_box_plot_is_a_picture(tmp_path: Path) -> None:
    draw_boxes(run()["results"]["groups"], tmp_path / "new" / "boxes.png")
    assert (tmp_path / "new" / "boxes.png").read_bytes()[:4] == b"\x89PNG"
