"""The list of those to look in on: narrowed by rule and building, opened, printed, the newest note taken back."""

from __future__ import annotations

from collections import Counter
from functools import partial

from kiosk.accounts.permissions import Permission
from kiosk.accounts.session import Session
from kiosk.desk.page import Context, Page, action
from kiosk.home_calls.listing import switched_on
from kiosk.home_calls.print_list import TO, Wish, put
from kiosk.home_calls.reasons import Overdue, Rule
from kiosk.home_calls.room import Found, HomeCallRoom, Listed, by_number
from kiosk.home_calls.saying import said_of
from kiosk.home_calls.view import ROWS, Chip, HomeCallRow, HomeCallsView, PrintView
from kiosk.home_calls.words import first_why, since, whose_days
from kiosk.sentences import NO_WORDS, Text, sentence, table

ALL = "all"
MOST_BUILDINGS = 20
"""To choose from at once, besides all of them; those with most people."""


class HomeCallsPage(Page):
    """See the module. Masked names and buildings only; nothing of them stays once it is left."""

    name = "home-calls"
    needs = Permission.HOME_CALLS_KEEP

    def __init__(self, context: Context, room: HomeCallRoom) -> None:
        super().__init__(context)
        self._room = room
        self._listed: tuple[Listed, ...] = ()
        self._agreed = 0
        self._looked = self._busy = self._choosing = self._stays = False
        self._wanted = 0
        self._printing: bool | None = None  # names in full, while it is asked

    # --- narrowing ----------------------------------------------------------------------------------------------
    @action(needs=Permission.HOME_CALLS_KEEP)
    def rule(self, key: str) -> None:
        """Only whom this rule lists; "all" for everybody."""
        self._room.place.rule = "" if key == ALL else key
        self._from_start()

    @action(needs=Permission.HOME_CALLS_KEEP)
    def buildings(self, shown: bool) -> None:
        """Show the buildings to choose from, or put them away."""
        self._choosing = shown
        self.context.turn()

    @action(needs=Permission.HOME_CALLS_KEEP)
    def building(self, key: str) -> None:
        """Only this building; "" for all."""
        self._room.place.building, self._choosing = key, False
        self._from_start()

    @action(needs=Permission.HOME_CALLS_KEEP)
    def older(self) -> None:
        """The rows after those that stand here."""
        if self._room.place.skip + ROWS < len(self._chosen()):
            self._room.place.skip += ROWS
            self.context.turn()

    @action(needs=Permission.HOME_CALLS_KEEP)
    def newer(self) -> None:
        """The rows before."""
        self._room.place.skip = max(0, self._room.place.skip - ROWS)
        self.context.turn()

    @action(needs=Permission.HOME_CALLS_KEEP)
    def choose(self, resident: str) -> None:
        """A row was touched."""
        for each in self._listed:
            if each.attention.resident_id == resident:
                self._stays = True
                self.context.open("home-call", listed=each)
                return

    @action(needs=Permission.HOME_CALLS_KEEP)
    def undo(self) -> None:
        """Take the newest home call back."""
        step, by = self._room.offered(self.context.session), self.context.session.login
        if step is None or self._busy:
            return
        self._busy, self._room.step = True, None
        home_calls = self._room.archive.home_calls

        def done(_: None) -> None:
            self._room.changed()
            self.context.tell(sentence("home-calls.list.taken-back", name=step.name))
            self._look()

        self.context.work(lambda: home_calls.take_back(step.home_call_id, by), done, self._failed)

    # --- on paper -----------------------------------------------------------------------------------------------
    @action(needs=Permission.HOME_CALLS_KEEP)
    def print(self, shown: bool) -> None:
        """Ask how the list is taken away, or put the question away."""
        if shown and not self._chosen():
            self.context.tell(sentence("home-calls.print.nobody"))
            return
        self._printing = False if shown else None
        self.context.turn()

    @action(needs=Permission.HOME_CALLS_KEEP)
    def whole(self, on: bool) -> None:
        """Names and doors in full, or masked."""
        if self._printing is not None:
            self._printing = on

    @action(needs=Permission.HOME_CALLS_KEEP)
    def put(self, to: str) -> None:
        """On a stick or on paper; in full with somebody else's signature."""
        people = self._chosen()
        if self._printing is None or to not in TO or self._busy or not people:
            return
        if self._printing:
            said = sentence("home-calls.print.sign", people=len(people))
            self.context.second_signature(Permission.HOME_CALLS_KEEP, said, partial(self._put, people, to))
        else:
            self._put(people, to, None)

    def _put(self, people: tuple[Listed, ...], to: str, second: Session | None) -> None:
        now = self._room.local(self.context.clock.now().utc)
        wish = Wish(people, self._room.place.building, to, self.context.session, second, now)
        self._busy = True

        def done(said: Text) -> None:
            self._busy, self._printing = False, None
            self.context.tell(said)
            self.context.turn()

        self.context.work(lambda: put(self._room, wish), done, self._failed)

    # --- what the desk tells ------------------------------------------------------------------------------------
    def opened(self, **values: object) -> None:
        """See `Page`."""
        self._look()

    def taken_up(self) -> None:
        """See `Page`."""
        self._look()

    def set_aside(self) -> None:
        """See `Page`."""
        self._forget()

    def left(self) -> None:
        """See `Page`."""
        self._forget()
        if not self._stays:
            self._room.forget()

    def _forget(self) -> None:
        self._wanted += 1
        self._listed, self._looked, self._printing, self._choosing = (), False, None, False

    # --- what it shows ------------------------------------------------------------------------------------------
    def view(self) -> HomeCallsView:
        """See `Page`."""
        place, chosen = self._room.place, self._chosen()
        shown = chosen[place.skip : place.skip + ROWS]
        step = self._room.offered(self.context.session)
        printing = None if self._printing is None else PrintView(_lead(chosen, place.building), self._printing)
        return HomeCallsView(
            rules=self._rules(),
            building=place.building,
            buildings=self._buildings() if self._choosing else (),
            rows=tuple(map(_row, shown)),
            place=_place(place.skip, len(shown), len(chosen)),
            newer=place.skip > 0,
            older=place.skip + ROWS < len(chosen),
            days=self._days(),
            undo=NO_WORDS if step is None else sentence("home-calls.list.undo", name=step.name),
            printing=printing,
            busy=self._busy,
            looked=self._looked,
        )

    def _days(self) -> Text:
        """Of whom the rules that know days of coming may speak."""
        return whose_days(self._room.rules, self._agreed) if self._looked else NO_WORDS

    def _chosen(self, *, any_rule: bool = False, any_building: bool = False) -> tuple[Listed, ...]:
        place = self._room.place
        return tuple(
            each
            for each in self._listed
            if (any_rule or not place.rule or place.rule in each.attention.rules)
            and (any_building or not place.building or place.building == each.building)
        )

    def _rules(self) -> tuple[Chip, ...]:
        words, here = table("home-calls.rules"), self._chosen(any_rule=True)
        counts = Counter(rule for each in here for rule in each.attention.rules)
        chosen = self._room.place.rule or ALL
        on = switched_on(self._room.rules)
        return (
            Chip(ALL, words[ALL], len(here), chosen == ALL),
            *(Chip(rule, words[rule.value], counts[rule.value], chosen == rule) for rule in Rule if rule in on),
        )

    def _buildings(self) -> tuple[Chip, ...]:
        here = self._chosen(any_building=True)
        counts = Counter(each.building for each in here).most_common(MOST_BUILDINGS)
        chosen = self._room.place.building
        every = Chip("", table("home-calls.words")["buildings"], len(here), not chosen)
        return every, *(
            Chip(name, name, count, name == chosen) for name, count in sorted(counts, key=lambda one: by_number(one[0]))
        )

    # --- reading ------------------------------------------------------------------------------------------------
    def _from_start(self) -> None:
        self._room.place.skip = 0
        self.context.turn()

    def _look(self) -> None:
        """On a worker; the answer to an older wish is dropped."""
        self._wanted += 1
        wanted, self._busy = self._wanted, True

        def then(found: Found) -> None:
            if wanted == self._wanted:
                self._listed, self._agreed = found.listed, found.agreed
                self._looked, self._busy = True, False
                place = self._room.place
                last = max(0, len(self._chosen()) - 1)
                place.skip = min(place.skip, last - last % ROWS)
                self.context.turn()

        self.context.work(self._room.look, then, self._failed)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self.context.tell(said_of(error))


def _row(each: Listed) -> HomeCallRow:
    reasons = each.attention.reasons
    urgent = any(isinstance(reason, Overdue) and reason.urgent for reason in reasons)
    return HomeCallRow(
        each.attention.resident_id, each.name, each.building, first_why(reasons), since(reasons[0]), urgent
    )


def _place(skip: int, shown: int, total: int) -> Text:
    if not shown:
        return NO_WORDS
    if shown == total:
        return sentence("home-calls.list.people", total=total)
    return sentence("home-calls.list.place", first=skip + 1, last=skip + shown, total=total)


def _lead(people: tuple[Listed, ...], building: str) -> Text:
    if building:
        return sentence("home-calls.print.lead-building", people=len(people), building=building)
    return sentence("home-calls.print.lead", people=len(people))
