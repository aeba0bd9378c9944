"""Somebody to be put on the whitelist, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.archive.asked import Helped
from kiosk.archive.templates import NewTemplate
from kiosk.people.resident import Resident
from kiosk.whitelist.consent import Consent, ConsentKind

WITH_THE_FACE = (ConsentKind.SHARING, ConsentKind.ADAPTATION)
"""What means nothing without the face."""


@dataclass(frozen=True, slots=True, repr=False)
class Enrolment:
    """Somebody to be put on the whitelist. `resident.id` is ignored when the number is known already.

    Attributes:
        social_card: 卡识别码 of the person's social-security card, for cards that keep their holder back.
        looks_like: Members this person's face was found to be too much like, and staff enrolled all the same.
        renames: A name other than the known one of this number is meant to take its place.
        refused: What they were asked and said no to. An earlier consent to it is withdrawn with all that it carried:
            the templates with that to the face, their updates with that to slow updating.
        replaces: The templates take the place of those there are, updates too.
        overruled: Why staff are sure of the person though the new templates are unlike the old; for the trail.
        helped: Who helped the person when they were asked; for the trail.
    """

    resident: Resident
    consents: tuple[Consent, ...]
    templates: tuple[NewTemplate, ...] = ()
    social_card: str | None = None
    looks_like: tuple[str, ...] = ()
    renames: bool = False
    refused: tuple[ConsentKind, ...] = ()
    replaces: bool = False
    overruled: str | None = None
    helped: Helped | None = None

    @property
    def withdraws(self) -> tuple[ConsentKind, ...]:
        """Kinds whose consent, if there is one from an earlier time, ends with this."""
        more = WITH_THE_FACE if ConsentKind.FACE in self.refused else ()
        return tuple(dict.fromkeys((*self.refused, *more)))


@dataclass(frozen=True, slots=True)
class Entered:
    """What putting somebody on the whitelist did.

    Attributes:
        is_new: There was no entry in force before.
        fields: Names of what is known otherwise now than before; empty for somebody new.
        consents: Kinds of consent that were recorded; those in force in the same words were not recorded again.
        is_suspended: The entry is suspended, and stays so.
        withdrawn: Kinds of consent that were in force and were refused now.
        deleted: How many templates went.
    """

    entry_id: str
    resident_id: str
    is_new: bool
    fields: tuple[str, ...] = ()
    consents: tuple[str, ...] = ()
    card_linked: bool = False
    templates: int = 0
    is_suspended: bool = False
    withdrawn: tuple[str, ...] = ()
    deleted: int = 0

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        written = (self.fields, self.consents, self.card_linked, self.templates, self.withdrawn, self.deleted)
        return self.is_new or any(written)
