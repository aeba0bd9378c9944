"""The report's sections of figures, each a heading and a table; empty where nothing was measured."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from kiosk.evaluation.figures import Evaluation
from kiosk.evaluation.in_words import between, images, number, percent, reasons, stage, variant
from kiosk.sentences import Text, sentence, table


def identification(result: Evaluation) -> str:
    """Open-set search: FNIR at FPIR."""
    rows = [
        [
            sentence("evaluation.people", people=row.gallery),
            images(row.enrol_images),
            sentence("evaluation.frames", frames=row.probe_images),
            variant(row.variant),
            percent(row.fpir),
            number(row.threshold),
            percent(row.fnir) + between(row.fnir_low, row.fnir_high),
            _change(row.change_low, row.change_high),
            percent(row.fnir_sd),
            percent(row.wrong_person),
            percent(row.rank1_miss),
            f"{row.mated_searches} / {row.stranger_searches}",
        ]
        for row in result.fnir_at_fpir
    ]
    head = _columns(table("evaluation.columns.identification"))
    text = f"<p>{sentence('evaluation.about.identification')}</p>"
    return section(sentence("evaluation.sections.identification"), text + html_table(head, rows))


def _change(low: float | None, high: float | None) -> str:
    """Whether a way of scoring misses fewer or more than similarity alone."""
    if low is None or high is None:
        return "—"
    said = table("evaluation.changes")["fewer" if high < 0 else "more" if low > 0 else "unclear"]
    return sentence("evaluation.change", said=said, low=100 * low, high=100 * high)


def policy(result: Evaluation) -> str:
    """What the product would have done by its own thresholds."""
    rows = [
        [
            sentence("evaluation.people", people=row.gallery),
            images(row.enrol_images),
            variant(row.variant),
            f"{number(row.accept)} / {number(row.doubt)}",
            percent(row.fpir) + between(row.fpir_low, row.fpir_high),
            percent(row.fpir_asked),
            percent(row.sure),
            percent(row.confirm),
            percent(row.card),
            percent(row.fnir) + between(row.fnir_low, row.fnir_high),
            percent(row.wrong_person),
        ]
        for row in result.policy
    ]
    head = _columns(table("evaluation.columns.policy"))
    text = f"<p>{sentence('evaluation.about.policy')}</p>"
    return section(sentence("evaluation.sections.policy"), text + html_table(head, rows)) if rows else ""


def groups(result: Evaluation) -> str:
    """Figures of each group."""
    rows = [
        [
            sentence("evaluation.group", group=escape(row.group), people=row.people),
            sentence("evaluation.group-list", people=row.gallery, pictures=images(row.enrol_images)),
            variant(row.variant),
            percent(row.fpir),
            percent(row.fnir) + between(row.fnir_low, row.fnir_high),
            percent(row.observed_fpir),
            percent(row.own_threshold_fnir),
            percent(row.policy_fpir),
            percent(row.policy_fnir),
        ]
        for row in result.groups
    ]
    if not rows:
        return ""
    head = _columns(table("evaluation.columns.groups"))
    inside = [
        [
            sentence("evaluation.group", group=escape(row.group), people=row.people),
            f"{row.fmr:g}",
            number(row.threshold),
            percent(row.fmr_within),
            percent(row.fmr_across),
            percent(row.fnmr),
        ]
        for row in result.group_verification
    ]
    pairs = html_table(_columns(table("evaluation.columns.inside")), inside)
    return section(sentence("evaluation.sections.groups"), html_table(head, rows) + pairs)


def verification(result: Evaluation) -> str:
    """Two pictures compared."""
    rows = [
        [
            f"{row.fmr:g}",
            number(row.threshold),
            percent(row.fnmr) + between(row.fnmr_low, row.fnmr_high),
            f"{row.genuine_pairs} / {row.impostor_pairs}",
            str(row.impostor_pairs_accepted),
        ]
        for row in result.verification
    ]
    head = _columns(table("evaluation.columns.verification"))
    return section(sentence("evaluation.sections.verification"), html_table(head, rows)) if rows else ""


def attacks(result: Evaluation) -> str:
    """Presentation attacks."""
    rows = [
        [
            escape(sentence("evaluation.worst") if row.species == "worst" else row.species),
            sentence("evaluation.plots.threshold-in-use")
            if row.bpcer_target is None
            else f"BPCER ≤ {percent(row.bpcer_target)}",
            number(row.threshold),
            percent(row.apcer) + between(row.apcer_low, row.apcer_high),
            percent(row.bpcer),
            sentence("evaluation.attempts", count=row.presentations, without=row.no_response),
            sentence("evaluation.attempts", count=row.live_presentations, without=row.live_no_response),
        ]
        for row in result.attacks
    ]
    head = _columns(table("evaluation.columns.attacks"))
    return section(sentence("evaluation.sections.attacks"), html_table(head, rows)) if rows else ""


def acquisition(result: Evaluation) -> str:
    """Pictures that gave nothing."""
    rows = [
        [name, str(part.pictures), str(part.failures), percent(part.fta), reasons(part.reasons) or "—"]
        for name, part in (
            (sentence("evaluation.enrolled"), result.enrolment),
            (sentence("evaluation.searched"), result.probes),
        )
    ]
    return section(
        sentence("evaluation.sections.acquisition"), html_table(_columns(table("evaluation.columns.acquisition")), rows)
    )


def latency(result: Evaluation) -> str:
    """Milliseconds of each stage."""
    rows = [[stage(row.stage), f"{row.p50_ms:.2f}", f"{row.p95_ms:.2f}"] for row in result.latency]
    body = html_table(_columns(table("evaluation.columns.latency")), rows)
    return (
        section(sentence("evaluation.sections.latency"), f"<p>{sentence('evaluation.about.latency')}</p>" + body)
        if rows
        else ""
    )


def _columns(words: dict[str, Text]) -> tuple[str, ...]:
    return tuple(words.values())


def section(title: str, body: str) -> str:
    """A heading and what is under it, mark-up already."""
    return f"<h2>{escape(title)}</h2>\n{body}"


def html_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Cells are mark-up already."""
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td class='n'>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{top}</tr>{body}</table>"


def bullets(lines: Sequence[str]) -> str:
    """Sentences, one under the other."""
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"
