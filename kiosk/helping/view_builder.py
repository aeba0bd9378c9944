"""From where the noting of a helper stands to what is shown of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kiosk.archive.asked import Helped
from kiosk.helping.view import HelperView, RelationView
from kiosk.helping.who import Helper
from kiosk.sentences import NO_WORDS, Text, sentence, table
from kiosk.visits.own_visit import Relation

CHOICES = (Relation.FAMILY, Relation.NEIGHBOUR, Relation.CARER, Relation.OTHER)
"""What is asked of somebody who does not work here; who does is staff, and that is said."""


def shown(step: str, turn: int, helper: Helper | None = None, problem: Text = NO_WORDS) -> HelperView:
    """One step; see `HelperView`.

    Args:
        helper: Who helps, as far as it is known.
    """
    words, relations = _WORDS[step](), table("helping.relations")
    works_here = helper is not None and helper.account is not None
    headline = words["headline-staff"] if step == "ask" and works_here else words["headline"]
    return HelperView(
        step=step,
        turn=turn,
        headline=_in_lines(headline.fill(name="" if helper is None else helper.name)),
        lead=_in_lines(words["lead"]),
        problem=problem,
        may_be_clerk=step == "card",
        relations=tuple(RelationView(one.value, relations[one.value]) for one in CHOICES if step == "relation"),
    )


def helps_now(helped: Helped, name: str = "") -> Text:
    """One line on who helps.

    Args:
        name: Masked, of one who works here; "" of anybody else, who is named by what they are.
    """
    relation = table("helping.relations")[(helped.relation or Relation.OTHER).value]
    how = table("helping.said-yes")[helped.confirmed_by]
    return sentence("helping.now", who=f"{relation} {name}" if name else relation, how=how)


def _in_lines(words: Text) -> Text:
    return words.laid_out(words.replace("|", "\n"))


_WORDS: Mapping[str, Callable[[], dict[str, Text]]] = {
    "card": lambda: table("helping.card"),
    "reading": lambda: table("helping.reading"),
    "ask": lambda: table("helping.ask"),
    "relation": lambda: table("helping.relation"),
    "noting": lambda: table("helping.noting"),
}
