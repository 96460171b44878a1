import numpy as np

from models.categorizers.peers.graph_trial import GraphInputs
from models.categorizers.peers.inputs import Inputs
from models.features.graph import MEASURES, SIZE
from tests.unit.models.categorizers.compare.labelled import labelled

ROWS = labelled(*[f"{day} x c{day % 2} shop{day % 3} {'ab'[day % 2]}" for day in range(1, 13)])


def test_graph_numbers_stand_beside_the_others_and_know_only_older_rows() -> None:
    plain, more = Inputs().fit(ROWS, seed=1), GraphInputs(newest=4).fit(ROWS, seed=1)
    without, _ = plain.learned_from(ROWS, 4)
    given, labels = more.learned_from(ROWS, 4)
    assert given.shape == (4, without.shape[1] + 2 * (len(MEASURES) + SIZE))
    assert np.array_equal(given[:, : without.shape[1]], without)
    assert labels.tolist() == plain.codes(ROWS)[-4:].tolist()
    stranger = more.of(ROWS.tail(1).assign(payee="never", account="never"))
    assert not stranger[0, without.shape[1] :].any()
