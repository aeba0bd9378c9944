"""Which ways in there are now, and the words that speak of them: a card laid on its reader, one put in, the camera."""

from __future__ import annotations

from collections.abc import Iterator

from devices.events import CardKind
from kiosk.facilities import Facility
from kiosk.visits.situation import Situation
from kiosk.visits.words_wanted import BY_READER, OWN_READER

_READER_WAYS = {"card": Facility.ID_CARD, "contact": Facility.SOCIAL_CARD}
CARD_OF = {Facility.ID_CARD: CardKind.ID_CARD, Facility.SOCIAL_CARD: CardKind.CONTACT_CARD}
WAY_OF = {CARD_OF[facility]: name for name, facility in _READER_WAYS.items()}
_NEEDS_ID_CARD = frozenset({"locked", "unknown-holder"})
ANY_CARD = _NEEDS_ID_CARD | {"unsupported", "damaged"}
"""Card problems after which another card is asked for."""


def ways_in(s: Situation, names: tuple[str, ...], own: CardKind, by_touch: bool) -> Iterator[str]:
    """Those of the named ways that work now and that no forgotten card blocks; `own` is the kind of the card just
    tried. Where a button opens the camera (`by_touch`) the button is that way, unless there is no other.
    """
    blocked = {card.kind for card in s.terminal.forgotten}
    for named in names:
        name = WAY_OF[own] if named == OWN_READER else named
        facility = _READER_WAYS.get(name, Facility.CAMERA)
        by_button = facility is Facility.CAMERA and by_touch and s.terminal.card_works
        if s.terminal.works(facility) and not by_button and CARD_OF.get(facility) not in blocked:
            yield name


def card_problem_variant(s: Situation) -> str:
    """A card that says too little leads to the window where no other can be read; a card that goes into its reader has
    its own words for what to do with it.
    """
    if s.variant in _NEEDS_ID_CARD and not s.terminal.works(Facility.ID_CARD):
        return "window"
    if s.variant in ANY_CARD and not s.terminal.card_works:
        return "window"
    if s.current.card.kind is CardKind.CONTACT_CARD and s.variant in ("", *BY_READER):
        return f"contact-{s.variant}".removesuffix("-")
    return s.variant


def attract_variant(s: Situation, by_touch: bool) -> str:
    """Which ways in there are now; `by_touch` when the camera sees nobody come and a button opens it."""
    terminal = s.terminal
    camera = terminal.works(Facility.CAMERA)
    if terminal.forgotten:
        return "forgotten" if camera else "forgotten-no-camera"
    both = terminal.works(Facility.ID_CARD) and terminal.works(Facility.SOCIAL_CARD)
    if not terminal.card_works:
        return ("camera-only-touch" if by_touch else "camera-only") if camera else "closed"
    if not camera:
        return "no-camera" if both else "one-card-no-camera"
    if by_touch:
        return "touch" if both else "one-card-touch"
    return "" if both else "one-card"
