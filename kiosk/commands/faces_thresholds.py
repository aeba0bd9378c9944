"""`kiosk faces thresholds`: what this gallery tells apart, and what each wanted rate would do. Reads only."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from kiosk.commands.context import Context
from kiosk.commands.storing import reading_store
from kiosk.sentences import sentence

if TYPE_CHECKING:
    from kiosk.gallery.curves import Curves, Prediction

LEAST, MOST = 0.0001, 0.05
"""Bounds of `faces.fpir`."""


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's own options."""
    parser = verbs.add_parser("thresholds", help=sentence("help.faces.thresholds"))
    parser.add_argument("--fpir", type=_rate, action="append", metavar="R", help=sentence("help.faces.fpir"))


def run(args: argparse.Namespace, context: Context) -> int:
    """Print a line for the rate in force and for each rate asked for, or for every one that can be chosen."""
    from kiosk.gallery.curves import LADDER, curves_of
    from kiosk.gallery.narrowing import Narrowing

    settings, now = context.settings, context.settings.faces.fpir
    with reading_store(context) as store:
        scope = Narrowing(store.whereabouts, settings.faces, settings.hall, context.clock).scope()
        curves = curves_of(store, settings.faces, scope)
    rates = sorted({now, *(args.fpir or LADDER)})
    made = [prediction for rate in rates if (prediction := curves.predict(rate)) is not None]
    if context.json:
        report = {
            "people": curves.people,
            "searched": len(curves.own),
            "in_force": now,
            "rates": [_row(p) for p in made],
        }
        print(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        _print(curves, made, now)
    return 0


def _print(curves: Curves, made: list[Prediction], now: float) -> None:
    from kiosk.faces.matching.thresholds import MOST_SEARCHED

    if not made:
        few = sentence("gallery-bench.states.few", people=curves.people)
        print(few if curves.people < 2 else sentence("gallery-bench.states.too-many", most=MOST_SEARCHED))
        return
    print(sentence("gallery-bench.note.people", people=curves.people))
    for p in made:
        wanted = f"{100 * p.policy.fpir:g} %"
        missed = sentence("gallery-bench.numbers.not-measured") if p.missed is None else f"{100 * p.missed.rate:.2g} %"
        line = sentence(
            "gallery-bench.command.row",
            mark=sentence("gallery-bench.command.now") if p.policy.fpir == now else "",
            wanted=wanted,
            accept=f"{p.policy.accept:.2f}",
            doubt=f"{p.policy.doubt:.2f}",
            fpir=f"{100 * p.fpir:.2g} %",
            missed=missed,
            pairs=p.pairs,
        )
        print(line)


def _row(p: Prediction) -> dict[str, Any]:
    return {
        "wanted": p.policy.fpir,
        "accept": round(p.policy.accept, 4),
        "doubt": round(p.policy.doubt, 4),
        "fpir": round(p.fpir, 6),
        "fnir": None if p.missed is None else round(p.missed.rate, 5),
        "fnir_upper": None if p.missed is None else round(p.missed.upper, 5),
        "asked": None if p.asked is None else round(p.asked.rate, 5),
        "pairs": p.pairs,
    }


def _rate(text: str) -> float:
    value = float(text)
    if not LEAST <= value <= MOST:
        raise argparse.ArgumentTypeError(f"{text} is not within {LEAST} to {MOST}")
    return value
