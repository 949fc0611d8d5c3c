"""Which of some names is most like another: what two of them share, of the letters they have.

The library that compares names takes longer to load than a few comparisons take, and most files hold few mistakes. The
first of a run are therefore made here, by the same measure.
"""

from __future__ import annotations

from collections.abc import Sequence

_LONGEST = 200
"""Characters of a text that are compared: no name is longer."""
_NEAR = (1, 4)
"""Two names are near of which this much is shared: half of each, or all of one and a third of the other."""
_FEW = 1000
"""Comparisons that take about as long as loading the library."""
_left = [_FEW]


def most_like(name: str, choices: Sequence[str]) -> str:
    """The choice most like this name, "" when none is near; of equally near ones the first."""
    _left[0] -= len(choices)
    return (of_few if _left[0] >= 0 else of_many)(name[:_LONGEST], choices)


def of_few(name: str, choices: Sequence[str]) -> str:
    """The same in this language."""
    found, (shared, both) = "", _NEAR
    for choice in choices:
        own, every = _shared(name, choice), len(name) + len(choice) or 1
        if own * both > shared * every or (not found and own * both == shared * every):
            found, shared, both = choice, own, every
    return found


def _shared(one: str, other: str) -> int:
    """How many characters both have in the same order, at most. A bit for each place in the first falls when a longer
    such row ends there (Hyyrö, 2004)."""
    places: dict[str, int] = {}
    for at, letter in enumerate(one):
        places[letter] = places.get(letter, 0) | 1 << at
    whole = rest = (1 << len(one)) - 1
    for letter in other:
        met = rest & places.get(letter, 0)
        rest = (rest + met) | (rest - met)
    return len(one) - (rest & whole).bit_count()


def of_many(name: str, choices: Sequence[str]) -> str:
    """The same by the library."""
    from rapidfuzz import fuzz, process

    shared, both = _NEAR
    close = process.extractOne(name, choices, scorer=fuzz.ratio, score_cutoff=200 * shared / both)
    return close[0] if close else ""
