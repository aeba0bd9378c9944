"""A fictitious person as data: cards, face, temperatures and instrument values, read from a TOML file."""

from __future__ import annotations

from pathlib import Path

import msgspec


class FaceLooks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Parameters of the drawn face; see `devices/simulators/people.py` for what each does."""

    seed: int
    whitelisted: bool = False


class IdCardData(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Contents of a resident ID card, or of a J, I or Y document on the same antenna."""

    layout: str = "resident"  # resident, hmt, foreign-2017, foreign-2023
    address: str = ""
    issuer: str = ""
    valid_from: str = "20200101"
    valid_to: str = "长期"
    nation: str = "01"
    number: str | None = None  # where it differs from the person's
    name_foreign: str = ""
    nationality: str = ""
    pass_number: str = ""
    newest_address: str = ""


class SocialSecurityData(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Contents of a social-security card."""

    version: str = "2.00"
    identification_code: str
    card_number: str
    issued: str = "20210301"
    expires: str = "20310301"
    nation: str = "01"
    birthplace: str = "310100"


class BodyData(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the instruments find on this person.

    Attributes:
        forehead_c: Object temperatures the infrared module reports, one a measurement, the last repeated.
        blood_pressure: sys, dia (mmHg), pulse (/min).
    """

    forehead_c: tuple[float, ...] = (34.2,)
    blood_pressure: tuple[int, int, int] = (126, 78, 72)


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One fictitious person of the cast. `code_level` is the level the health-code service holds for them."""

    id: str
    name: str
    sex: str
    birth: str
    number: str
    phone: str = ""
    code_level: str = "green"
    face: FaceLooks | None = None
    id_card: IdCardData | None = None
    social_security: SocialSecurityData | None = None
    body: BodyData = BodyData()


def load_cast(folder: Path) -> dict[str, Person]:
    """All people of a folder of TOML files, by id, sorted by file name.

    Raises:
        ValueError: a file is not TOML or breaks the format; the message names the file and the field.
    """
    cast: dict[str, Person] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            person = msgspec.toml.decode(path.read_bytes(), type=Person)
        except (msgspec.ValidationError, msgspec.DecodeError) as error:
            raise ValueError(f"{path.name}: {error}") from error
        cast[person.id] = person
    return cast
