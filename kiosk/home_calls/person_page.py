"""One person to look in on: the reasons with their figures, the days of coming, and the note of a home call."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from devices.clock import Instant
from kiosk.accounts.permissions import Permission
from kiosk.archive.home_call_facts import Facts
from kiosk.archive.home_calls import LONGEST_NOTE, HomeCall, HomeCallGone, Outcome
from kiosk.desk.page import Context, Page, action
from kiosk.desk.view import QuestionView
from kiosk.home_calls.listing import standing_of, wanted
from kiosk.home_calls.person_view import CallLine, Choice, HomeCallView, ReasonLine
from kiosk.home_calls.reasons import Reason
from kiosk.home_calls.room import HomeCallRoom, Listed
from kiosk.home_calls.saying import said_of
from kiosk.home_calls.strip import days_of, weeks
from kiosk.home_calls.words import figures, why
from kiosk.people.names import mask_name
from kiosk.sentences import NO_WORDS, Text, sentence, table
from kiosk.settings import HomeCalls

PHONE_S = 20.0
"""So long a telephone stands there."""
SHOWN_CALLS = 2
SHOWN_REASONS, WITH_FIGURES = 3, 2
"""As many as there is room for, the most urgent ones with the figures they rest on."""
PERIODS = (7, 14, 30, 90)
"""Days after which the person may stand on the list again."""


@dataclass(frozen=True, slots=True, repr=False)
class _Read:
    facts: Facts
    calls: tuple[HomeCall, ...]
    names: dict[str, str]


class HomeCallPage(Page):
    """See the module. Nothing of the person stays once it is left, nor the note that was not kept."""

    name = "home-call"
    needs = Permission.HOME_CALLS_KEEP

    def __init__(self, context: Context, room: HomeCallRoom) -> None:
        super().__init__(context)
        self._room = room
        self._listed: Listed | None = None
        self._read: _Read | None = None
        self._outcome: Outcome | None = None
        self._again, self._note, self._writing = _nearest(room.rules.rest_days), "", False
        self._phone, self._hidden_at_s = NO_WORDS, 0.0
        self._busy = self._stays = False

    # --- what staff do ------------------------------------------------------------------------------------------
    @action(needs=Permission.HOME_CALLS_KEEP)
    def phone(self) -> None:
        """Show the telephone for a while; the trail knows of it first."""
        who, by, home_calls = self._who(), self.context.session.login, self._room.archive.home_calls
        if not who or self._busy or self._phone:
            return
        self._busy = True

        def shown(phone: str) -> None:
            self._busy = False
            words = table("home-calls.person")
            self._phone = words["phone"].fill(phone=phone) if phone else words["no-phone"]
            self._hidden_at_s = self.context.clock.now().monotonic_s + PHONE_S

        self.context.work(lambda: home_calls.phone(who, by), shown, self._failed)

    @action(needs=Permission.HOME_CALLS_KEEP)
    def hide(self) -> None:
        """Put the telephone away."""
        self._phone = NO_WORDS

    @action(needs=Permission.HOME_CALLS_KEEP)
    def outcome(self, key: str) -> None:
        """What came of it; the same once more takes it back."""
        chosen = next((each for each in Outcome if each.value == key), None)
        self._outcome = None if chosen is self._outcome else chosen

    @action(needs=Permission.HOME_CALLS_KEEP)
    def again(self, days: int) -> None:
        """When to look again."""
        if days in PERIODS:
            self._again = days

    @action(needs=Permission.HOME_CALLS_KEEP)
    def writing(self, on: bool) -> None:
        """The keys are shown, or put away."""
        self._writing = on
        self.context.turn()

    @action(needs=Permission.HOME_CALLS_KEEP)
    def write(self, text: str) -> None:
        """This is all of the note."""
        self._note = text[:LONGEST_NOTE]

    @action(needs=Permission.HOME_CALLS_KEEP)
    def save(self) -> None:
        """Note it, and back to the list."""
        listed, outcome, room = self._listed, self._outcome, self._room
        if listed is None or outcome is None or self._busy:
            return
        self._busy = True
        session, note = self.context.session, self._note.strip() or None
        until = room.archive.home_calls.today() + timedelta(days=self._again)
        who, rules = listed.attention.resident_id, listed.attention.rules

        def keep() -> str:
            return room.archive.home_calls.note(who, rules, outcome, session.login, again_on=until, note=note)

        def kept(home_call_id: str) -> None:
            self._busy = False
            room.changed()
            room.keep(home_call_id, listed.name, session)
            word = table("home-calls.outcomes")[outcome.value]
            said = sentence("home-calls.list.noted", name=listed.name, outcome=word, month=until.month, day=until.day)
            self.context.tell(said)
            self._to_list()

        self.context.work(keep, kept, self._failed)

    @action(needs=Permission.HOME_CALLS_KEEP)
    def back(self) -> None:
        """To the list."""
        self._to_list()

    # --- what the desk tells ------------------------------------------------------------------------------------
    def opened(self, **values: object) -> None:
        """See `Page`. `listed` is who was touched."""
        listed = values["listed"]
        assert isinstance(listed, Listed)
        self._listed = listed
        self._look()

    def taken_up(self) -> None:
        """See `Page`."""
        self._look()

    def set_aside(self) -> None:
        """See `Page`. What was typed is the work that is kept."""
        self._phone, self._read = NO_WORDS, None

    def tick(self, now: Instant) -> None:
        """See `Page`."""
        if self._phone and now.monotonic_s >= self._hidden_at_s:
            self._phone = NO_WORDS

    def unsaved(self) -> QuestionView | None:
        """See `Page`."""
        if not self._note.strip():
            return None
        words = table("home-calls.unsaved")
        return QuestionView(words["headline"], words["body"], words["confirm"], words["cancel"])

    def left(self) -> None:
        """See `Page`."""
        self._listed, self._read, self._note, self._phone = None, None, "", NO_WORDS
        if not self._stays:
            self._room.forget()

    # --- what it shows ------------------------------------------------------------------------------------------
    def view(self) -> HomeCallView:
        """See `Page`."""
        listed, rules = self._listed, self._room.rules
        if listed is None:
            return HomeCallView()
        words = table("home-calls.outcomes")
        shown = HomeCallView(
            who=f"{listed.name} · {listed.building}",
            reasons=lines_of(listed.attention.reasons, rules),
            more=_more(len(listed.attention.reasons) - SHOWN_REASONS),
            phone=self._phone,
            calls=tuple(map(self._call, self._read.calls)) if self._read else (),
            outcomes=tuple(Choice(each.value, words[each.value], each is self._outcome) for each in Outcome),
            agains=tuple(
                Choice(str(days), table("home-calls.periods")[str(days)], days == self._again) for days in PERIODS
            ),
            note=self._note,
            writing=self._writing,
            ready=self._outcome is not None,
            busy=self._busy,
        )
        return self._with_strip(shown)

    def _with_strip(self, shown: HomeCallView) -> HomeCallView:
        """Days of coming are shown only of those who agreed to it, where a rule is switched on that knows them."""
        if self._read is None or self._who() not in self._read.facts.agreed:
            return shown
        facts = self._read.facts
        came, standing = set(facts.came.get(self._who(), ())), standing_of(facts, self._who())
        return replace(
            shown,
            weekdays=tuple(table("home-calls.weekdays").values()),
            weeks=weeks(came, set(filter(standing.holds, facts.open_days)), facts.today),
            came=sentence("home-calls.person.came", days=days_of(came, facts.today)),
        )

    def _call(self, call: HomeCall) -> CallLine:
        made, names = self._room.local(call.made), self._read.names if self._read else {}
        outcome, who = table("home-calls.outcomes")[call.outcome.value], names.get(call.by, call.by)
        if call.again_on is None:
            line = sentence("home-calls.person.call", month=made.month, day=made.day, who=who, outcome=outcome)
        else:
            line = sentence("home-calls.person.call-again", month=made.month, day=made.day, who=who, outcome=outcome,
                            again_month=call.again_on.month, again_day=call.again_on.day)  # fmt: skip
        return CallLine(line, call.note or "")

    # --- reading ------------------------------------------------------------------------------------------------
    def _look(self) -> None:
        who, room = self._who(), self._room
        archive = room.archive

        def read() -> _Read:
            names = {account.login: mask_name(account.name) for account in archive.accounts.known()}
            facts = archive.home_call_facts.read(wanted(room.rules), who)
            return _Read(facts, archive.home_calls.of(who, SHOWN_CALLS), names)

        def then(found: _Read) -> None:
            if self._who() == who:
                self._read = found

        self.context.work(read, then, self._failed)

    def _to_list(self) -> None:
        self._stays = True
        self.context.open("home-calls")

    def _who(self) -> str:
        return "" if self._listed is None else self._listed.attention.resident_id

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self.context.tell(said_of(error))
        if isinstance(error, HomeCallGone):
            self._to_list()


def lines_of(reasons: tuple[Reason, ...], rules: HomeCalls) -> tuple[ReasonLine, ...]:
    """The reasons as there is room for them."""
    return tuple(
        ReasonLine(why(each), figures(each, rules) if at < WITH_FIGURES else NO_WORDS)
        for at, each in enumerate(reasons[:SHOWN_REASONS])
    )


def _more(count: int) -> Text:
    return sentence("home-calls.person.more", count=count) if count > 0 else NO_WORDS


def _nearest(days: int) -> int:
    """The period a hall's own number of days comes nearest to."""
    return min(PERIODS, key=lambda each: abs(each - days))
