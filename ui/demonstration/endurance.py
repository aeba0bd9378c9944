"""An endurance run: short visits drawn by lot, a third by face, with faults between and beneath them.

The same seed gives the same visits. What a fault leaves broken works again before the visit ends, so each visit is
judged by itself.
"""

from __future__ import annotations

import random
from collections.abc import Collection
from typing import Any

from kiosk.facilities import Facility
from kiosk.sentences import sentence
from kiosk.visits.states import Button, State
from ui.demonstration.script import Expectation, ScriptedVisit, Step

BY_CARD = ("wang-guiying", "chen-deming", "zhou-meihua")
BY_CONTACT_CARD = ("zhang-jianguo", "li-xiulan")
BY_FACE = ("wang-guiying", "li-xiulan", "chen-deming")
FAULT_RATE = 0.4
LONG_S = 40.0
"""Given to everything that may take longer on a machine that does much else."""

LOOK_S = 20.0
"""Longer than the camera looks at somebody before it asks for a card."""

WIRE = {"id-reader": Facility.ID_CARD, "thermometer": Facility.TEMPERATURE, "camera": Facility.CAMERA}
HARMLESS = ("split", "noise", "duplicate")
"""Ways to garble a wire that its driver must read through."""


def visits(count: int, seed: int, abilities: Collection[str]) -> list[ScriptedVisit]:
    """So many visits.

    Args:
        abilities: What the hall has: camera, card-service, gateway.
    """
    lot = random.Random(seed)
    kinds = [_by_card] + ([_by_contact_card] if "card-service" in abilities else [])
    faults = ["unplug-id-reader", "unplug-thermometer", "garble-id-reader", "garble-thermometer", "kill-vision"]
    faults += ["kill-card-service"] if "card-service" in abilities else []
    faults += ["cut-network"] if "gateway" in abilities else []
    faults += ["unplug-camera"] if "camera" in abilities else []
    made = []
    for number in range(count):
        kind = _by_face if number % 3 == 2 and "camera" in abilities else lot.choice(kinds)
        fault = lot.choice(faults) if lot.random() < FAULT_RATE else ""
        made.append(kind(number, fault, lot))
    return made


def _by_card(number: int, fault: str, lot: random.Random) -> ScriptedVisit:
    who = lot.choice(BY_CARD)
    come = (_step(hall="stand", person=who), _step(hall="tap", person=who))
    return _visit(
        number, fault, lot, who, ("id-card", sentence("demonstration.endurance.id-card")), come, _step(hall="pull")
    )


def _by_contact_card(number: int, fault: str, lot: random.Random) -> ScriptedVisit:
    who = lot.choice(BY_CONTACT_CARD)
    come = (_step(hall="stand", person=who), _step(hall="insert", person=who))
    return _visit(
        number,
        fault,
        lot,
        who,
        ("contact-card", sentence("demonstration.endurance.contact-card")),
        come,
        _step(hall="eject"),
    )


def _by_face(number: int, fault: str, lot: random.Random) -> ScriptedVisit:
    who = lot.choice(BY_FACE)
    come = (
        _step(hall="walk_up", person=who),
        _step(wait=State.CONFIRM, within_s=LOOK_S),
        _step(press=Button.YES),
    )
    return _visit(
        number, fault, lot, who, ("face", sentence("demonstration.endurance.face")), come, _step(hall="leave")
    )


def _visit(
    number: int, fault: str, lot: random.Random, who: str, way: tuple[str, str], come: tuple[Step, ...], go: Step
) -> ScriptedVisit:
    before, after = _around(fault, lot)
    broken_heat = fault == "unplug-thermometer"
    steps = (
        *before,
        *come,
        *((_step(wait=State.DEVICE_FAULT, within_s=LONG_S), _step(press=Button.CONTINUE)) if broken_heat else ()),
        _step(wait=State.RESULT, within_s=LONG_S),
        _step(press=Button.NO_THANKS),
        _step(wait=State.GOODBYE, within_s=LONG_S),
        go,
        _step(wait=State.ATTRACT, within_s=LONG_S),
        *after,
    )
    identified, title = way
    expect = Expectation(identified_by=identified, person=who, outcome="served")
    return ScriptedVisit(
        id=f"{number + 1:04d}-{identified}{'-' + fault if fault else ''}",
        title=sentence("demonstration.endurance.with-fault", way=title, fault=fault) if fault else title,
        steps=steps,
        expect=expect,
        needs={"face": "camera", "contact-card": "card-service"}.get(identified),
    )


def _around(fault: str, lot: random.Random) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """What goes wrong before the person comes, and what puts it right after they have gone."""
    what, _, part = fault.partition("-")
    if what == "unplug":
        facility = WIRE[part].value
        out = (_step(hall="unplug", part=part), _step(until="facility-fails", facility=facility, within_s=LONG_S))
        back = (_step(hall="plug", part=part), _step(until="facility-works", facility=facility, within_s=LONG_S))
        return (out, back) if part == "thermometer" else ((*out, *back), ())
    if what == "garble":
        return (_step(hall="garble", part=part, how=lot.choice(HARMLESS)),), (_step(hall="garble", part=part),)
    if fault == "kill-vision":
        works = Facility.CAMERA.value
        gone = _step(until="facility-fails", facility=works, within_s=LONG_S)
        return (_step(kill="vision"), gone, _step(until="facility-works", facility=works, within_s=LONG_S)), ()
    if fault == "kill-card-service":
        works = Facility.SOCIAL_CARD.value
        killed = (_step(hall="kill_card_service"), _step(until="facility-fails", facility=works, within_s=LONG_S))
        back = (_step(hall="start_card_service"), _step(until="facility-works", facility=works, within_s=LONG_S))
        return (*killed, *back), ()
    if fault == "cut-network":
        return (_step(gateway="down"),), (_step(gateway="up"), _step(until="online", within_s=LONG_S))
    return (), ()


def _step(**words: Any) -> Step:
    return Step(**words)
