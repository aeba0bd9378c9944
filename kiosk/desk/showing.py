"""The view of the wing, made of what the desk's parts hold."""

from __future__ import annotations

from kiosk.accounts.session import Session
from kiosk.desk.gate import Gate
from kiosk.desk.pages import Pages
from kiosk.desk.sheets import Sheets
from kiosk.desk.strip import Strip
from kiosk.desk.view import StaffView, Stage
from kiosk.people.names import mask_name


def before_the_door(serial: int, gate: Gate | None, strip: Strip) -> StaffView:
    """While nobody is in: whoever asks to be, or nothing."""
    if gate is None:
        return StaffView(Stage.SHUT, serial)
    return StaffView(gate.stage, serial, gate.accounts, gate.pad(), waiting=strip.waiting)


def inside(serial: int, session: Session, left_s: float, pages: Pages, sheets: Sheets, strip: Strip) -> StaffView:
    """While somebody is in; `left_s` till it locks, s."""
    return StaffView(
        Stage.OPEN,
        serial,
        session=session.token,
        who=mask_name(session.name),
        role=session.role.value,
        seconds_left=round(left_s),
        navigation=pages.navigation(session.role),
        page=pages.name,
        under=pages.under,
        content=pages.content(),
        waiting=strip.waiting,
        notice=strip.notice,
        question=sheets.question,
        signature=sheets.signature(),
    )
