"""The staff wing's page on which an office's list is taken over: touches become events of its table."""

from __future__ import annotations

from devices.clock import Instant
from kiosk.accounts.permissions import Permission
from kiosk.desk.page import Context, Page, action
from kiosk.desk.view import QuestionView
from kiosk.importing import events as e
from kiosk.importing.flow import NOTHING_YET, RUNNING, At, Flow, Step
from kiosk.importing.lines import Sight
from kiosk.importing.parts import ImportParts
from kiosk.importing.performing import Performer
from kiosk.importing.table import advanced
from kiosk.importing.view import ImportView
from kiosk.importing.view_builder import import_view
from kiosk.imports.rows import Column
from kiosk.people.names import mask_name
from kiosk.sentences import table

_IMPORT = Permission.WHITELIST_IMPORT


class ImportPage(Page):
    """See the module."""

    name = "import"
    needs = _IMPORT

    def __init__(self, context: Context, parts: ImportParts) -> None:
        super().__init__(context)
        self._parts = parts
        self._flow = Flow(takes_faces=parts.faces is not None)
        self._performer = Performer(context, parts, self._happens)

    def opened(self, **values: object) -> None:
        """Sticks are looked at from now on."""
        self._happens(e.Ticked())

    # --- choosing -------------------------------------------------------------------------------------------------
    @action(needs=_IMPORT)
    def stick(self, at: int) -> None:
        """One of several sticks."""
        self._happens(e.StickChosen(at))

    @action(needs=_IMPORT)
    def choose(self, key: str) -> None:
        """A folder, a list, an archive."""
        self._happens(e.FileChosen(key))

    @action(needs=_IMPORT)
    def up(self) -> None:
        """上一层."""
        self._happens(e.WentUp())

    @action(needs=_IMPORT)
    def turn(self, by: int) -> None:
        """Further down a list, or up."""
        self._happens(e.Paged(by))

    @action(needs=_IMPORT)
    def photos(self, wanted: bool) -> None:
        """Photos of their own, or none."""
        self._happens(e.PhotosWanted(wanted))

    @action(needs=_IMPORT)
    def take_folder(self) -> None:
        """就用这个文件夹."""
        self._happens(e.FolderTaken())

    @action(needs=_IMPORT)
    def read(self) -> None:
        """开始核对, or once more."""
        self._happens(e.ReadWanted())

    # --- columns --------------------------------------------------------------------------------------------------
    @action(needs=_IMPORT)
    def columns(self) -> None:
        """改列的意思."""
        self._happens(e.ColumnsWanted())

    @action(needs=_IMPORT)
    def ask_column(self, index: int) -> None:
        """What does it mean?"""
        self._happens(e.ColumnAsked(index))

    @action(needs=_IMPORT)
    def mean(self, column: str) -> None:
        """It means this; "" for 不导入."""
        known = {one.value: one for one in Column}
        if not column or column in known:
            self._happens(e.Meant(known.get(column)))

    @action(needs=_IMPORT)
    def columns_said(self) -> None:
        """接着核对."""
        self._happens(e.ColumnsSaid())

    # --- the preview ----------------------------------------------------------------------------------------------
    @action(needs=_IMPORT)
    def sight(self, key: str) -> None:
        """A counter was touched."""
        known = {one.value: one for one in Sight}
        if key in known:
            self._happens(e.Sighted(known[key]))

    @action(needs=_IMPORT)
    def row(self, number: int) -> None:
        """A row was touched."""
        self._happens(e.RowOpened(number))

    @action(needs=_IMPORT)
    def how_read(self) -> None:
        """怎么读的."""
        self._happens(e.HowReadWanted())

    @action(needs=_IMPORT)
    def back(self) -> None:
        """返回, or 停下来."""
        self._happens(e.WentBack())

    @action(needs=_IMPORT)
    def again(self) -> None:
        """再核对一次."""
        self._happens(e.ComparedAgain())

    # --- writing --------------------------------------------------------------------------------------------------
    @action(needs=_IMPORT)
    def go_on(self) -> None:
        """下一步, and 导入."""
        self._happens(e.GoneOn())

    @action(needs=_IMPORT)
    def papers(self, lie_here: bool) -> None:
        """The papers lie in the hall."""
        self._happens(e.PapersConfirmed(lie_here))

    @action(needs=_IMPORT)
    def without_photos(self) -> None:
        """不看照片."""
        self._happens(e.PhotosSkipped())

    @action(needs=_IMPORT)
    def save_errors(self) -> None:
        """存下这张单子."""
        self._happens(e.ErrorsWanted())

    @action(needs=_IMPORT)
    def recent(self) -> None:
        """最近的导入."""
        self._happens(e.RecentWanted())

    @action(needs=_IMPORT)
    def undo(self, which: str = "") -> None:
        """撤销这次导入."""
        self._happens(e.UndoWanted(which))

    @action(needs=_IMPORT)
    def give_up(self) -> None:
        """不导了: asked about where work would be lost; and 再导一张, after the end."""
        question = self.unsaved()
        if question is None:
            self._happens(e.GivenUp())
        else:
            self.context.ask(question, lambda: self._happens(e.GivenUp()))

    # --- what the desk says ---------------------------------------------------------------------------------------
    def view(self) -> ImportView:
        """What it shows."""
        who = mask_name(self.context.session.name)
        return import_view(self._flow, self._performer.went(), self._parts.zone, who)

    def tick(self, now: Instant) -> None:
        """Sticks come and go. What runs can only be watched: the wing does not lock for want of a touch."""
        self._happens(e.Ticked())
        if self._flow.step in RUNNING:
            self.context.keep_open()

    def unsaved(self) -> QuestionView | None:
        """See `Page`."""
        if self._flow.step in NOTHING_YET or (self._flow.step is Step.ROW and self._flow.imported is not None):
            return None
        words = table("importing.drop")
        return QuestionView(words["headline"], words["body"], words["confirm"], words["cancel"])

    def left(self) -> None:
        """Nothing of anybody stays, and nothing goes on but what is being saved."""
        self._performer.stop()
        self._flow = Flow(ticket=self._flow.ticket + 1)

    # --- the table and its effects --------------------------------------------------------------------------------
    def _happens(self, event: e.Event) -> None:
        before = self._flow
        self._flow, effects = advanced(before, event, At(self.context.clock.now().monotonic_s))
        if _shown(before) != _shown(self._flow):
            self.context.turn()
        for effect in effects:
            self._performer.perform(effect)


def _shown(flow: Flow) -> tuple[object, ...]:
    """What is to be pressed: where it changes, a press that was meant for something else does not count."""
    return flow.step, flow.choosing.place, flow.first, flow.sight, flow.choosing.first
