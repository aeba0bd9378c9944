"""The whole evaluation: folders in, `Evaluation` out. Writes nothing."""

from __future__ import annotations

from itertools import product

import numpy as np

from kiosk.evaluation.bootstrap import People
from kiosk.evaluation.extraction import Progress, extract, matrix_of, silent
from kiosk.evaluation.figures import Acquisition, Evaluation
from kiosk.evaluation.finding import Finding, Plan
from kiosk.evaluation.folders import Collection, FolderFault, collect
from kiosk.evaluation.groups import Inside, group_identification, groups_of
from kiosk.evaluation.identification import Draws, at_policy, curve, identification
from kiosk.evaluation.latency import search_time, stages
from kiosk.evaluation.presentations import measure_attacks
from kiosk.evaluation.searching import Vectors, search
from kiosk.evaluation.trials import Design, default_size, draw
from kiosk.evaluation.verification import FMRS, all_pairs, group_verification, verification
from kiosk.evaluation.wanted import Wanted
from kiosk.faces.engines.engine import FaceEngine, Vector, create
from kiosk.sentences import sentence


def evaluate(wanted: Wanted, progress: Progress = silent) -> Evaluation:
    """Measure everything that is wanted.

    Raises:
        FolderFault: the folders, the groups file or the sizes do not allow it.
        EngineMissing: an engine or a model does not load.
    """
    people = collect(wanted.enrol, wanted.probe, wanted.sessions)
    designs = _designs(people, wanted)
    groups, unknown = groups_of(wanted.groups, people) if wanted.groups else ({}, 0)
    findings = extract([picture.path for picture in people.pictures], wanted.plan, wanted.workers, progress)
    first, second = _vectors(findings, wanted.plan)
    result = _blank(people, findings, first.engine, wanted)
    if unknown:
        result.notes.append(sentence("evaluation.notes.unknown-in-groups", lines=unknown))
    replicates = People(people.people, wanted.replicates, wanted.seed)
    _one_to_one(result, people, first, groups, replicates)
    for design in designs:
        _open_set(result, people, design, (first, second), wanted, groups, replicates)
    result.latency = stages(findings) + search_time(people, designs[-1], first, wanted.seed)
    if wanted.attacks is not None:
        rows, notes = measure_attacks(people, findings, wanted, progress)
        result.attacks, result.notes = rows, result.notes + notes
    return result


def _designs(people: Collection, wanted: Wanted) -> list[Design]:
    """Every combination that the folders allow. Raises FolderFault when none does, with the first one's reason."""
    counts: tuple[int | None, ...] = wanted.enrol_images or ((1,) if people.same else (None,))
    fitting, faults = [], []
    for size, count in product(wanted.galleries or (None,), counts):
        design = Design(size, count, wanted.probe_images, wanted.pick)
        try:
            design = Design(size or default_size(people, design), count, wanted.probe_images, wanted.pick)
            draw(people, design, np.random.default_rng(0))
            fitting.append(design)
        except FolderFault as fault:
            faults.append(fault)
    if faults:
        raise faults[0]
    return fitting


def _vectors(findings: list[Finding], plan: Plan) -> tuple[Vectors, Vectors | None]:
    weights = np.array([finding.quality for finding in findings], np.float32)

    def of(name: str, stills: list[Vector | None], frames: list[Vector | None], *, second: bool) -> Vectors:
        engine = create(name)
        moving = matrix_of(frames, engine.length) if plan.frames else None
        return Vectors(engine, matrix_of(stills, engine.length), weights, moving, second and plan.frames)

    first = of(plan.engine, [f.vector for f in findings], [f.frame for f in findings], second=False)
    if plan.second is None:
        return first, None
    return first, of(plan.second, [f.second for f in findings], [f.second_frame for f in findings], second=True)


def _blank(people: Collection, findings: list[Finding], engine: FaceEngine, wanted: Wanted) -> Evaluation:
    enrol = [bool(pictures) for pictures in people.enrol]
    probe = [bool(pictures) for pictures in people.probe]
    return Evaluation(
        engine=engine.name,
        engine_version=engine.version,
        second_opinion=wanted.plan.second,
        quality_gate=wanted.plan.gate,
        people=people.people,
        enrol_people=sum(enrol),
        probe_people=sum(probe),
        mated_people=sum(a and b for a, b in zip(enrol, probe, strict=True)),
        one_pool=people.same,
        sessions=wanted.sessions is not None,
        seed=wanted.seed,
        enrolment=acquisition(findings, [picture for mine in people.enrol for picture in mine]),
        probes=acquisition(findings, [picture for mine in people.probe for picture in mine]),
    )


def acquisition(findings: list[Finding], pictures: list[int]) -> Acquisition:
    """Failures to acquire among some pictures."""
    reasons: dict[str, int] = {}
    for picture in pictures:
        reason = findings[picture].reason
        if reason is not None:
            reasons[reason] = reasons.get(reason, 0) + 1
    failures = sum(reasons.values())
    rate = failures / len(pictures) if pictures else None
    return Acquisition(pictures=len(pictures), failures=failures, fta=rate, reasons=dict(sorted(reasons.items())))


def _one_to_one(
    result: Evaluation, people: Collection, first: Vectors, groups: dict[str, Inside], replicates: People
) -> None:
    pairs = all_pairs(people, first, max(FMRS))
    result.verification = verification(pairs, FMRS, replicates)
    for name, inside in groups.items():
        result.group_verification += group_verification(pairs, result.verification, name, inside)
    if not result.verification:
        result.notes.append(sentence("evaluation.notes.no-pairs"))


def _open_set(
    result: Evaluation,
    people: Collection,
    design: Design,
    vectors: tuple[Vectors, Vectors | None],
    wanted: Wanted,
    groups: dict[str, Inside],
    replicates: People,
) -> None:
    dice = np.random.default_rng(wanted.seed)
    trials = [
        search(draw(people, design, dice), *vectors, wanted.policy_fpir, wanted.probe_images)
        for _ in range(wanted.draws)
    ]
    size = design.gallery or 0
    missing = sum(trial.not_enrolled for trial in trials)
    plain: Draws | None = None
    for variant in trials[0].searches:
        if not all(variant in trial.searches for trial in trials):
            continue
        searches = [trial.searches[variant] for trial in trials]
        policies = [trial.policies[variant] for trial in trials if variant in trial.policies]
        draws = Draws(design, size, variant, searches, policies, missing, wanted.policy_fpir)
        rows = identification(draws, wanted.fpirs, replicates, plain)
        plain = plain or draws
        result.fnir_at_fpir += rows
        result.policy += [row for row in [at_policy(draws, replicates)] if row is not None]
        result.curves += [line for line in [curve(draws)] if line is not None]
        for name, inside in groups.items():
            result.groups += [group_identification(draws, row, name, inside, replicates) for row in rows]
    _remarks(result, size, len(trials))


def _remarks(result: Evaluation, size: int, draws: int) -> None:
    """What the folders cannot show at this size, once."""
    last = result.fnir_at_fpir[-1]
    if not last.stranger_searches:
        result.notes.append(sentence("evaluation.notes.no-strangers", people=size))
    elif not all(row.resolved for row in result.fnir_at_fpir if row.gallery == size):
        a_draw = last.stranger_searches // draws
        result.notes.append(sentence("evaluation.notes.few-strangers", people=size, searches=a_draw))
    if not last.mated_searches:
        result.notes.append(sentence("evaluation.notes.no-members", people=size))
