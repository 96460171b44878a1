"""Who is compared, under which name, and on how many rows the slow ones learn."""

from collections.abc import Callable
from importlib.util import find_spec

from models.categorizers.acceptance import Acceptance
from models.categorizers.compare.learners.last_label import LastLabel
from models.categorizers.compare.learners.majority import Majority
from models.categorizers.compare.learners.text_only import STEPS, TextOnly
from models.categorizers.compare.learners.trees import Trees
from models.categorizers.compare.run import Contender
from models.categorizers.peers.lstm import WordLearner
from models.categorizers.peers.tables import table_peers
from models.categorizers.ranker import Ranker
from models.contracts import OnlineCategorizer

TREE_ROWS, QUICK_TREE_ROWS = 10_000, 1_500
"""The paper's trees learn from the newest rows alone: all of them would take most of a run."""
QUICK_TEXT_STEPS = 20
PEER_ROWS, QUICK_PEER_ROWS = 20_000, 2_000
_NEEDS = {"xgboost": "xgboost"}


def contenders(quick: bool) -> dict[str, Contender]:
    """Every compared learner; `bursar` is what the product serves."""
    return {
        "majority": Contender(Majority),
        "memory_frozen": Contender(lambda: LastLabel(updates=False)),
        "memory_updated": Contender(lambda: LastLabel(updates=True)),
        "text_only": Contender(lambda: TextOnly(QUICK_TEXT_STEPS if quick else STEPS)),
        "multiclass": Contender(lambda: Trees(QUICK_TREE_ROWS if quick else TREE_ROWS)),
        "bursar": Contender(Ranker, Acceptance),
    }


def peers(quick: bool) -> tuple[dict[str, Contender], dict[str, str]]:
    """The paper's other learners and the guide's net, and which are missing for want of what package."""
    rows = QUICK_PEER_ROWS if quick else PEER_ROWS
    makers: dict[str, Callable[[], OnlineCategorizer]] = {
        **table_peers(rows),
        "lstm": lambda: WordLearner(rows),
    }
    missing = {
        name: package for name, package in _NEEDS.items() if name in makers and find_spec(package) is None
    }
    return {name: Contender(make) for name, make in makers.items() if name not in missing}, missing
