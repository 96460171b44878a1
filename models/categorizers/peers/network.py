"""A net over amount, payee and words: an LSTM whose words are weighed by attention that attends."""

from typing import Any

import torch
from torch import nn


class WordNet(nn.Module):
    """Numbers, an embedding of the payee, and an LSTM over its words with attention over time steps.

    The weights of a payment's words sum to 1 over its own words: a softmax over steps, never over a
    single unit, which would weigh everything 1.
    """

    def __init__(self, numbers: int, payees: int, words: int, categories: int, size: int = 48) -> None:
        super().__init__()
        self.payee = nn.Embedding(payees + 1, size, padding_idx=0)
        self.word = nn.Embedding(words + 1, size, padding_idx=0)
        self.steps = nn.LSTM(size, size, batch_first=True)
        self.attention = nn.Linear(size, 1)
        self.last = nn.Sequential(
            nn.Linear(numbers + 2 * size, 128), nn.ReLU(), nn.Dropout(0.2), nn.Linear(128, categories)
        )

    def forward(self, numbers: Any, payee: Any, words: Any) -> Any:
        """Logits (rows, categories) from numbers (rows, n), payee (rows,) and words (rows, steps)."""
        states, weights = self.attended(words)
        said = (weights[:, :, None] * states).sum(dim=1)
        return self.last(torch.cat([numbers, self.payee(payee), said], dim=1))

    def attended(self, words: Any) -> tuple[Any, Any]:
        """States (rows, steps, size) and the weight of each step (rows, steps).

        Steps without a word weigh 0; a payment without any word weighs them alike.
        """
        states, _ = self.steps(self.word(words))
        there = words > 0
        there = there | ~there.any(dim=1, keepdim=True)
        scores = self.attention(states).squeeze(-1).masked_fill(~there, float("-inf"))
        return states, torch.softmax(scores, dim=1)
