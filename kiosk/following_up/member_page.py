"""One member: when they are to be measured again, and what their family doctor wants values to be; seen and changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from kiosk.accounts.permissions import Permission
from kiosk.archive.archive import ArchiveContents
from kiosk.archive.follow_ups import FollowUpRefused
from kiosk.desk.page import Context, Page, action
from kiosk.following_up.goal_draft import STEPS, GoalDraft
from kiosk.following_up.member_view import Choice, Line, MemberFollowUpsView
from kiosk.measurements.catalogue import metric
from kiosk.measurements.follow_up import FollowUp, FollowUpKind, Goal, Outcome
from kiosk.sentences import NO_WORDS, Text, sentence, table
from kiosk.visits.view_follow_up import range_words, what

AGAIN = ("sys", "glucose_fasting", "glucose_random", "weight")
WHENS = {"again": (3, 7, 14, 30), "goal": (90, 180, 365)}


@dataclass(frozen=True, slots=True, repr=False)
class _Read:
    """What was read last."""

    name: str = ""
    follow_ups: tuple[FollowUp, ...] = ()
    goals: tuple[Goal, ...] = ()


class MemberFollowUpsPage(Page):
    """See the module. The newest act can be undone while the page is open."""

    name = "member-follow-ups"
    needs = Permission.FOLLOW_UPS_KEEP

    def __init__(self, context: Context, archive: ArchiveContents) -> None:
        super().__init__(context)
        self._archive, self._who, self._read = archive, "", _Read()
        self._side, self._what, self._days = "again", "sys", WHENS["again"][0]
        self._draft = GoalDraft.of("sys", None)
        self._undo: Callable[[], object] | None = None
        self._busy = False

    # --- what staff do ------------------------------------------------------------------------------------------
    @action(needs=Permission.FOLLOW_UPS_KEEP)
    def turn(self, side: str) -> None:
        """The other of the two: what is to be measured again, or goals."""
        if side in WHENS:
            self._side, self._days = side, WHENS[side][0]
            self.choose("sys")
            self.context.turn()

    @action(needs=Permission.FOLLOW_UPS_KEEP)
    def choose(self, what: str) -> None:
        """What it is about."""
        if what in (AGAIN if self._side == "again" else STEPS):
            self._what = what
            if what in STEPS:
                self._draft = GoalDraft.of(what, self._goal(what))

    @action(needs=Permission.FOLLOW_UPS_KEEP)
    def when(self, days: int) -> None:
        """In how many days, or for how many."""
        if days in WHENS[self._side]:
            self._days = days

    @action(needs=Permission.FOLLOW_UPS_KEEP)
    def step(self, limit: str, by: int) -> None:
        """A limit of the goal, up or down."""
        if self._side == "goal" and limit in ("low", "high") and by in (-1, 1):
            self._draft = self._draft.stepped(limit, by)

    @action(needs=Permission.FOLLOW_UPS_KEEP)
    def save(self) -> None:
        """Plan it, or note the goal."""
        who, by, draft, what_id = self._who, self.context.session.login, self._draft, self._what
        day = self._archive.follow_ups.today() + timedelta(days=self._days)
        if self._side == "again":
            follow_ups = self._archive.follow_ups
            replaced = next((each.id for each in self._read.follow_ups if each.metric == what_id), None)

            def plan() -> Callable[[], object]:
                made = follow_ups.add(who, what_id, day, by)

                def take_back() -> None:
                    follow_ups.end(made, Outcome.CANCELLED, by)
                    if replaced is not None:
                        follow_ups.reopen(replaced, by)

                return take_back

            self._do(plan)
        elif not draft.problem:
            before, goals = self._goal(what_id), self._archive.goals

            def note() -> Callable[[], object]:
                goals.set(who, what_id, draft.low, draft.high, day, by)
                return self._put_back(what_id, before)

            self._do(note)

    @action(needs=Permission.FOLLOW_UPS_KEEP)
    def cancel(self, key: str) -> None:
        """What is planned, by its id, or a goal, by its metric, holds no longer."""
        by, who, follow_ups, before = self.context.session.login, self._who, self._archive.follow_ups, self._goal(key)
        if self._side == "again" and any(each.id == key for each in self._read.follow_ups):

            def end() -> Callable[[], object]:
                follow_ups.end(key, Outcome.CANCELLED, by)
                return lambda: follow_ups.reopen(key, by)

            self._do(end)
        elif self._side == "goal" and before is not None:

            def drop() -> Callable[[], object]:
                self._archive.goals.drop(who, key, by)
                return self._put_back(key, before)

            self._do(drop)

    @action(needs=Permission.FOLLOW_UPS_KEEP)
    def undo(self) -> None:
        """Take the newest act back."""
        if self._undo is not None:
            undo, self._undo = self._undo, None

            def back() -> None:
                undo()

            self._do(back)

    @action(needs=Permission.FOLLOW_UPS_KEEP)
    def back(self) -> None:
        """To the member's page."""
        self.context.open("member", resident=self._who)

    def _put_back(self, metric_id: str, before: Goal | None) -> Callable[[], object]:
        goals, who, by = self._archive.goals, self._who, self.context.session.login
        if before is None:
            return lambda: goals.drop(who, metric_id, by)
        return lambda: goals.set(who, metric_id, before.low, before.high, before.until, by)

    def _goal(self, metric_id: str) -> Goal | None:
        return next((goal for goal in self._read.goals if goal.metric == metric_id), None)

    # --- what the desk tells ------------------------------------------------------------------------------------
    def opened(self, **values: object) -> None:
        """See `Page`. `resident` is whose page it is."""
        self._who = str(values["resident"])
        self._look()

    def taken_up(self) -> None:
        """See `Page`."""
        self._look()

    def set_aside(self) -> None:
        """See `Page`."""
        self.left()

    def left(self) -> None:
        """See `Page`."""
        self._read, self._undo = _Read(), None

    def view(self) -> MemberFollowUpsView:
        """See `Page`."""
        goal, words = self._side == "goal", table("follow-up.member")
        shown = metric(self._what).shown
        limits = (self._draft.low, self._draft.high)
        low, high = (words["open"] if limit is None else Text(shown(limit)) for limit in limits)
        label = (lambda name: Text(metric(name).plain)) if goal else what
        return MemberFollowUpsView(
            name=self._read.name,
            side=self._side,
            lines=tuple(map(_goal_line, self._read.goals)) if goal else tuple(map(_line, self._read.follow_ups)),
            whats=tuple(Choice(name, label(name), name == self._what) for name in (STEPS if goal else AGAIN)),
            whens=tuple(
                Choice(str(days), table("follow-up.periods")[str(days)], days == self._days)
                for days in WHENS[self._side]
            ),
            low=low,
            high=high,
            unit=metric(self._what).unit_shown,
            missing=table("follow-up.problems")[self._draft.problem] if goal and self._draft.problem else NO_WORDS,
            undo=words["undo"] if self._undo is not None else NO_WORDS,
            busy=self._busy,
        )

    # --- doing and reading --------------------------------------------------------------------------------------
    def _do(self, job: Callable[[], Callable[[], object] | None]) -> None:
        if self._busy:
            return
        self._busy = True

        def done(undo: Callable[[], object] | None) -> None:
            self._busy, self._undo = False, undo
            self._look()

        self.context.work(job, done, self._failed)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self.context.tell(error.sentence if isinstance(error, FollowUpRefused) else sentence("staff.failed"))
        self._look()

    def _look(self) -> None:
        archive, who = self._archive, self._who

        def read() -> _Read:
            caller = archive.callers.of((who,)).get(who)
            return _Read(caller.name if caller else "", archive.follow_ups.of(who), archive.goals.of(who))

        def then(found: _Read) -> None:
            self._read = found

        self.context.work(read, then, lambda _: self.context.tell(sentence("staff.failed")))


def _line(follow_up: FollowUp) -> Line:
    words = table("follow-up.member")
    if follow_up.kind is FollowUpKind.REFER:
        return Line(follow_up.id, what(follow_up.metric), words["doctor"])
    detail = words["due"].fill(month=follow_up.due.month, day=follow_up.due.day)
    return Line(follow_up.id, what(follow_up.metric), detail)


def _goal_line(goal: Goal) -> Line:
    until = goal.until
    words = table("follow-up.member")["until"].fill(year=until.year, month=until.month, day=until.day)
    return Line(goal.metric, range_words(goal), words)
