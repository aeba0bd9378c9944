"""The same person, the same number, the same card in two rows of one file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from kiosk.imports.person_row import RowProblem, problem_words
from kiosk.imports.rows import Candidate, RefusedRow
from kiosk.people.name_rules import canonical
from kiosk.people.names import mask_id_number, mask_name


def refuse_duplicates(candidates: Sequence[Candidate]) -> tuple[list[Candidate], list[RefusedRow]]:
    """Who stays and who does not.

    The same name and number: the first row stays. One number with two names, or one card with two people: nobody
    knows whose it is, and none of them stays.
    """
    problems: dict[int, RowProblem] = {}
    for group in _groups(candidates, lambda each: each.resident.number):
        if len({_name(each) for each in group}) == 1:
            problems |= {each.row: RowProblem("same-person", row=group[0].row) for each in group[1:]}
        else:
            problems |= _all_of(group, "same-number")
    left = [each for each in candidates if each.row not in problems]
    for group in _groups(left, lambda each: each.social_card):
        problems |= _all_of(group, "same-card")
    kept = [each for each in candidates if each.row not in problems]
    return kept, [_refused(each, problems[each.row]) for each in candidates if each.row in problems]


def _groups(
    candidates: Iterable[Candidate], key: Callable[[Candidate], str | None]
) -> Iterable[list[Candidate]]:  # fmt: skip
    found: dict[str, list[Candidate]] = {}
    for each in candidates:
        if (what := key(each)) is not None:
            found.setdefault(what, []).append(each)
    return [group for group in found.values() if len(group) > 1]


def _all_of(group: list[Candidate], code: str) -> dict[int, RowProblem]:
    """Each names the first other one."""
    return {
        each.row: RowProblem(code, row=next(other.row for other in group if other is not each)) for each in group
    }  # fmt: skip


def _name(candidate: Candidate) -> str:
    return canonical(candidate.resident.name or candidate.resident.name_foreign or "").casefold()


def _refused(candidate: Candidate, problem: RowProblem) -> RefusedRow:
    said, remedy = problem_words(problem)
    name, number = candidate.resident.name or candidate.resident.name_foreign or "", candidate.resident.number or ""
    return RefusedRow(candidate.row, mask_name(name), mask_id_number(number), said, remedy)
