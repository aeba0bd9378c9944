"""The evaluation in a dozen lines, for who typed the command."""

from __future__ import annotations

from kiosk.evaluation.figures import AtPolicy, Evaluation, GroupIdentification, Identification, answers_by
from kiosk.evaluation.in_words import between, images, number, percent, reasons, stage, variant
from kiosk.evaluation.verdict import MOST_BPCER, judgements
from kiosk.sentences import sentence, table


def summary(result: Evaluation) -> list[str]:
    """Lines to print."""
    second = sentence("evaluation.summary.second", engine=result.second_opinion) if result.second_opinion else ""
    pictures = sentence(
        "evaluation.summary.pictures", enrolled=result.enrolment.pictures, searched=result.probes.pictures
    )
    lines = [
        sentence(
            "evaluation.summary.head", engine=result.engine, second=second, people=result.people, pictures=pictures
        ),
        _acquisition(result),
    ]
    lines += [
        sentence(
            "evaluation.summary.verification",
            fmr=row.fmr,
            fnmr=percent(row.fnmr),
            range=between(row.fnmr_low, row.fnmr_high),
            threshold=number(row.threshold),
        )
        for row in result.verification
    ]
    lines += [_identification(row) for row in result.fnir_at_fpir if _is_used(result, row)]
    lines += [_policy(row) for row in result.policy if _is_used(result, row)]
    lines += [
        sentence(
            "evaluation.summary.group",
            group=row.group,
            members=row.people,
            way=variant(row.variant),
            people=row.gallery,
            fpir=percent(row.fpir),
            fnir=percent(row.fnir),
            observed=percent(row.observed_fpir),
        )
        for row in result.groups
        if _is_used(result, row)
    ]
    lines += [
        sentence("evaluation.summary.inside", group=row.group, fmr=row.fmr, rate=percent(row.fmr_within))
        for row in result.group_verification
    ]
    lines += [
        sentence(
            "evaluation.summary.attack",
            species=row.species,
            at=_at(row.bpcer_target),
            apcer=percent(row.apcer),
            range=between(row.apcer_low, row.apcer_high),
            bpcer=percent(row.bpcer),
            threshold=number(row.threshold),
        )
        for row in result.attacks
        if "/" not in row.species and row.bpcer_target in (None, MOST_BPCER)
    ]
    if result.latency:
        times = sentence("words.comma").join(f"{stage(row.stage)} {row.p50_ms:.1f} ms" for row in result.latency)
        lines.append(sentence("evaluation.summary.times", times=times))
    lines += [
        sentence(
            "evaluation.summary.judgement",
            verdict=table("evaluation.verdicts")[judged.verdict.value],
            aim=judged.aim,
            seen=judged.seen,
        )
        for judged in judgements(result)
    ]
    return lines + [sentence("evaluation.summary.note", note=note) for note in result.notes]


def _is_used(result: Evaluation, row: Identification | AtPolicy | GroupIdentification) -> bool:
    """Other ways of scoring stand in the report and the JSON."""
    return row.variant == answers_by(result, row.gallery, row.enrol_images)


def _acquisition(result: Evaluation) -> str:
    why = sentence("evaluation.summary.why", reasons=reasons(result.probes.reasons)) if result.probes.failures else ""
    line: str = sentence("evaluation.summary.unused-searched", rate=percent(result.probes.fta), why=why)
    if result.enrolment.failures and not result.one_pool:
        line += sentence(
            "evaluation.summary.unused-enrolled",
            rate=percent(result.enrolment.fta),
            reasons=reasons(result.enrolment.reasons),
        )
    return line


def _identification(row: Identification) -> str:
    return sentence(
        "evaluation.summary.identification",
        people=row.gallery,
        pictures=images(row.enrol_images),
        way=variant(row.variant),
        fpir=percent(row.fpir),
        fnir=percent(row.fnir),
        range=between(row.fnir_low, row.fnir_high),
        threshold=number(row.threshold),
        wrong=percent(row.wrong_person),
    )


def _policy(row: AtPolicy) -> str:
    where = sentence("evaluation.list", people=row.gallery, pictures=images(row.enrol_images), way=variant(row.variant))
    return sentence(
        "evaluation.summary.policy",
        accept=number(row.accept),
        doubt=number(row.doubt),
        where=where,
        fpir=percent(row.fpir),
        range=between(row.fpir_low, row.fpir_high),
        asked=percent(row.fpir_asked),
        sure=percent(row.sure),
        confirm=percent(row.confirm),
        fnir=percent(row.fnir),
    )


def _at(target: float | None) -> str:
    return (
        sentence("evaluation.plots.threshold-in-use")
        if target is None
        else sentence("evaluation.summary.at-bpcer", rate=percent(target))
    )
