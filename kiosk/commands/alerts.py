"""`kiosk alerts list / watch / done`: what staff are called for, and the queue at the window, without a screen."""

from __future__ import annotations

import argparse
import json
import math
import sys
import threading
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from kiosk.commands.arguments import seconds
from kiosk.commands.context import Context, Refused
from kiosk.commands.personal import add_personal
from kiosk.commands.storing import opened_store, operator, reading_store
from kiosk.sentences import all_fault_sentences, sentence

if TYPE_CHECKING:
    from kiosk.archive.alerts import LoggedAlert

LOOK_EVERY_S = 1.0
BLIND_S = 10.0
SHOWN_WITH_ALL = 200
SHORT = 8
"""Characters of an id that are shown to a person; its end, because ids made one after the other begin alike."""
BELL = "\a"


def add_parser(sub: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's own options."""
    parser = sub.add_parser("alerts", help=sentence("help.summaries.alerts"))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    listing = verbs.add_parser("list", help=sentence("help.alerts.list"))
    listing.add_argument("--all", action="store_true", help=sentence("help.alerts.all", count=SHOWN_WITH_ALL))
    watch = verbs.add_parser("watch", help=sentence("help.alerts.watch"))
    watch.add_argument("--seconds", type=seconds, metavar="N", help=sentence("help.alerts.seconds"))
    watch.add_argument("--every", type=seconds, default=LOOK_EVERY_S, metavar="N", help=sentence("help.alerts.every"))
    done = verbs.add_parser("done", help=sentence("help.alerts.done"))
    done.add_argument("id", metavar="ID", help=sentence("help.alerts.id"))
    add_personal(done, "--note", sentence("commands.alerts.note"), meaning=sentence("help.alerts.note"))


def run(args: argparse.Namespace, context: Context) -> int:
    """Do it."""
    return {"list": _list, "watch": _watch, "done": _done}[args.verb](args, context)


def _list(args: argparse.Namespace, context: Context) -> int:
    with reading_store(context) as store:
        alerts = store.alerts.newest(SHOWN_WITH_ALL) if args.all else store.alerts.open()
    shown = [_Shown(alert, context) for alert in alerts]
    if context.json:
        print(json.dumps([alert.as_dict() for alert in shown], ensure_ascii=False, indent=2))
        return 0
    for alert in shown if args.all else sorted(shown, key=lambda alert: alert.urgency):
        print(alert.line())
    print(
        sentence("commands.alerts.all", alerts=len(shown))
        if args.all
        else sentence("commands.alerts.open", alerts=len(shown))
    )
    return 0


def _watch(args: argparse.Namespace, context: Context) -> int:
    if not 0.1 <= args.every <= 60:
        raise Refused(sentence("commands.alerts.every"))
    _Watch(context, args.every, args.seconds).run()
    return 0


def _done(args: argparse.Namespace, context: Context) -> int:
    from kiosk.archive.alerts import SHORTEST_END, NoSuchAlert

    try:
        with opened_store(context) as store:
            alert = store.alerts.acknowledge(args.id, operator(), args.note)
    except NoSuchAlert as error:
        if error.matches:
            raise Refused(sentence("commands.alerts.several", matches=error.matches, id=args.id)) from None
        raise Refused(sentence("commands.alerts.no-such", id=args.id, least=SHORTEST_END)) from None
    shown = _Shown(alert, context)
    if alert.done is not None:
        raise Refused(sentence("commands.alerts.done-already", ending=shown.ending()))
    if context.json:
        print(json.dumps({"id": alert.id, "done": True, "by": operator()}, ensure_ascii=False))
    else:
        print(sentence("commands.alerts.done", alert=shown.words()))
    return 0


class _Shown:
    """An alert as it is printed. The text names nobody in full: 王奶奶, or 有位访客."""

    def __init__(self, alert: LoggedAlert, context: Context) -> None:
        self._alert = alert
        self._zone = ZoneInfo(context.settings.hall.time_zone)
        self._now = context.clock.now().utc

    @property
    def urgency(self) -> tuple[int, datetime]:
        """Sorts the most urgent kind first, then who waits longest."""
        kinds = list(_kinds())
        kind = self._alert.kind
        return (kinds.index(kind) if kind in kinds else len(kinds), self._alert.raised)

    def as_dict(self) -> dict[str, Any]:
        """As plain data, times in UTC."""
        alert = self._alert
        return {
            "id": alert.id,
            "kind": alert.kind,
            "queue": alert.queue,
            "text": self._text(),
            "since": alert.raised.isoformat(timespec="seconds"),
            "clock_suspect": alert.clock_suspect,
            "times": len(alert.ids),
            "done": alert.done.isoformat(timespec="seconds") if alert.done else None,
            "done_by": alert.done_by,
            "note": alert.note,
        }

    def line(self) -> str:
        """One line: when, queue word, kind, sentence, end of the id."""
        done = f"  {self.ending()}" if self._alert.done else ""
        return f"{self._since()}  {self.words()}{done}  {self._alert.id[-SHORT:]}"

    def words(self) -> str:
        """Queue word, kind and sentence."""
        alert = self._alert
        queue = f"{alert.queue}  " if alert.queue else ""
        times = sentence("commands.alerts.times", times=len(alert.ids)) if len(alert.ids) > 1 else ""
        return f"{queue}[{_kinds().get(alert.kind, alert.kind)}] {self._text()}{times}"

    def ending(self) -> str:
        """When and by whom it was done."""
        alert = self._alert
        at = alert.done.astimezone(self._zone) if alert.done else None
        note = sentence("commands.alerts.with-note", note=_plain(alert.note)) if alert.note else ""
        return sentence("commands.alerts.ending", at=at, who=alert.done_by, note=note) if at else ""

    def _text(self) -> str:
        """The sentence; faults of the store are kept as their code."""
        sentences = all_fault_sentences().get(self._alert.text)
        return sentences.staff if sentences else _plain(self._alert.text)

    def _since(self) -> str:
        raised = self._alert.raised.astimezone(self._zone)
        today = raised.date() == self._now.astimezone(self._zone).date()
        minutes = int((self._now - self._alert.raised).total_seconds() // 60)
        ago = (
            sentence("commands.alerts.minutes-ago", minutes=minutes)
            if today and 0 < minutes < 24 * 60 and self._alert.done is None
            else ""
        )
        suspect = sentence("commands.alerts.clock-suspect") if self._alert.clock_suspect else ""
        return f"{raised:%H:%M}{ago}{suspect}" if today else f"{raised:%m-%d %H:%M}{suspect}"


def _plain(text: str) -> str:
    return "".join(char for char in text if char.isprintable())


def _kinds() -> dict[str, str]:
    from kiosk.visits.visitor_words import ALERT_KINDS, load_alert_words

    words = load_alert_words().kinds
    return {kind: words[kind] for kind in ALERT_KINDS}


class _Watch:
    """Looks at the store again and again, each time for a moment: a terminal that runs never waits for it."""

    def __init__(self, context: Context, every_s: float, seconds: float | None) -> None:
        self._context, self._every_s = context, every_s
        self._never = threading.Event()
        self._ends_s = None if seconds is None else context.clock.now().monotonic_s + seconds
        self._open: dict[str, LoggedAlert] | None = None
        self._blind_since_s: float | None = None

    def run(self) -> None:
        """Print what is open, then what changes, until its time is over or it is interrupted.

        Raises:
            Refused: there is no store to look at. One that cannot be read for a while later on is waited for.
        """
        goes_on = True
        while goes_on:
            try:
                with reading_store(self._context) as store:
                    while goes_on:
                        self._take(store.alerts.open())
                        goes_on = self._pause()
            except Refused as refusal:
                if self._open is None:
                    raise
                self._say_trouble(str(refusal))
                goes_on = self._pause()

    def _pause(self) -> bool:
        """Wait until it is time to look again; whether there is time."""
        clock = self._context.clock
        left_s = math.inf if self._ends_s is None else self._ends_s - clock.now().monotonic_s
        if left_s <= 0:
            return False
        clock.wait(self._never, min(self._every_s, left_s))
        return True

    def _take(self, alerts: list[LoggedAlert]) -> None:
        self._blind_since_s = None
        before, self._open = self._open, {alert.id: alert for alert in alerts}
        if before is None:
            self._begin(alerts)
            return
        for alert in alerts:
            known = before.get(alert.id)
            if known is None or len(known.ids) < len(alert.ids):
                self._tell("raised", alert)
        for gone in before.keys() - self._open.keys():
            self._tell("done", before[gone])

    def _begin(self, alerts: list[LoggedAlert]) -> None:
        for alert in sorted(alerts, key=lambda alert: _Shown(alert, self._context).urgency):
            self._tell("open", alert)
        if not self._context.json:
            print(sentence("commands.alerts.watching", alerts=len(alerts)), flush=True)

    def _tell(self, event: str, alert: LoggedAlert) -> None:
        shown = _Shown(alert, self._context)
        if self._context.json:
            print(json.dumps({"event": event} | shown.as_dict(), ensure_ascii=False), flush=True)
        elif event == "done":
            print(sentence("commands.alerts.seen-to", alert=shown.words()), flush=True)
        else:
            print(f"{BELL if event == 'raised' else ''}{shown.line()}", flush=True)

    def _say_trouble(self, refused: str) -> None:
        """Once, when it lasts: a terminal that starts, or mends its file, cannot be read for a moment."""
        now_s = self._context.clock.now().monotonic_s
        if self._blind_since_s is None:
            self._blind_since_s = now_s
        elif now_s - self._blind_since_s >= BLIND_S:
            print(sentence("commands.alerts.blind", why=refused), file=sys.stderr, flush=True)
            self._blind_since_s = math.inf
