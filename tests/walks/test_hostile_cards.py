"""What nobody should write on a card, read from a real simulated card over its wire by the running kiosk.

Shown as plain text, kept as it was (less what no text may hold), never obeyed.
"""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import resources
from devices.cards.text import clean_text
from devices.clock import SystemClock
from devices.simulators.pcsc_service import available
from devices.simulators.profile import load_cast
from devices.simulators.sam_reader import SamReaderSimulator
from devices.simulators.sam_text import text_block
from devices.simulators.social_card import SocialCardSimulator
from kiosk.assemble import Kiosk
from kiosk.settings import DeviceEntry, Settings, Visit
from kiosk.visits.states import Button, State
from kiosk.visits.view import VisitView
from tests.support.pcsc import _service
from tests.support.store_rows import settled
from tests.walks.rig import strings
from ui.demonstration.watcher import Watcher

pytestmark = [pytest.mark.slow, pytest.mark.waits]

NAMES = {
    "sql": "'; DROP TABLE",
    "quotation marks": '"王\'英"',
    "comment": "王--",
    "percent": "%s%n%d%x",
    "braces": "{0}{who}",
    "jndi": "${jndi:ldap}",
    "bold": "<b>王</b>",
    "picture": "<img src=x>",
    "link": "<a href=//x>",
    "entity": "&lt;王&gt;",
    "NUL": "王\0桂英",
    "escape": "王\x1b[2J\x1b[H",
    "bell": "\x07王英",
    "right to left": "王\u202e英桂",
    "zero width": "王\u200b\u200d英",
    "full width": "１２３４",
    "combining": "Z" + "\u0337" * 14,
    "rare": "𠮷𡃁𫝀",
    "private use": "王\ue123\ue456",
    "formula": "=cmd|'/C x'!A0",
    "lines": "王\n英\r\u2028桂",
    "emoji": "👨\u200d👩\u200d👧",
    "path": "../../etc/x",
    "noncharacter": "王\uffff\ufdd0英",
    "blank": "",
    "blanks": "   ",
    "shell": "$(reboot)`id`",
    "json": '{"a":[1]}',
}
NUMBERS = {
    "wrong check digit": "310100194403120021",
    "fifteen digits": "310100440312002",
    "sql": "' OR '1'='1",
    "markup": "<b>31010019</b>",
    "NUL inside": "3101\0" + "0194403120",
    "full width": "３１０１００１９５５０３１２００２０",
}
COUNTED = ("residents", "visits", "measurements", "whitelist_entries", "audit", "alerts")


def resident_block(name: str, number: str, birth: str = "19440312") -> bytes:
    """A resident's card with these fields, every other one sound."""
    block = text_block(load_cast(resources.path("cast"))["wang-guiying"])
    for at, text, size in ((0, name, 30), (36, birth, 16), (122, number, 36)):
        raw = text.encode("utf-16-le", "surrogatepass")[:size]
        block = block[:at] + raw + b" \0" * ((size - len(raw)) // 2) + block[at + size :]
    return block


class Terminal:
    """A kiosk with an identity-card reader and, where one can run, a social-security card reader."""

    def __init__(self, folder: Path) -> None:
        self.reader = SamReaderSimulator(link=folder / "id-reader", card_time_s=0.0, bytes_per_s=None)
        self.reader.start()
        devices = [
            DeviceEntry(name="id-reader", model="sam-serial", options={"url": self.reader.path, "removal_s": 0.1})
        ]
        self.social: SocialCardSimulator | None = None
        if available() is None:
            _service.start()
            self.social = SocialCardSimulator(port=_service.port)
            devices.append(DeviceEntry(name="social-card", model="pcsc", options={"reader": "Virtual PCD"}))
        self.watcher = Watcher()
        self.views: list[VisitView] = []
        self.kiosk = Kiosk(
            Settings(devices=tuple(devices), visit=Visit(goodbye_s=0.1)),
            folder / "data",
            SystemClock(),
            self._published,
            on_transition=self.watcher.transition,
        )
        self.kiosk.start()
        self.person = load_cast(resources.path("cast"))["wang-guiying"]
        self.number = 0
        if self.social is not None:  # its reading thread lives from the first card on
            self.social.insert(load_cast(resources.path("cast"))["zhang-jianguo"])
            self.shown(0)

    def close(self) -> None:
        self.kiosk.stop()
        self.reader.close()
        if self.social is not None:
            self.social.pull()
            _service.stop()

    def tap(self, name: str, number: str | None = None, birth: str = "19440312") -> tuple[str, list[VisitView]]:
        """Lay such a card down; its number and what was shown until the result, or until it was refused."""
        self.number += 1
        number = number if number is not None else f"31010119440312{self.number:04}"
        begun = len(self.views)
        self.reader.tap(self.person, text=resident_block(name, number, birth))
        return number, self.shown(begun)

    def shown(self, begun: int) -> list[VisitView]:
        """What was shown since, once there is a result or a refusal; the card is taken and goodbye said."""
        ends = (State.RESULT, State.CARD_PROBLEM)
        assert self.watcher.wait_view(lambda v: v.state in ends, 10), self.watcher.path()
        shown = self.views[begun:]
        self.press(Button.BACK)
        self.reader.pull()
        if self.social is not None:
            self.social.pull()
        assert self.watcher.wait_view(lambda v: v.state is State.ATTRACT, 10)
        return shown

    def press(self, button: Button) -> None:
        from kiosk.visits.events import Pressed

        view = self.watcher.view
        assert view is not None
        self.kiosk.post(Pressed(button, view.serial))

    def counts(self) -> dict[str, int]:
        self.kiosk.store.settle()
        with self.kiosk.store._core.readers.db() as db:
            return {table: int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in COUNTED}

    def tables(self) -> list[str]:
        with self.kiosk.store._core.readers.db() as db:
            return [str(row["sql"]) for row in db.query("SELECT sql FROM sqlite_master ORDER BY name")]

    def _published(self, view: VisitView) -> None:
        self.views.append(view)
        self.watcher.published(view)


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    made = Terminal(tmp_path_factory.mktemp("hostile"))
    yield made
    made.close()


def is_plain(text: str) -> bool:
    """Nothing in it that a screen or a terminal would obey; only a line break of our own sentences."""
    return all(unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp") or c == "\n" for c in text)


def is_a_greeting(headline: str) -> bool:
    """Somebody's name, or none, with a friendly word: never signs, never nothing."""
    who, _, hello = headline.replace("\n", "").partition("，")
    named = who == "您" or (who[-2:] in ("奶奶", "爷爷", "阿姨", "叔叔", "女士", "先生", "老师") and len(who) > 2)
    return named and hello.endswith("好") and not set("<>{}$%&;'\"=/\\|`()[]0123456789１２３４*") & set(who)


@pytest.mark.parametrize("kind", sorted(NAMES))
def test_name_is_shown_as_text_and_kept_as_it_was(terminal: Terminal, kind: str) -> None:
    before, tables = terminal.counts(), terminal.tables()
    number, shown = terminal.tap(NAMES[kind])
    result = shown[-1]
    assert result.state is State.RESULT
    assert all(is_plain(text) for view in shown for text in strings(view)), [*strings(result)]
    assert is_a_greeting(result.headline), result.headline
    assert result.code is not None
    assert "*" in result.code.masked_name
    assert len(result.code.masked_name) <= 4
    resident = terminal.kiosk.store.register.by_number(number)
    assert resident is not None
    on_card = NAMES[kind].encode("utf-16-le")[:30].decode("utf-16-le")
    assert resident.name == (clean_text(on_card).strip() or None)
    after = terminal.counts()
    assert terminal.tables() == tables
    assert {name: after[name] - before[name] for name in ("residents", "visits", "whitelist_entries", "alerts")} == {
        "residents": 1,
        "visits": 1,
        "whitelist_entries": 0,
        "alerts": 0,
    }


@pytest.mark.parametrize("kind", sorted(NUMBERS))
def test_number_is_a_value_and_nothing_else(terminal: Terminal, kind: str) -> None:
    before, tables = terminal.counts(), terminal.tables()
    number, shown = terminal.tap("王桂英", NUMBERS[kind])
    assert shown[-1].state is State.RESULT
    assert all(is_plain(text) for view in shown for text in strings(view))
    assert not [text for view in shown for text in strings(view) if clean_text(number) in text]
    resident = terminal.kiosk.store.register.by_number(clean_text(number))
    assert resident is not None
    assert resident.name == "王桂英"
    assert terminal.tables() == tables
    assert terminal.counts()["residents"] == before["residents"] + 1


@pytest.mark.parametrize("birth", ["99991231", "00000000", "19440231", "abcdefgh", "２００００１０１"])
def test_impossible_birth_date_leaves_the_age_out(terminal: Terminal, birth: str) -> None:
    _, shown = terminal.tap("王桂英", birth=birth)
    assert shown[-1].headline.replace("\n", "").startswith("王女士，")


def test_half_a_surrogate_pair_is_left_out_of_a_name_and_the_person_is_served(terminal: Terminal) -> None:
    _, shown = terminal.tap("王\ud800英")
    assert shown[-1].state is State.RESULT
    assert terminal.tap("王英")[1][-1].state is State.RESULT


def test_card_without_a_number_asks_for_another_way(terminal: Terminal) -> None:
    before = terminal.counts()
    _, shown = terminal.tap("王桂英", "")
    assert shown[-1].state is State.CARD_PROBLEM
    assert terminal.counts()["residents"] == before["residents"]


@pytest.mark.pcsc
@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        (b"'; DROP TABLE x;--", "'; DROP TABLE x;--"),
        ("<b>张</b>".encode("gb18030"), "<b>张</b>"),
        ("张\u202e国".encode("gb18030"), "张国"),
        (b"\xff\xfe\x00\xd8" + "张国".encode("gb18030"), None),
        ("张".encode("utf-16-le") * 15, None),
        (b"\x1b[2J" + "张".encode("gb18030"), "[2J张"),
    ],
)
def test_name_of_a_social_security_card(terminal: Terminal, raw: bytes, kept: str | None) -> None:
    if terminal.social is None:
        pytest.skip(str(available()))
    person = load_cast(resources.path("cast"))["zhang-jianguo"]
    terminal.number += 1
    number = f"31010019480101{terminal.number:04}"
    begun = len(terminal.views)
    terminal.social.records = {0x08: number.encode(), 0x09: raw[:30].ljust(30, b"\0")}
    terminal.social.insert(msgspec.structs.replace(person))
    shown = terminal.shown(begun)
    assert shown[-1].state is State.RESULT
    assert all(is_plain(text) for view in shown for text in strings(view)), [*strings(shown[-1])]
    assert is_a_greeting(shown[-1].headline), shown[-1].headline
    resident = terminal.kiosk.store.register.by_number(number)
    assert resident is not None
    if kept is not None:
        assert resident.name == kept
    assert resident.name is not None
    resident.name.encode()


def test_nothing_of_a_card_reaches_the_log(terminal: Terminal, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    number, _ = terminal.tap("欧阳龘靐")
    said = "\n".join(record.getMessage() for record in caplog.records)
    assert said != ""
    assert "龘" not in said
    assert number not in said


def test_audit_trail_holds_after_all_of_them(terminal: Terminal) -> None:
    assert terminal.kiosk.store.audit.verify().ok
    settled(terminal.kiosk.store)
