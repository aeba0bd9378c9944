"""A whitelist of a few people, each chosen because something about finding them is hard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.member_facts import MemberRules
from kiosk.archive.templates import NewTemplate
from kiosk.ids import new_id
from kiosk.members.index import MemberIndex
from kiosk.people.resident import Address, Resident
from tests.support.clock import ManualClock
from tests.support.new_store import begun
from tests.support.store_rows import consent, enrolment

PEOPLE = (
    ("王秀英", "310101194403120027", "3号楼", "402"),
    ("汪秀珍", "310101195001012046", "8号楼", "101室"),
    ("单田芳", "31010119520303601X", "3号楼", "403"),
    ("欧阳小英", "310101195304041234", "11号楼", "302"),
    ("阿卜杜热合曼·买买提", "650101195505057412", "13号楼", "402"),
    ("王学友", "310101195606068830", "33号楼", "4"),
)

RULES = MemberRules((("sface", "1"),))
Enrol = Callable[..., str]


@pytest.fixture
def store(tmp_path: Path, clock: ManualClock) -> Iterator[Archive]:
    with Archive.open(begun(tmp_path / "data"), clock) as opened:
        yield opened


@pytest.fixture
def enrol(store: Archive) -> Enrol:
    """Puts somebody on the list; the id of the resident."""
    return partial(enrolled, store)


@pytest.fixture
def ids(store: Archive) -> dict[str, str]:
    """The people's resident ids by name."""
    return {person[0]: enrolled(store, *person) for person in PEOPLE}


@pytest.fixture
def index(store: Archive) -> MemberIndex:
    """Made, not filled."""
    made = MemberIndex(store.member_lines, RULES)
    store.whitelist.on_change(made.changed)
    return made


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[MemberIndex, dict[str, str]]]:
    """One for many questions, and the people's ids."""
    with Archive.open(tmp_path_factory.mktemp("members") / "data", ManualClock()) as store:
        known = {person[0]: enrolled(store, *person) for person in PEOPLE}
        made = MemberIndex(store.member_lines, RULES)
        made.fill()
        yield made, known


def enrolled(store: Archive, name: str, number: str | None, building: str | None = None, home: str | None = None, *,
             community: str = "梧桐苑", face: bool = True) -> str:  # fmt: skip
    """Put somebody on the list; the id of the resident."""
    born = date(int(number[6:10]), int(number[10:12]), int(number[12:14])) if number else date(1950, 1, 1)
    address = Address("黄浦区", None, None, community, building, home)
    resident = Resident(id=new_id(), name=name, number=number, birth=born, address=address)
    templates = (NewTemplate(*RULES.engines[0], b"\x01" * 512),) if face else ()
    plan = enrolment(resident=resident, consents=(consent(given_by=name),), templates=templates)
    return store.whitelist.enter(plan, "li").resident_id
