"""Limits in force beside those the last kept evaluation called for, and what to do where they differ. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from kiosk.camera_bench.camera_view import ComparisonView, LimitView
from kiosk.camera_bench.charts import percent
from kiosk.evaluation.kept import KeptEvaluation
from kiosk.evaluation.searching import NORMALISED, SECOND_OPINION, SIMILARITY
from kiosk.evaluation.verdict import MOST_APCER, MOST_FNIR
from kiosk.faces.matching.policy import Policy
from kiosk.faces.matching.scoring import LEAST_PEOPLE
from kiosk.sentences import Text, sentence, table

MOST_TODO = 3
"""What comes after them is said when they are done."""
SAME = 0.005
"""Limits are written with two digits."""
NOTHING = "—"


@dataclass(frozen=True, slots=True)
class InForce:
    """What the terminal goes by.

    Attributes:
        live_from: None where liveness is switched off.
        fpir: The rate of wrong names thresholds are made for.
        policy: None where none was made with this engine yet.
    """

    live_from: float | None
    doubt_from: float
    engine: str
    engine_version: str
    fpir: float
    policy: Policy | None


def limits_differ(live_from: float, called: float | None) -> bool:
    """Whether the liveness limit is another one than was called for; False where it was not measured."""
    return called is not None and abs(live_from - called) > SAME


def comparison_view(kept: KeptEvaluation, now: InForce, zone: tzinfo) -> ComparisonView:
    """The table and what to do, the most important first."""
    say = table("camera-bench.compared")
    own = (kept.engine, kept.engine_version) == (now.engine, now.engine_version)
    rows, todo = [_live(kept, now, say), _apcer(kept, say)], _of_liveness(kept, now)
    if own:
        rows += [_threshold(kept, now, say), _fpir(kept, now, say), _fnir(kept, say)]
        todo += _of_search(kept, now)
    else:
        theirs, ours = f"{kept.engine} {kept.engine_version}", f"{now.engine} {now.engine_version}"
        todo = [sentence("camera-bench.compared.other-engine", theirs=theirs, ours=ours), *todo]
    head = sentence(
        "camera-bench.compared.head",
        day=f"{kept.made.astimezone(zone):%Y-%m-%d}",
        engine=f"{kept.engine} {kept.engine_version}",
        people=kept.people,
        pictures=kept.pictures,
    )
    return ComparisonView(head, tuple(rows), tuple(todo[:MOST_TODO]) or (say["agree"],), differs=bool(todo))


def not_evaluated(now: InForce) -> ComparisonView:
    """Nothing was kept: what is in force stands there alone."""
    todo = (sentence("camera-bench.compared.evaluate"),)
    return ComparisonView(sentence("camera-bench.compared.never"), _alone(now), todo)


def unreadable(now: InForce) -> ComparisonView:
    """Something was kept and cannot be read."""
    todo = (sentence("camera-bench.compared.keep-anew"),)
    return ComparisonView(sentence("camera-bench.compared.unreadable"), _alone(now), todo, differs=True)


def _alone(now: InForce) -> tuple[LimitView, ...]:
    say = table("camera-bench.compared")
    accept = NOTHING if now.policy is None else f"{now.policy.accept:.2f}"
    return (
        LimitView(say["live"], _live_from(now, say), say["not-measured"]),
        LimitView(say["threshold"], accept, say["not-measured"]),
    )


def _live_from(now: InForce, say: dict[str, Text]) -> str:
    return say["off"] if now.live_from is None else f"{now.live_from:.2f}"


def _live(kept: KeptEvaluation, now: InForce, say: dict[str, Text]) -> LimitView:
    ours = _live_from(now, say)
    if kept.live_from is None:
        return LimitView(say["live"], ours, say["not-measured"])
    differs = now.live_from is not None and limits_differ(now.live_from, kept.live_from)
    state = "" if now.live_from is None else "look" if differs else "ok"
    return LimitView(say["live"], ours, f"{kept.live_from:.2f}", state)


def _apcer(kept: KeptEvaluation, say: dict[str, Text]) -> LimitView:
    return _rate(say["apcer"], kept.apcer, MOST_APCER, say)


def _threshold(kept: KeptEvaluation, now: InForce, say: dict[str, Text]) -> LimitView:
    ours = NOTHING if now.policy is None else f"{now.policy.accept:.2f}"
    theirs = say["not-measured"] if kept.threshold is None else f"{kept.threshold:.2f}"
    if now.policy is None or kept.threshold is None or not _comparable(kept, now.policy):
        return LimitView(say["threshold"], ours, theirs)
    return LimitView(say["threshold"], ours, theirs, "look" if _too_low(kept, now.policy) else "ok")


def _fpir(kept: KeptEvaluation, now: InForce, say: dict[str, Text]) -> LimitView:
    return _rate(say["fpir"], kept.fpir, now.fpir, say)


def _fnir(kept: KeptEvaluation, say: dict[str, Text]) -> LimitView:
    return _rate(say["fnir"], kept.fnir, MOST_FNIR, say)


def _rate(label: Text, rate: float | None, most: float, say: dict[str, Text]) -> LimitView:
    limit = f"≤ {percent(most)} %"
    if rate is None:
        return LimitView(label, limit, say["not-measured"])
    return LimitView(label, limit, f"{percent(rate)} %", "ok" if rate <= most else "look")


def _of_liveness(kept: KeptEvaluation, now: InForce) -> list[Text]:
    if now.live_from is None:
        return []
    if kept.live_from is None:
        return [sentence("camera-bench.compared.no-attacks")]
    todo = []
    if limits_differ(now.live_from, kept.live_from):
        called = f"{kept.live_from:.2f}"
        todo.append(sentence("camera-bench.compared.set-live", now=f"{now.live_from:.2f}", called=called))
        if kept.live_from < now.doubt_from:
            todo.append(sentence("camera-bench.compared.set-doubt", called=called))
    if kept.apcer is not None and kept.apcer > MOST_APCER:
        todo.append(sentence("camera-bench.compared.attacks-pass"))
    return todo


def _of_search(kept: KeptEvaluation, now: InForce) -> list[Text]:
    todo = []
    if kept.threshold is None or not kept.resolved:
        todo.append(sentence("camera-bench.compared.few-strangers"))
    elif now.policy is not None and not _comparable(kept, now.policy):
        people = now.policy.people
        todo.append(sentence("camera-bench.compared.other-gallery", then=kept.gallery, people=people))
    elif now.policy is not None and _too_low(kept, now.policy):
        todo.append(sentence("camera-bench.compared.raise-threshold", called=f"{kept.threshold:.2f}"))
    if kept.fnir is not None and kept.fnir > MOST_FNIR:
        todo.append(sentence("camera-bench.compared.missed"))
    return todo


def _comparable(kept: KeptEvaluation, policy: Policy) -> bool:
    """Scores of another way of scoring lie on another scale, and a threshold grows with the gallery."""
    if policy.second_opinion:
        way = SECOND_OPINION
    else:
        way = NORMALISED if policy.people >= LEAST_PEOPLE else SIMILARITY
    return kept.variant == way and policy.people * 2 >= kept.gallery


def _too_low(kept: KeptEvaluation, policy: Policy) -> bool:
    return kept.threshold is not None and policy.accept < kept.threshold - SAME
