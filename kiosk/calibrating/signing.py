"""The signature: what it was and what it will be, from when till when, and who answers for it."""

from __future__ import annotations

from kiosk.calibrating import effects as x
from kiosk.calibrating import events as e
from kiosk.calibrating.flow import Step, there
from kiosk.calibrating.judging import record_of
from kiosk.calibrating.turn import Turn


def prepare(turn: Turn) -> None:
    """A number and a due day are asked for."""
    turn.go(Step.SIGN, taking=None, number="", due=None)
    turn.do(x.Prepare(turn.next_ticket(), there(turn.flow.target), there(turn.flow.found_judged).verdict))


def prepared(turn: Turn, event: e.Prepared) -> None:
    """Both are known."""
    if turn.is_answer(event.ticket) and turn.flow.step is Step.SIGN:
        turn.set(number=event.number, due=event.due)


def sign_wanted(turn: Turn, _: e.SignWanted) -> None:
    """签名生效."""
    flow = turn.flow
    if flow.step is not Step.SIGN or not flow.number or flow.due is None:
        return
    if flow.rules.two_sign:
        turn.do(x.AskSecond(flow.number))
    else:
        _sign(turn, None)


def second_signed(turn: Turn, event: e.SecondSigned) -> None:
    """Somebody else signed too."""
    if turn.flow.step is Step.SIGN and turn.flow.number:
        _sign(turn, event.login)


def signed(turn: Turn, event: e.Signed) -> None:
    """It is in force."""
    if turn.is_answer(event.ticket):
        turn.go(Step.DONE, record=event.record, affected=event.affected)


def _sign(turn: Turn, second: str | None) -> None:
    record = record_of(turn.flow, turn.at, second)
    turn.go(Step.SIGNING)
    turn.do(x.Sign(turn.next_ticket(), record))
