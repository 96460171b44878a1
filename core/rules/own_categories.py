"""A company's own sub-categories: what they may be called, and which rows follow into them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from core.domain.categories import LONGEST_NAME, OwnCategory, OwnState, master_of, own_of
from core.domain.errors import NameArchived, NameEmpty, NameIsMaster, NameTaken, NameTooLong
from core.domain.labels import Decider, Guess, Label
from core.rules.categories import categories, category_by_key

DECAY = 0.8
"""What each later filing of a payee leaves of an earlier one's say: recency beats frequency."""
_SAID_BY_RULE = frozenset({Decider.OWN_TRANSFER, Decider.TYPE_CODE, Decider.OWNER_RULE})
_HOLDS_ITS_NAME = frozenset({OwnState.IN_USE, OwnState.ARCHIVED})


def fit_name(name: str, known: Sequence[OwnCategory], but: int | None = None) -> str:
    """The name as it is kept: one space between words. `known` are the company's, `but` is not looked at.

    Raises NameEmpty, NameTooLong, NameIsMaster, NameTaken or NameArchived.
    """
    fit = " ".join(name.split())
    if not fit:
        raise NameEmpty
    if len(fit) > LONGEST_NAME:
        raise NameTooLong(letters=len(fit), most=LONGEST_NAME)
    if any(_same(fit, said) for each in categories() for said in (each.key, each.name)):
        raise NameIsMaster(name=fit)
    holder = called(fit, [each for each in known if each.id != but])
    if holder is not None:
        refusal = NameTaken if holder.state is OwnState.IN_USE else NameArchived
        raise refusal(name=holder.name, parent=category_by_key()[holder.parent].name)
    return fit


def called(name: str, known: Sequence[OwnCategory]) -> OwnCategory | None:
    """The sub-category of this name that can be filed under, or could again; None where there is none."""
    fit = " ".join(name.split())
    return next((each for each in known if each.state in _HOLDS_ITS_NAME and _same(each.name, fit)), None)


@dataclass(frozen=True)
class Following:
    """Which sub-category a machine's answer goes on to, once its master category is known.

    `said` maps (payee, direction, master category) to the place the company's people file such rows
    under, and how many they did; `archived` are the places that are no longer offered.
    """

    said: Mapping[tuple[str, str, str], tuple[str, int]] = field(default_factory=dict)
    archived: frozenset[str] = frozenset()

    @classmethod
    def of(cls, filed_frame: pd.DataFrame, known: Sequence[OwnCategory]) -> "Following":
        """Learn it from what people filed, oldest first: columns payee_key, direction, place."""
        archived = frozenset(each.place for each in known if each.state is OwnState.ARCHIVED)
        offered = {each.place for each in known if each.state is OwnState.IN_USE}
        if not known:
            return cls()
        below = filed_frame["place"].map(own_of).notna()
        rows = filed_frame[below & (filed_frame["payee_key"] != "")]
        rows = rows.assign(master=rows["place"].map(master_of))
        keys = ["payee_key", "direction", "master"]
        later = rows.groupby(keys).cumcount(ascending=False)
        sums = rows.assign(say=DECAY**later, rows=1).groupby([*keys, "place"])[["say", "rows"]].sum()
        best = sums.sort_values("say", kind="stable").reset_index().groupby(keys).last()
        return cls(
            {
                (str(payee), str(way), str(master)): (str(filed), int(count))
                for (payee, way, master), filed, count in zip(
                    best.index, best["place"], best["rows"], strict=True
                )
                if filed in offered
            },
            archived,
        )

    def settle(self, label: Label, payee_key: str, direction: str, standing: str) -> Label:
        """The label with its sub-category, by the payee's own; `standing` is where the row is filed now.

        What an owner's rule says stands as it says it. A row under an archived one stays there as long
        as its master category does.
        """
        if master_of(standing) == label.category and standing in self.archived:
            return moved(label, label.category, standing)
        if label.decider in _SAID_BY_RULE:
            return label
        filed, count = self.said.get((payee_key, direction, label.category), (label.category, 0))
        guesses = tuple(self._guess(each, payee_key, direction) for each in label.guesses)
        if filed == label.category:
            return replace(label, guesses=guesses)
        # The count of a payee's rows under the master category would claim too much for a part of it.
        reasons = tuple(
            replace(each, count=count) if each.count is not None else each for each in label.reasons
        )
        return replace(label, category=filed, guesses=guesses, reasons=reasons)

    def _guess(self, guess: Guess, payee_key: str, direction: str) -> Guess:
        filed, _ = self.said.get((payee_key, direction, guess.category), (guess.category, 0))
        return replace(guess, category=filed)


def moved(label: Label, source: str, target: str) -> Label:
    """The same label with one place in the stead of another, in its guesses too."""
    guesses = [replace(each, category=target) if each.category == source else each for each in label.guesses]
    return replace(label, category=target, guesses=tuple(guesses))


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
