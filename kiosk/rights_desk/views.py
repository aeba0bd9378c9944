"""What the page of a resident's own rights shows. Masked, but for what the person asked to see, while it is shown."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.helping.view import HelperView
from kiosk.members.views import ReasonsView
from kiosk.sentences import NO_WORDS, Text


@dataclass(frozen=True, slots=True)
class OwnConsentView:
    """One consent. `may_withdraw` where there is something to take back."""

    key: str
    kind: Text
    word: Text
    icon: str
    tone: str
    detail: str
    may_withdraw: bool


@dataclass(frozen=True, slots=True, repr=False)
class KeptView:
    """What there is of one kind: its name, how much, since when and until when."""

    label: Text
    value: str


@dataclass(frozen=True, slots=True)
class ActView:
    """Something that can be done. `missing` says why not now."""

    key: str
    label: Text
    icon: str
    missing: Text = NO_WORDS


@dataclass(frozen=True, slots=True)
class PartView:
    """One part of what is kept; `chosen` is the one that is shown."""

    key: str
    label: Text
    chosen: bool


@dataclass(frozen=True, slots=True, repr=False)
class LineView:
    """One line of a part: what it is, and what stands there."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class FormatView:
    """A form in which a copy is made, and what it is good for."""

    key: str
    label: Text
    lead: Text


@dataclass(frozen=True, slots=True, repr=False)
class RightsView:
    """The page.

    Attributes:
        step: "card" until it is known that the person is there, "refused" after a card that will not do, then
            "rights", "seen" or "copy".
        name: Masked; "" while it is nobody's page.
        lead: What is to be done, or by what the person is known.
        may_vouch: Without a card a reason and a colleague will do.
        helped: Who helps the person now, or else helped them today; "" nobody.
        has_helper: Somebody helps now.
        helper: While somebody who helps is being noted.
        parts, lines, place: While everything is seen: its parts, some lines of the chosen one, and which they are.
        older, newer: There are more lines.
        left_s: Seconds until it is masked again.
        stick: Which stick a copy goes to, or that there is none.
        has_stick: There is one.
    """

    step: str
    name: str = ""
    lead: Text = NO_WORDS
    problem: Text = NO_WORDS
    may_vouch: bool = False
    helped: str = ""
    has_helper: bool = False
    helper: HelperView | None = None
    consents: tuple[OwnConsentView, ...] = ()
    kept: tuple[KeptView, ...] = ()
    acts: tuple[ActView, ...] = ()
    parts: tuple[PartView, ...] = ()
    lines: tuple[LineView, ...] = ()
    place: Text = NO_WORDS
    older: bool = False
    newer: bool = False
    left_s: int = 0
    formats: tuple[FormatView, ...] = ()
    stick: Text = NO_WORDS
    has_stick: bool = False
    busy: bool = False
    asking: ReasonsView | None = None
