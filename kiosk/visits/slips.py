"""The printed slip in a visit: asked for once a press, told of, and never in anybody's way."""

from __future__ import annotations

from dataclasses import replace

from devices.printers.printer import Printed
from kiosk.facilities import Facility
from kiosk.visits.closing import alert
from kiosk.visits.draft import Draft
from kiosk.visits.effects import PrintSlip
from kiosk.visits.events import SlipFailed, SlipPrinted
from kiosk.visits.situation import Situation
from kiosk.visits.visit import SlipStage, Value, Visit, VisitSlip

_PAPER_MAY_LIE = (SlipStage.PRINTING, SlipStage.PRINTED)


def noted(visit: Visit) -> tuple[Value, ...]:
    """What the store has of this visit's values: only that is printed, for only that can be printed again."""
    return tuple(value for value in visit.self_check.values if value.key in visit.committed)


def is_offered(s: Situation) -> bool:
    """Whether a slip can be had now: something new is on it, and the printer works."""
    slip, values = s.current.slip, noted(s.current)
    if not values or s.resident is None or not s.terminal.works(Facility.PRINTER):
        return False
    if slip.stage is SlipStage.PRINTED:
        return len(values) > slip.values
    return slip.stage is SlipStage.NONE or (slip.stage is SlipStage.FAILED and slip.fault is Printed.BUSY)


def said(s: Situation) -> str:
    """What has to be said of the slip on the menu: a variant of its words, empty for nothing."""
    slip = s.current.slip
    if slip.stage is SlipStage.NONE or (slip.stage is SlipStage.PRINTED and is_offered(s)):
        return ""
    return f"slip-{slip.fault.value}" if slip.fault is not None else slip.stage.value


def is_left(visit: Visit) -> bool:
    """Whether their paper lies in the printer, or is on its way."""
    return visit.slip.stage in _PAPER_MAY_LIE or visit.slip.fault is Printed.LOST


def print_slip(d: Draft) -> None:
    """打张单子带走."""
    key = f"slip-{d.visit.slip.presses + 1}"
    d.visit = replace(
        d.visit, slip=VisitSlip(SlipStage.PRINTING, d.visit.slip.presses + 1, key, len(noted(d.visit)))
    )  # fmt: skip
    d.note("slip-asked")
    d.do(PrintSlip(d.visit.id, key, d.visit))


def slip_printed(d: Draft, event: SlipPrinted) -> None:
    """It lies in the printer."""
    if _is_awaited(d, event.visit_id, event.key):
        d.visit = replace(d.visit, slip=replace(d.visit.slip, stage=SlipStage.PRINTED))
        d.note("slip-printed")


def slip_failed(d: Draft, event: SlipFailed) -> None:
    """It does not, or nobody knows how much of it. Staff hear of a printer that does not print, once as long as so."""
    if not _is_awaited(d, event.visit_id, event.key):
        return
    d.visit = replace(d.visit, slip=replace(d.visit.slip, stage=SlipStage.FAILED, fault=event.fault))
    d.note("slip-failed")
    if event.fault is not Printed.BUSY and Facility.PRINTER not in d.terminal.reported:
        d.terminal = replace(d.terminal, reported=d.terminal.reported | {Facility.PRINTER})
        alert(d, "device", f"slip-{event.fault.value}", again=True)


def printer_works(d: Draft) -> None:
    """It prints again: a slip that failed can be asked for once more."""
    if d.visit.slip.stage is SlipStage.FAILED:
        d.visit = replace(d.visit, slip=VisitSlip(presses=d.visit.slip.presses))


def _is_awaited(d: Draft, visit_id: str, key: str) -> bool:
    slip = d.visit.slip
    return visit_id == d.s.visit_id and slip.stage is SlipStage.PRINTING and key == slip.key
