"""The word net as a learner: taught for a few rounds over the newest rows of the history."""

from collections.abc import Callable, Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.categorizers.compare.learners.unmoved import Unmoved
from models.categorizers.peers.inputs import Inputs
from models.contracts import Prediction

STEPS = 8
ROUNDS = 4
_BATCH = 256
_HIDDEN_SHARE = 0.1
"""How often a payee or word is hidden in training: unseen ones then mean something."""

Codes = npt.NDArray[np.int64]


class WordLearner(Unmoved):
    """`WordNet` on one thread, deterministic by seed."""

    name = "lstm"

    def __init__(self, most_rows: int, inputs: Callable[[], Inputs] = Inputs) -> None:
        self.most_rows = most_rows
        self._new_inputs = inputs
        self._inputs = Inputs()
        self._middle: tuple[Any, Any] = (0.0, 1.0)
        self._payees = pd.Index([])
        self._words: dict[str, int] = {}
        self._net: Any = None

    def fit(self, history: pd.DataFrame, *, seed: int) -> Self:
        """Learn from the newest rows of the history."""
        import torch

        from models.categorizers.peers.network import WordNet

        torch.set_num_threads(1)
        self._inputs = self._new_inputs().fit(history, seed)
        newest = history.tail(self.most_rows)
        numbers, labels = self._inputs.learned_from(history, self.most_rows)
        self._middle = numbers.mean(axis=0), numbers.std(axis=0) + 1e-3
        self._payees = pd.Index(newest["payee"].unique())
        listed = sorted({word for payee in self._payees for word in str(payee).split()[:STEPS]})
        self._words = {word: at + 1 for at, word in enumerate(listed)}
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            self._net = WordNet(
                numbers.shape[1], len(self._payees), len(listed), len(self._inputs.categories)
            )
            self._teach(numbers, *self._codes(newest), labels)
        return self

    def answer(self, rows: pd.DataFrame) -> Prediction:
        """How likely each label is for each payment."""
        import torch

        part_ids = rows["part_id"].to_numpy(dtype=np.int64)
        said = [np.zeros((0, len(self._inputs.categories)), dtype=np.float32)]
        self._net.eval()
        with torch.inference_mode():
            for start in range(0, len(rows), 4096):
                part = rows.iloc[start : start + 4096]
                logits = self._net(*self._tensors(self._inputs.of(part), *self._codes(part)))
                said.append(torch.softmax(logits, dim=1).numpy())
        return Prediction(part_ids, self._inputs.categories, np.concatenate(said))

    def weights(self, rows: pd.DataFrame) -> npt.NDArray[np.float32]:
        """How much each word of a payee's first eight counts: (rows, 8), each row sums to 1."""
        import torch

        self._net.eval()
        with torch.inference_mode():
            _, weights = self._net.attended(torch.from_numpy(self._codes(rows)[1]))
        found: npt.NDArray[np.float32] = weights.numpy()
        return found

    def _codes(self, rows: pd.DataFrame) -> tuple[Codes, Codes]:
        """The payee's number (rows,) and its words' (rows, 8); 0 is unknown or none."""
        payee = (self._payees.get_indexer(pd.Index(rows["payee"])) + 1).astype(np.int64)
        words = np.zeros((len(rows), STEPS), dtype=np.int64)
        for at, name in enumerate(rows["payee"]):
            for step, word in enumerate(name.split()[:STEPS]):
                words[at, step] = self._words.get(word, 0)
        return payee, words

    def _tensors(self, numbers: Any, payee: Codes, words: Codes) -> Sequence[Any]:
        import torch

        middle, spread = self._middle
        scaled = np.clip((numbers - middle) / spread, -5, 5).astype(np.float32)
        return [torch.from_numpy(each) for each in (scaled, payee, words)]

    def _teach(self, numbers: Any, payee: Codes, words: Codes, labels: npt.NDArray[np.intp]) -> None:
        import torch

        truth: Any = torch.from_numpy(labels.astype(np.int64))
        read = self._tensors(numbers, payee, words)
        optimizer = torch.optim.AdamW(self._net.parameters(), lr=2e-3, weight_decay=1e-3)
        self._net.train()
        for _ in range(ROUNDS):
            for rows in torch.split(torch.randperm(len(truth)), _BATCH):
                figures, payees, spoken = (each[rows] for each in read)
                hide = torch.rand(payees.shape) < _HIDDEN_SHARE
                forget = torch.rand(spoken.shape) < _HIDDEN_SHARE
                logits = self._net(figures, payees.masked_fill(hide, 0), spoken.masked_fill(forget, 0))
                loss: Any = torch.nn.functional.cross_entropy(logits, truth[rows])
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
