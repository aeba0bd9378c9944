"""Numbers as a technician reads them: the minus as wide as a digit, a plus where a sign is asked for."""

from __future__ import annotations

from datetime import date

from kiosk.calibration.decision import GUARD_BAND, risk_of_false_accept
from kiosk.calibration.methods import Limit
from kiosk.sentences import Text, sentence, table

MINUS = "\N{MINUS SIGN}"
DASH = "\N{EM DASH}"
UNITS = {"Cel": "℃", "mm[Hg]": "mmHg", "kg": "kg", "%": "%", "mmol/L": "mmol/L"}


def plain(value: float | None, decimals: int) -> str:
    """37.03, −0.30; a dash where there is none."""
    if value is None:
        return DASH
    shown = f"{value:.{decimals}f}"
    return shown.lstrip("-") if float(shown) == 0 else shown.replace("-", MINUS)


def signed(value: float | None, decimals: int) -> str:
    """+0.08, −0.30, 0.00; a dash where there is none."""
    shown = plain(value, decimals)
    return shown if value is None or shown.startswith(MINUS) or float(shown) == 0 else f"+{shown}"


def day_words(day: date | None) -> str:
    """2027-05-31; a dash where there is none."""
    return DASH if day is None else f"{day:%Y-%m-%d}"


def rule_words(limit: Limit) -> Text:
    """The rule a limit comes from, with its clause; 待核 where nobody compared it with the paper."""
    rule = Text(limit.rule)
    if limit.clause:
        rule = sentence("calibrating.rule-clause", rule=limit.rule, clause=limit.clause)
    return sentence("calibrating.rule-unchecked", rule=rule) if limit.from_memory else rule


def decision_words(rule: str, expanded_u: float) -> Text:
    """A decision rule with its risk at the acceptance limit."""
    risk = risk_of_false_accept(expanded_u if rule == GUARD_BAND else 0.0, expanded_u)
    return table("calibrating.decisions")[rule].fill(risk=f"{risk * 100:.2g}")


def line_words(line: tuple[float, float]) -> Text:
    """a and b of a line."""
    return sentence("calibrating.line", a=f"{line[0]:.5f}", b=signed(line[1], 4))
