"""A fictitious person as data: cards, face, temperatures and instrument values, read from a TOML file."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from resources.learnt import learn


class FaceLooks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A drawn face, as `devices/simulators/drawing` understands it. Lengths are in half head heights.

    Attributes:
        seed: Skin grain, age spots and strands of hair.
        whitelisted: Whether this person is on the hall's list.
        head: Half-width of the head at its widest; `jaw` how full the lower face is, 0 pointed to 1 square.
        eye_gap: Middle of the face to the middle of an eye; `eye_size` half its width, `eye_open` half its opening.
        eye_tilt: Outer corner above (positive) or below the inner one; `eye_y` height of the eyes.
        brow_gap: Above the eye; `brow_weight` thickness, `brow_tilt` outer end raised (positive) or hanging.
        nose_length: From between the eyes to the tip; `nose_width` half-width at the wings.
        mouth_width: Half-width; `mouth_y` its height, `lips` their fullness, `smile` corners raised.
        cheeks: Fullness and colour of the cheeks.
        skin: 0 pale to 1 weathered; `age` depth of the wrinkles.
        hair: Style; `hair_grey` 0 black to 1 white; `hairline` height of the forehead.
        glasses: Frame; `beard` on the face; `clothes` colour as #rrggbb; `collar` cut of the clothes.
    """

    seed: int
    whitelisted: bool = False
    head: float = 0.74
    jaw: float = 0.5
    eye_gap: float = 0.32
    eye_size: float = 0.14
    eye_open: float = 0.05
    eye_tilt: float = 0.0
    eye_y: float = -0.05
    brow_gap: float = 0.17
    brow_weight: float = 0.035
    brow_tilt: float = 0.0
    nose_length: float = 0.36
    nose_width: float = 0.14
    mouth_width: float = 0.24
    mouth_y: float = 0.56
    lips: float = 0.05
    smile: float = 0.03
    cheeks: float = 0.5
    skin: float = 0.4
    age: float = 0.5
    hair: Literal["short", "receding", "bald", "perm", "bob", "bun"] = "short"
    hair_grey: float = 0.7
    hairline: float = -0.62
    glasses: Literal["none", "round", "square", "half"] = "none"
    beard: Literal["none", "moustache", "full"] = "none"
    clothes: str = "#4f6f86"
    collar: Literal["round", "shirt", "stand", "cardigan"] = "round"


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
    """One fictitious person of the cast.

    Attributes:
        code_level: The level the health-code service holds for them.
        works_here: Not a visitor: the card is a staff card.
    """

    id: str
    name: str
    sex: str
    birth: str
    number: str
    phone: str = ""
    code_level: str = "green"
    works_here: bool = False
    face: FaceLooks | None = None
    id_card: IdCardData | None = None
    social_security: SocialSecurityData | None = None
    body: BodyData = BodyData()


learn(Person)


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
