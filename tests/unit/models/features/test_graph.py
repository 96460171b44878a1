import numpy as np
import pandas as pd
import pytest

from models.features.graph import MEASURES, SIZE, PaymentGraph

AT = {name: place for place, name in enumerate(MEASURES)}
WIDTH = len(MEASURES) + SIZE


def paid(*lines: str) -> pd.DataFrame:
    """Each line: company, account, payee."""
    return pd.DataFrame([line.split() for line in lines], columns=["company", "account", "payee"])


SQUARE = paid("x 1 shop", "x 1 shop", "x 1 rail", "x 2 shop", "x 2 rail", "y 1 pub")


@pytest.fixture(scope="module")
def graph() -> PaymentGraph:
    return PaymentGraph().fit(SQUARE, seed=1)


def of(graph: PaymentGraph, line: str) -> tuple[np.ndarray, np.ndarray]:
    """The payee's numbers and the account's."""
    row = graph.of(paid(line))[0]
    return row[:WIDTH], row[WIDTH:]


def test_degree_counts_neighbors_and_payments_count_each_time(graph: PaymentGraph) -> None:
    payee, account = of(graph, "x 1 shop")
    assert payee[AT["degree"]] == pytest.approx(np.log1p(2))
    assert payee[AT["payments"]] == pytest.approx(np.log1p(3))
    assert account[AT["payments"]] == pytest.approx(np.log1p(3))


def test_the_same_number_of_another_company_is_another_account(graph: PaymentGraph) -> None:
    assert of(graph, "y 1 pub")[1][AT["degree"]] == pytest.approx(np.log1p(1))


def test_neighbors_shared_by_all_two_steps_away_cluster_wholly(graph: PaymentGraph) -> None:
    assert of(graph, "x 1 shop")[0][AT["clustering"]] == pytest.approx(1.0)
    assert of(graph, "y 1 pub")[0][AT["clustering"]] == 0.0


def test_a_busier_payee_ranks_higher(graph: PaymentGraph) -> None:
    ranks = [of(graph, f"x 1 {payee}")[0][AT["pagerank"]] for payee in ("shop", "rail")]
    assert ranks[0] > ranks[1]


def test_who_links_two_circles_lies_between_them() -> None:
    bridge = paid("x 1 a", "x 1 middle", "y 1 middle", "y 1 b")
    graph = PaymentGraph().fit(bridge, seed=1)
    between = {payee: of(graph, f"x 1 {payee}")[0][AT["betweenness"]] for payee in ("a", "middle", "b")}
    assert between["middle"] > 0
    assert between["a"] == between["b"] == 0


def test_payees_of_the_same_accounts_lie_close_together() -> None:
    rows = [f"x {account} {payee}" for account in (1, 2, 3) for payee in ("rail", "hotel")]
    rows += [f"y {account} {payee}" for account in (1, 2, 3) for payee in ("paper", "ink")]
    graph = PaymentGraph().fit(paid(*rows), seed=1)
    near = {payee: of(graph, f"x 1 {payee}")[0][len(MEASURES) :] for payee in ("rail", "hotel", "ink")}

    def cosine(one: str, other: str) -> float:
        lengths = np.linalg.norm(near[one]) * np.linalg.norm(near[other])
        return float(near[one] @ near[other] / lengths)

    assert cosine("rail", "hotel") > 0.9
    assert abs(cosine("rail", "ink")) < 0.2


def test_strangers_are_nothing_and_the_seed_decides(graph: PaymentGraph) -> None:
    assert not graph.of(paid("z 9 never")).any()
    again = PaymentGraph().fit(SQUARE, seed=1)
    assert np.array_equal(again.of(SQUARE), graph.of(SQUARE))
    assert PaymentGraph().fit(SQUARE.head(0), seed=1).of(SQUARE).shape == (6, 2 * WIDTH)
