"""What a card says about its holder, whichever card it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DocumentType(StrEnum):
    """Kinds of identity document the terminal reads."""

    RESIDENT = "resident-id"
    HMT_RESIDENT = "hmt-resident"
    FOREIGN_2017 = "foreign-2017"
    FOREIGN_2023 = "foreign-2023"
    SOCIAL_SECURITY = "social-security"


@dataclass(frozen=True, slots=True, repr=False)
class CardReference:
    """What a social-security card shows without authentication.

    Attributes:
        identification_code: 卡识别码, 32 hexadecimal digits; the first six are the issuing city. None where the card
            has none of its own (filler), or does not give it: then it stands for nobody.
        card_number: 卡号, or None where the card keeps it back.
        version: 规范版本 as printed in EF05, such as "3.00"; None where it cannot be made out.
    """

    identification_code: str | None
    card_number: str | None
    version: str | None


@dataclass(frozen=True, slots=True, repr=False)
class IdentityDocument:
    """One identity document as read. Its repr shows the type only, so that it may reach a log.

    Attributes:
        number: Citizen or permit number as on the chip, None for a card that keeps it back.
        name: Name in Chinese characters, None for a card that keeps it back or has none.
        name_foreign: Name in Latin letters where the document has one.
        sex: GB/T 2261.1 code: "0" unknown, "1" male, "2" female, "9" unspecified.
        nation: GB/T 3304 two-digit code; None for documents that do not carry it.
        valid_to: Last day of validity; None together with `long_term` true means 长期.
        number_previous: The 2017 number that a 2023 foreigner's card refers to, None where there is none.
        number_ok: False when the check digit does not fit. The number is kept all the same: the chip is the authority.
        photo: The chip's WLT picture, 1024 bytes, in memory only.
    """

    type: DocumentType
    number: str | None
    name: str | None
    name_foreign: str | None = None
    sex: str = "0"
    nation: str | None = None
    nationality: str | None = None
    birth: date | None = None
    address: str | None = None
    issuer: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    long_term: bool = False
    number_ok: bool = True
    card: CardReference | None = None
    photo: bytes | None = None
    number_previous: str | None = None

    def __repr__(self) -> str:
        return f"<IdentityDocument {self.type.value}>"
