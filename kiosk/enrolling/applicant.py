"""Who asks to be enrolled, as their identity card says, and who consents for them. Held in memory only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from devices.identity import DocumentType, IdentityDocument
from kiosk.people.id_number import age_on, long_form
from kiosk.people.resident import Resident
from kiosk.sentences import Refusal, sentence

GROWN_UP = 18
"""Who consents for somebody else is at least so old (民法典 第十七条)."""
_NAMELESS_CARDS = (DocumentType.SOCIAL_SECURITY,)
_FOREIGN = (DocumentType.FOREIGN_2017, DocumentType.FOREIGN_2023)


class UnfitCard(Refusal):
    """Nobody can be enrolled, and nobody consent, by this card."""


@dataclass(frozen=True, slots=True, repr=False)
class Applicant:
    """What an identity card says of its holder.

    Attributes:
        id: For a resident who is not known yet.
        address: One line, as printed; it is shown, and not kept by the enrolment.
        photo: The chip's picture, for one comparison.
    """

    id: str
    name: str
    number: str
    birth: date
    sex: str = "0"
    name_foreign: str | None = None
    nation: str | None = None
    nationality: str | None = None
    address: str = ""
    expired: bool = False
    photo: bytes | None = field(default=None)

    @property
    def resident(self) -> Resident:
        """As somebody to be put on the whitelist; address and telephone stay as they are known."""
        return Resident(
            id=self.id, name=self.name, number=self.number, sex=self.sex, birth=self.birth,
            name_foreign=self.name_foreign, nation=self.nation, nationality=self.nationality,
        )  # fmt: skip

    def age(self, today: date) -> int:
        """Full years."""
        return age_on(self.birth, today)


@dataclass(frozen=True, slots=True, repr=False)
class Guardian:
    """Who consents for somebody else. `relation` is what they are to that person; "" while nobody said."""

    name: str = ""
    relation: str = ""

    @property
    def is_named(self) -> bool:
        """Whether the record can say who it was."""
        return bool(self.name and self.relation)


def applicant_of(document: IdentityDocument, fresh_id: str, today: date) -> Applicant:
    """The holder of a card.

    Raises:
        UnfitCard: a card that keeps its holder back, or does not say when they were born.
    """
    number = long_form(document.number or "")
    name = document.name or document.name_foreign
    if document.type in _NAMELESS_CARDS or not number or not name:
        raise UnfitCard(sentence("enrolling.card.not-identity"))
    if document.birth is None or document.birth > today:
        raise UnfitCard(sentence("enrolling.card.birth-unknown"))
    expired = document.valid_to is not None and not document.long_term and document.valid_to < today
    return Applicant(
        id=fresh_id,
        name=name,
        number=number,
        birth=document.birth,
        sex=document.sex,
        name_foreign=document.name_foreign,
        nation=document.nation,
        nationality=document.nationality if document.type in _FOREIGN else None,
        address=document.address or "",
        expired=expired,
        photo=document.photo,
    )
