"""How a member of the whitelist stands, and what may be done with them then. Pure: facts in, one word out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Standing(StrEnum):
    """What the list says of a member; the first that is true."""

    REVOKED = "revoked"
    """Off the list; no face is kept."""
    SUSPENDED = "suspended"
    """Not recognised for a while; everything is kept."""
    NO_CONSENT = "no-consent"
    """On the list, but there is no consent to the face, or its last day is over: their card opens everything."""
    TO_ENROL = "to-enrol"
    """They agreed, and there is no face, one of an engine that is no longer in use, or a very old one."""
    EXPIRING = "expiring"
    """Recognised now; the consent to the face ends soon."""
    VALID = "valid"


class Face(StrEnum):
    """What is stored of somebody's face."""

    NONE = "none"
    UNUSABLE = "unusable"
    """Templates, but none that every engine in use can compare."""
    STORED = "stored"


class Deed(StrEnum):
    """What staff may do with a member."""

    EDIT = "edit"
    SUSPEND = "suspend"
    RESUME = "resume"
    REVOKE = "revoke"
    ENROL = "enrol"
    """Consent and face anew."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the standing follows from.

    Attributes:
        agreed: A consent to the face is on record and was not taken back.
        ends: Its last day; None when it holds until it is taken back.
        taken: The day of the newest enrolled template of the engine that decides; None when there is none.
    """

    revoked: bool = False
    suspended: bool = False
    agreed: bool = True
    ends: date | None = None
    face: Face = Face.STORED
    taken: date | None = None


@dataclass(frozen=True, slots=True)
class StandingRules:
    """What the hall set.

    Attributes:
        expiring_days: A consent that ends within so many days is shown as ending soon.
        renew_years: After so many years a face is to be enrolled anew.
    """

    expiring_days: int = 60
    renew_years: int = 3


def standing(facts: Facts, today: date, rules: StandingRules) -> Standing:
    """How somebody stands on a day."""
    if facts.revoked:
        return Standing.REVOKED
    if facts.suspended:
        return Standing.SUSPENDED
    if not facts.agreed or (facts.ends is not None and facts.ends < today):
        return Standing.NO_CONSENT
    if facts.face is not Face.STORED or _is_old(facts.taken, today, rules):
        return Standing.TO_ENROL
    if facts.ends is not None and facts.ends - today <= timedelta(days=rules.expiring_days):
        return Standing.EXPIRING
    return Standing.VALID


def deeds(facts: Facts) -> tuple[Deed, ...]:
    """What may be done with somebody. Off the list only enrolling: it asks for new consents and brings them back."""
    if facts.revoked:
        return (Deed.ENROL,)
    return (Deed.EDIT, Deed.RESUME if facts.suspended else Deed.SUSPEND, Deed.ENROL, Deed.REVOKE)


def _is_old(taken: date | None, today: date, rules: StandingRules) -> bool:
    return taken is not None and today - taken >= timedelta(days=round(rules.renew_years * 365.25))
