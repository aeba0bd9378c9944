"""A resident's own rights by touch alone, on both kinds of panel: card, seeing, a copy, taking back, deleting."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from PySide6.QtGui import QGuiApplication

from devices.events import CardArrived, CardKind, CardToken, IdentityRead
from devices.identity import IdentityDocument
from kiosk.accounts.permissions import Role
from kiosk.archive.archive import Archive
from kiosk.certificates.folding import folded
from kiosk.desk.pages import PageMaker
from kiosk.members.index import MemberIndex
from kiosk.members.list_page import MembersPage
from kiosk.members.member_page import MemberPage
from kiosk.members.room import Room
from kiosk.rights_desk.edit_page import RightsEditPage
from kiosk.rights_desk.page import RightsPage
from kiosk.rights_desk.parts import RightsParts
from kiosk.settings import Settings
from kiosk.whitelist.consent import ConsentKind
from tests.kiosk.archive.conftest import folder, store
from tests.kiosk.members.wing import RULES, enter
from tests.kiosk.rights_desk.wing import stick_at
from tests.support.accounts import PIN, hire
from tests.support.clock import ManualClock
from tests.support.store_rows import Answer, consent, measurement, wang
from tests.ui.conftest import qapp_cls, qt_app, qt_messages
from tests.walks.staff_glass import StaffGlass
from ui.paper.pdf import PdfPaper
from ui.sample_pictures.samples import samples

__all__ = ["folder", "qapp_cls", "qt_app", "qt_messages", "store"]

ATTRACT = next(sample.view for sample in samples() if sample.name == "attract")
NUMBER = "310100194403120020"
BOTH = pytest.mark.parametrize("glass", ["portrait", "landscape"], indirect=True)


@pytest.fixture
def who(store: Archive, clock: ManualClock) -> str:
    """王桂英, who agreed to everything and was measured once."""
    kinds = (consent(), consent(ConsentKind.HEALTH), consent(ConsentKind.ADAPTATION))
    made, saved = enter(store, "王桂英", NUMBER, consents=kinds), Answer()
    store.journal.save_measurements((measurement(clock, made),), saved)
    saved.wait()
    return made


@pytest.fixture
def glass(
    request: pytest.FixtureRequest,
    qt_app: QGuiApplication,
    qt_messages: list[str],
    store: Archive,
    clock: ManualClock,
    tmp_path: Path,
    who: str,
) -> Iterator[StaffGlass]:
    hire(store, "li", Role.STAFF, "李丽华")
    hire(store, "gu", Role.STAFF, "顾建明", "385026")
    settings = Settings()
    room = Room(store, MemberIndex(store.member_lines, RULES), RULES, settings)
    parts = RightsParts(room, PdfPaper(), find_sticks=lambda: (stick_at(tmp_path / "stick"),))
    pages = (
        PageMaker(MembersPage, lambda context: MembersPage(context, room), "list"),
        PageMaker(MemberPage, lambda context: MemberPage(context, room), under="members"),
        PageMaker(RightsPage, lambda context: RightsPage(context, parts), under="members"),
        PageMaker(RightsEditPage, lambda context: RightsEditPage(context, parts), under="members"),
    )
    made = StaffGlass(store, clock, pages, orientation=getattr(request, "param", "portrait"))
    made.shell.apply(ATTRACT)
    made.settle()
    made.let_in("li", PIN)
    yield made
    made.close()
    assert qt_messages == []


def lays(glass: StaffGlass, document: IdentityDocument) -> None:
    token, at = CardToken("id-card", 1), glass.clock.now()
    for event in (CardArrived(token, CardKind.ID_CARD, at), IdentityRead(token, document, at)):
        assert glass.desk.takes(event)
    glass.settle()


def opens(glass: StaffGlass) -> None:
    """From the list to her rights, with her card."""
    glass.press("row-0")
    glass.press("button-rights")
    assert "请 王*英 把自己的身份证或社保卡放到读卡器上" in glass.texts()
    lays(glass, wang())
    assert "本人在，刷过卡" in glass.texts()


@BOTH
def test_L13_seen_for_a_while_copied_and_masked_again(glass: StaffGlass, tmp_path: Path) -> None:
    opens(glass)
    assert not any(NUMBER in text for text in glass.strings())
    glass.press("button-see")
    assert {"王桂英", NUMBER, "13800001234"} <= set(glass.texts())
    glass.press("button-part-measurements")
    assert "体温 36.5 ℃" in glass.texts()
    glass.press("button-hide")
    assert not any(NUMBER in text or "王桂英" in text for text in glass.strings())
    glass.press("button-copy")
    glass.press("button-copy-csv")
    glass.press("button-copy-pdf")
    files = {path.suffix: path for path in (tmp_path / "stick").iterdir()}
    assert sorted(files) == [".csv", ".pdf"]
    pages = [folded(page.extract_text()) for page in pypdf.PdfReader(files[".pdf"]).pages]
    assert all(folded("应本人要求拷给本人，李*华(li)") in page for page in pages)
    assert all(folded(text) in "".join(pages) for text in ("王桂英", NUMBER))
    glass.press("button-back")
    glass.press("button-back")
    assert glass.view.page == "member"


@BOTH
def test_face_taken_back_health_deleted_and_all_forgotten(glass: StaffGlass, store: Archive, who: str) -> None:
    opens(glass)
    glass.press("button-withdraw-face")
    assert "撤回人脸？" in glass.texts()
    glass.press("button-sheet-no")
    assert len(store.templates.of(who)) == 2
    glass.press("button-withdraw-face")
    glass.press("button-sheet-yes")
    assert store.templates.of(who) == []
    assert not glass.sees("button-withdraw-face")
    glass.passes(2)  # a question that follows another one at once is deaf for a moment
    glass.press("button-delete_health")
    glass.press("button-sheet-yes")
    assert store.own_rights.summary(who).health_rows == 0
    assert "没有健康记录" in glass.texts()
    glass.passes(2)
    glass.press("button-forget")
    glass.press("button-sheet-yes")
    assert "最后问一次：真的删？" in glass.texts()
    glass.passes(1)
    glass.press("button-sheet-yes")
    assert store.register.by_number(NUMBER) is None
    glass.press("button-back")
    assert glass.view.page == "members"


@BOTH
def test_L13_daughter_helps_once_the_person_said_yes_and_stands_with_the_right(
    glass: StaffGlass, store: Archive, who: str
) -> None:
    daughter = wang(number="310100194403123061", name="李芳")
    opens(glass)
    glass.press("button-helper")
    lays(glass, daughter)
    assert "让李*\n帮您一起办？" in glass.texts()
    glass.press("button-helper-refused")
    assert (store.companions.of(who), glass.sees("button-helper-agreed")) == ((), False)
    glass.press("button-helper")
    lays(glass, daughter)
    glass.press("button-helper-agreed")
    glass.press("button-helper-family")
    assert "本人在，刷过卡 · 家里人在帮，本人点了同意" in glass.texts()
    assert [one.relation.value for one in store.companions.of(who)] == ["family"]
    glass.press("button-withdraw-adaptation")
    glass.press("button-sheet-yes")
    with store._core.readers.db() as db:
        ((detail,),) = db.execute("SELECT detail FROM audit WHERE action = 'consent.withdrawn'").fetchall()
    assert '"relation": "family"' in detail
    glass.press("button-helper")
    assert "本人在，刷过卡 · 今天有家里人陪着办" in glass.texts()


@BOTH
def test_without_a_card_two_clerks_vouch_and_nothing_is_left_at_the_lock(glass: StaffGlass, store: Archive) -> None:
    glass.press("row-0")
    glass.press("button-rights")
    glass.press("button-vouch")
    glass.press("button-reason-known")
    if glass.sees("button-account-gu"):
        glass.press("button-account-gu")
    glass.type("385026")
    assert "本人在，没带卡，两位同事核对过" in glass.texts()
    glass.press("button-see")
    assert NUMBER in glass.texts()
    glass.press("button-lock")
    left = list(glass.strings())
    for planted in (NUMBER, "王桂英", "王*英", "13800001234", "梧桐街道"):
        assert not [text for text in left if planted in text], planted


@BOTH
def test_somebody_not_on_the_list_comes_by_their_card(glass: StaffGlass, store: Archive, clock: ManualClock) -> None:
    other = wang(number="310100194403122042", name="李小妹")
    assert store.register.meet(other, clock.now()) is not None
    glass.press("button-filter")
    glass.press("button-rights")
    assert "没带卡的，请先在白名单里找到本人" in glass.texts()
    lays(glass, other)
    assert {"李*妹", "没问过"} <= set(glass.texts())
    glass.press("button-withdraw-health")
    glass.press("button-sheet-yes")
    assert "不同意" in glass.texts()
