"""The page of an import on a desk without threads: a real store, a real stick; what a list says is the test's word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kiosk.archive.archive import Archive
from kiosk.archive.import_plan import Compared
from kiosk.desk.events import AccountChosen, Answered, DigitsEntered
from kiosk.desk.pages import PageMaker
from kiosk.importing.meter import Meter
from kiosk.importing.page import ImportPage
from kiosk.importing.parts import ImportParts
from kiosk.importing.view import ImportView
from kiosk.imports.rows import Candidate, Cell, CellKind, Checked, Column, RefusedRow, Sheet, SheetRow
from kiosk.people.zone import SHANGHAI
from kiosk.photo_faces.maker import FaceOutcome
from kiosk.sentences import Text
from kiosk.sticks import Stick
from tests.kiosk.desk.place import PINS, NotePage, Place
from tests.support.clock import ManualClock
from tests.support.office_list import candidate

HEADERS = ("姓名", "身份证号", "住哪儿", "民族")
REFUSED = RefusedRow(9, "陈*德", "310***********7781", Text("证件号最后一位算不对"), Text("对照身份证改"))


def sheet(rows: int = 3, *, unclear: tuple[int, ...] = ()) -> Sheet:
    """A list whose third column may be unclear."""
    texts = ("王秀英", "310107194503150248", "3号楼402", "")
    cells = tuple(Cell(CellKind.TEXT, text) for text in texts)
    known = {0: Column.NAME, 1: Column.NUMBER, 2: Column.ADDRESS}
    mapping = {index: column for index, column in known.items() if index not in unclear}
    found = tuple(SheetRow(at + 2, cells) for at in range(rows))
    return Sheet("名单", 1, HEADERS, mapping, unclear, ("民族",), ("旧表",), found, "ab" * 32)


class Reader:
    """Reads what the test put there.

    Attributes:
        people: Candidates of the list.
        meanwhile: Called while the list is read.
        mappings: Under which columns rows were checked.
    """

    def __init__(self) -> None:
        self.sheet = sheet()
        self.people: tuple[Candidate, ...] = tuple(candidate(at) for at in range(3))
        self.refused: tuple[RefusedRow, ...] = (REFUSED,)
        self.unmatched: tuple[str, ...] = ()
        self.meanwhile: Callable[[], None] = lambda: None
        self.fails: Exception | None = None
        self.mappings: list[Mapping[int, Column]] = []
        self.photos: list[Path | None] = []

    def read(self, path: Path, meter: Meter) -> Sheet:
        assert path.read_bytes() == b"a list"
        meter.told(1, 3)
        self.meanwhile()
        if self.fails is not None:
            raise self.fails
        return self.sheet

    def check(self, sheet: Sheet, mapping: Mapping[int, Column], photos: Path | None, meter: Meter) -> Checked:
        self.mappings.append(dict(mapping))
        self.photos.append(photos)
        return Checked(self.people, self.refused, self.unmatched)

    def error_sheet(self, refused: Sequence[RefusedRow]) -> bytes:
        return "\n".join(f"{row.row} {row.masked_name} {row.problem}" for row in refused).encode()


class Faces:
    """Looks at photos when the test says so."""

    def __init__(self) -> None:
        self.rows: Sequence[Compared] = ()
        self.ended = 0

    def start(
        self,
        rows: Sequence[Compared],
        told: Callable[[int, int], None],
        done: Callable[[FaceOutcome], None],
        failed: Callable[[Text], None],
    ) -> Callable[[], None]:
        self.rows, self.told, self.done, self.failed = rows, told, done, failed
        return self._end

    def _end(self) -> None:
        self.ended += 1


class Importing(Place):
    """The desk with the page, and what a test does with it."""

    def __init__(self, store: Archive, clock: ManualClock, stick: Path) -> None:
        self.store, self.reader, self.faces = store, Reader(), Faces()
        stick.mkdir()
        (stick / "十一月.xlsx").write_bytes(b"a list")
        self.stick = Stick(stick, stick.name, 1 << 30, stick.stat().st_dev)
        self.sticks: tuple[Stick, ...] = (self.stick,)
        parts = ImportParts(
            self.reader,
            store.imports,
            store.audit,
            lambda: self.sticks,
            SHANGHAI,
            self.faces,
            lambda: {"li": "李丽华", "gu": "顾建明"},
        )
        super().__init__(
            clock,
            pages=(
                PageMaker(ImportPage, lambda context: ImportPage(context, parts), icon="upload"),
                PageMaker(NotePage, NotePage, icon="list"),
            ),
        )

    @property
    def page(self) -> ImportView:
        content = self.view.content
        assert isinstance(content, ImportView)
        return content

    @property
    def step(self) -> str:
        return self.page.step

    def settle(self) -> ImportView:
        """Everything that waits is done."""
        for _ in range(5):
            self.desk.drain()
        return self.page

    def do(self, name: str, **values: object) -> ImportView:
        """Something is pressed."""
        self.does(name, **values)
        return self.settle()

    def look(self) -> ImportView:
        """A second passes: sticks are looked at."""
        self.after(1.0)
        return self.settle()

    def choose(self, at: int = 0) -> ImportView:
        """A file is touched."""
        assert self.page.choose is not None
        return self.do("choose", key=self.page.choose.files[at].key)

    def previewed(self) -> ImportView:
        """As far as the preview."""
        self.choose()
        self.do("read")
        assert self.step == "preview", self.page
        return self.page

    def consented(self) -> ImportView:
        """The clerk says the papers lie here."""
        self.do("go_on")
        return self.do("papers", lie_here=True)

    def imported(self) -> ImportView:
        """All the way."""
        self.previewed()
        self.consented()
        return self.do("go_on")

    def signs(self, login: str = "gu") -> ImportView:
        """Another clerk signs."""
        self.happens(AccountChosen(login, self.view.serial))
        self.happens(DigitsEntered(PINS[login], self.view.serial))
        return self.settle()

    def answers(self, confirmed: bool) -> ImportView:
        """A question is answered."""
        self.happens(Answered(self.view.session, confirmed, self.view.serial))
        return self.settle()

    def counters(self) -> list[int]:
        """All, new, changed, same, to be looked at."""
        assert self.page.preview is not None
        return [counter.number for counter in self.page.preview.counters]
