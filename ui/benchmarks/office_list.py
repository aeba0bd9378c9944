"""An office's list of people who do not exist, as a workbook, and photos of drawn faces for them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import msgspec

import resources
from devices.simulators.profile import FaceLooks, load_cast
from kiosk.imports.words import list_words
from kiosk.members.address_keys import address_words
from kiosk.sentences import table
from kiosk.typing.surnames import given_characters, usual_surnames

COLUMNS = ("name", "number", "phone", "community", "building", "home", "face-consent", "health-consent", "paper",
           "signed-on")  # fmt: skip
DRAWN = 24
"""So many different faces are drawn; more photos are copies of them. Looking takes as long at a copy."""
PHOTO_PX = (480, 640)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_FIRST_BIRTH, _BIRTHS = date(1930, 1, 1), 35 * 365


def number_of(at: int) -> str:
    """A made-up number with a right check digit, another for each up to two million."""
    born = _FIRST_BIRTH + timedelta(days=at % _BIRTHS)
    body = f"310101{born:%Y%m%d}{at // _BIRTHS * 7 % 900 + 11:03d}"
    return body + "10X98765432"[sum(w * int(c) for w, c in zip(_WEIGHTS, body, strict=True)) % 11]


def write_list(path: Path, people: int, *, seed: int = 7) -> None:
    """A workbook of so many people, each with their consents on paper."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    words = table("imports.columns")
    sheet.append([str(words[column]) for column in COLUMNS])
    for row in _rows(people, seed):
        sheet.append(row)
    book.save(path)


def _rows(people: int, seed: int) -> Iterator[list[str]]:
    chance = random.Random(seed)
    surnames, given, yes = usual_surnames(), given_characters(), min(list_words().answers.yes)
    unit = address_words().after_numbers[0]
    for at in range(people):
        name = chance.choice(surnames) + "".join(chance.choices(given, k=chance.choice((1, 2, 2))))
        yield [name, number_of(at), f"138{at:08d}", f"{given[at % 40]}{given[at % 7]}", f"{at % 120 + 1}{unit}",
               f"{at % 28 + 1}{at % 6 + 1:02d}", yes, yes, f"A-{at}", "2026-11-20"]  # fmt: skip


def draw_photos(folder: Path, people: int, *, seed: int = 7) -> None:
    """A JPEG a person, named by their number."""
    folder.mkdir()
    photos = [_drawn(looks, at) for at, looks in enumerate(_looks(min(people, DRAWN), seed))]
    for at in range(people):
        (folder / f"{number_of(at)}.jpg").write_bytes(photos[at % len(photos)])


def _looks(count: int, seed: int) -> list[FaceLooks]:
    chance = random.Random(seed)
    cast = [one.face for one in load_cast(resources.path("cast")).values() if one.face is not None]
    made = []
    for at in range(count):
        looks = cast[at % len(cast)]
        lengths = {name: value for name, value in msgspec.structs.asdict(looks).items() if isinstance(value, float)}
        changes = {name: value * chance.uniform(0.93, 1.07) for name, value in lengths.items() if value > 0}
        made.append(msgspec.structs.replace(looks, seed=at + 1, **changes))
    return made


def _drawn(looks: FaceLooks, at: int) -> bytes:
    import cv2

    from devices.simulators.people import Standing, picture_of

    picture = picture_of([Standing(looks, head=0.6)], size=PHOTO_PX, noise_seed=at % 8)
    return bytes(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes())
