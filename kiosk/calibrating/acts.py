"""The bar of acts: what can be pressed now, and what is missing where it cannot."""

from __future__ import annotations

from kiosk.calibrating.choosing import limits_of
from kiosk.calibrating.entering import MAY_BE_EMPTY, fields_of
from kiosk.calibrating.flow import Flow, Step, there
from kiosk.calibrating.judging import limit_words
from kiosk.calibrating.reading import is_read, left_at, slot_of
from kiosk.calibrating.view import ButtonView
from kiosk.sentences import NO_WORDS, Text, sentence, table


def buttons_of(flow: Flow, *, certificates: bool = True) -> tuple[ButtonView, ...]:
    """From left to right; the last one is what usually comes next."""
    words = table("calibrating.acts")

    def quiet(name: str, icon: str = "", label: str = "") -> ButtonView:
        return ButtonView(name, words[label or name], "quiet", icon)

    def secondary(name: str, icon: str = "") -> ButtonView:
        return ButtonView(name, words[name], "secondary", icon)

    def primary(name: str, icon: str = "", missing: str = "", label: str = "") -> ButtonView:
        return ButtonView(name, words[label or name], "primary", icon, missing)

    match flow.step:
        case Step.CHOOSE:
            return (quiet("leave", "back"),)
        case Step.RESUME:
            return quiet("back", "back"), secondary("give_up", "cross"), primary("resume", "next")
        case Step.ENVIRONMENT if limits_of(flow):
            chosen = ButtonView("limit", limit_words(flow, flow.limit), "secondary")
            return quiet("back", "back"), chosen, primary("confirm", "check", _missing(flow))
        case Step.LIMIT:
            return (quiet("back", "back"),)
        case Step.ENVIRONMENT | Step.NEW_REFERENCE:
            return quiet("back", "back"), primary("confirm", "check", _missing(flow))
        case Step.REFERENCE:
            return quiet("back", "back"), secondary("new_reference", "plus")
        case Step.POINTS:
            return _of_points(flow)
        case Step.VERDICT:
            found = there(flow.found_judged)
            acts = [quiet("give_up", "cross")]
            if found.verdict.passed:
                acts.append(secondary("leave_as_is", "check") if flow.fitted is not None else primary("leave_as_is"))
            if flow.fitted is not None:
                acts.append(primary("adjust", "wrench"))
            return tuple(acts)
        case Step.REVIEW:
            return quiet("give_up", "cross"), primary("read_again", "replay")
        case Step.GIVING_UP:
            return (quiet("back", "back", "not_giving_up"),)
        case Step.SIGN:
            second = "sign_two" if flow.rules.two_sign else "sign"
            waits = NO_WORDS if flow.number else words["preparing"]
            return quiet("back", "back"), primary("sign", "edit", waits, second)
        case Step.DONE:
            if not flow.certifies:
                return (primary("leave", "back"),)
            if flow.check:
                return quiet("leave", "back"), secondary("another", "thermo")
            if not certificates:
                return (quiet("leave", "back"),)
            return quiet("leave", "back"), secondary("print", "printer"), secondary("to_stick", "download")
        case _:
            return (ButtonView("busy", words["busy"], busy=True),)


def _of_points(flow: Flow) -> tuple[ButtonView, ...]:
    words, taking = table("calibrating.acts"), there(flow.taking)
    if taking.apart is not None:
        counts = ButtonView("outlier_counts", words["outlier_counts"], "primary", "check")
        once = taking.point.left_out  # one of a point may be left out; where there are two it is read anew
        other = (
            ButtonView("point_again", words["point_again"], "secondary", "replay")
            if once
            else ButtonView("outlier_out", words["outlier_out"], "secondary", "cross")
        )
        return other, counts
    begun = any(point.readings for point in taking.points)
    first = ButtonView("give_up", words["give_up"], "quiet", "cross") if begun or flow.begun else ButtonView(
        "back", words["back"], "quiet", "back"
    )  # fmt: skip
    if not taking.standard:
        return (first,)
    again = ButtonView("point_again", words["point_again"], "secondary", "replay")
    acts = [first, again] if taking.point.readings else [first]
    left = left_at(flow, taking.point)
    if taking.running:
        return *acts, ButtonView("begin_point", words["begin_point"], missing=_still(left))
    if is_read(flow):
        return *acts, ButtonView("finish", words["finish"], "primary", "chart")
    if not flow.wire:
        return tuple(acts) if slot_of(flow) else (*acts, ButtonView("finish", words["finish"], "primary", "chart"))
    if left:
        label = words["go_on" if taking.point.used else "begin_point"]
        heard = NO_WORDS if flow.hearing.recent else words["nothing-heard"]
        return *acts, ButtonView("begin_point", label, "primary", "next", heard)
    return *acts, ButtonView("next_point", words["next_point"], "primary", "next")


def _still(left: int) -> Text:
    return sentence("calibrating.still", count=left)


def _missing(flow: Flow) -> Text:
    count = sum(not flow.fields.get(key) and key not in MAY_BE_EMPTY for key in fields_of(flow))
    return sentence("calibrating.fields-left", count=count) if count else NO_WORDS
