"""What typed letters may mean, the likeliest first: a whole name, a compound surname, then single characters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from kiosk.typing.readings import readings
from kiosk.typing.segments import Pieces, ways
from kiosk.typing.surnames import compound_read_as, surnames_first

LONGEST_TYPED = 40
"""Letters that are looked at; a name of eight syllables has no more."""
MOST_WHOLE = 3
"""Guesses at everything that was typed. A guess is a help only while it is quickly read."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something to choose.

    Attributes:
        text: What is written when it is chosen.
        letters: How many of the typed letters it stands for; the rest stays typed.
    """

    text: str
    letters: int


def candidates(letters: str, *, at_start: bool) -> list[Candidate]:
    """Candidates for small letters a to z, ü as v, and apostrophes. What is no pinyin has none.

    Args:
        at_start: Nothing stands before: the first character is a surname.
    """
    letters = letters[:LONGEST_TYPED]
    found = ways(letters)
    while letters and not found:  # the first letters still mean something
        letters = letters[:-1]
        found = ways(letters)
    compounds = list(_compounds(found, letters, at_start=at_start))
    ordered = [candidate for candidate in compounds if candidate.letters == len(letters)]
    ordered += [*_whole(found, letters, at_start=at_start), *compounds]
    ordered += _single(found, letters, at_start=at_start)
    unique = {candidate.text: candidate for candidate in reversed(ordered)}
    return [candidate for candidate in dict.fromkeys(ordered) if unique[candidate.text] == candidate]


def characters_for(piece: str, *, at_start: bool) -> str:
    """Characters of a syllable, or of all that begin so."""
    table = readings()
    exact = table.characters(piece)
    first = exact if len(piece) > 1 else ""  # a, e, o are syllables too, but one letter is mostly an initial
    others = table.usual_beginning_with(piece)
    if at_start:
        first, others = surnames_first(first, piece), surnames_first(others, None)
    return "".join(dict.fromkeys(first + others + exact))


def _whole(found: list[Pieces], letters: str, *, at_start: bool) -> Iterator[Candidate]:
    """Names for everything typed: of each character the most usual, then another one in the last and second place."""
    table = readings()
    for pieces in found[:1]:
        if len(pieces) < 2 or not all(table.characters(piece) for piece in pieces):
            return
        head, rest = _head(pieces, at_start=at_start)
        choices = [table.characters(piece)[:2] for piece in rest]
        first = "".join(choice[0] for choice in choices)
        names = [head + first]
        for at in range(len(choices) - 1, -1, -1):
            if len(choices[at]) > 1:
                names.append(head + first[:at] + choices[at][1] + first[at + 1 :])
        yield from (Candidate(name, len(letters)) for name in names[:MOST_WHOLE])


def _head(pieces: Pieces, *, at_start: bool) -> tuple[str, Pieces]:
    """The surname of a whole name, and what is left for the given one."""
    if at_start and len(pieces) > 2:
        compound = compound_read_as(pieces[:2])
        if compound:
            return compound[0], pieces[2:]
    return characters_for(pieces[0], at_start=at_start)[0], pieces[1:]


def _compounds(found: list[Pieces], letters: str, *, at_start: bool) -> Iterator[Candidate]:
    if at_start:
        for pieces in found:
            for surname in compound_read_as(pieces[:2]):
                yield Candidate(surname, _typed(letters, pieces[:2]))


def _single(found: list[Pieces], letters: str, *, at_start: bool) -> Iterator[Candidate]:
    """The first character alone: of the likeliest way first, then of the others."""
    firsts = dict.fromkeys(pieces[0] for pieces in found)
    for piece in firsts:
        for character in characters_for(piece, at_start=at_start):
            yield Candidate(character, _typed(letters, (piece,)))


def _typed(letters: str, pieces: Pieces) -> int:
    """How many of the letters these first pieces are, apostrophes behind them included."""
    at = 0
    for piece in pieces:
        at += len(letters[at:]) - len(letters[at:].lstrip("'")) + len(piece)
    return at + len(letters[at:]) - len(letters[at:].lstrip("'"))


def first_page(letters: str, count: int, *, at_start: bool) -> list[Candidate]:
    """The first few candidates."""
    return list(islice(candidates(letters, at_start=at_start), count))
