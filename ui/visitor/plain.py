"""A view as plain values for QML: strings, numbers, lists and maps. Decides nothing; words come from the view."""

from __future__ import annotations

from typing import Any

from kiosk.visits.view import (
    AloudView,
    AnnouncementView,
    CodeView,
    CountdownView,
    EntryView,
    GuidanceView,
    ThenView,
    TrendView,
    ValueView,
    VisitView,
)

Plain = dict[str, Any]


def plain_code(code: CodeView | None) -> Plain:
    """`{present, title, word, shape, tone, qrText, name, age, label, stale}`."""
    if code is None:
        empty = dict.fromkeys(("title", "word", "shape", "tone", "qrText", "name", "age", "label"), "")
        return {"present": False, **empty, "stale": False}
    return {
        "present": True,
        "title": code.title,
        "word": code.word,
        "shape": code.shape,
        "tone": code.tone,
        "qrText": code.qr_text,
        "name": code.masked_name,
        "age": code.age,
        "label": code.label,
        "stale": code.stale,
    }


def plain_then(then: ThenView | None) -> Plain:
    """`{present, when, then, today, now, difference, beside}`."""
    names = ("when", "then", "today", "now", "difference", "beside")
    if then is None:
        return {"present": False, **dict.fromkeys(names, "")}
    return {"present": True, **{name: getattr(then, name) for name in names}}


def plain_trend(trend: TrendView | None) -> Plain:
    """`{present, unit, range, hollow, dates: [{x, word}], lines: […]}`; a line as in TrendLine."""
    if trend is None:
        return {"present": False, "unit": "", "range": "", "hollow": "", "dates": [], "lines": []}
    return {
        "present": True,
        "unit": trend.unit,
        "range": trend.range,
        "hollow": trend.hollow,
        "dates": [{"x": x, "word": word} for x, word in trend.dates],
        "lines": [
            {
                "name": line.name,
                "form": line.form,
                "newest": line.newest,
                "ends": line.ends,
                "band": list(line.band or ()),
                "limits": [{"y": y, "number": number} for y, number in line.limits],
                "points": [{"x": p.x, "y": p.y, "sure": p.sure, "joined": p.joined} for p in line.points],
            }
            for line in trend.lines
        ],
    }


def plain_value(value: ValueView | None) -> Plain:
    """`{present, title, unit, parts: [{number, caption}], badge, badgeShape, note, waiting, …}` as in ValueView."""
    if value is None:
        names = (
            "title",
            "unit",
            "badge",
            "badgeShape",
            "note",
            "waiting",
            "advice",
            "source",
            "doubled",
            "mark",
            "goal",
            "mean",
            "notice",
        )
        return {
            "present": False,
            "parts": [],
            "certificate": [],
            "then": plain_then(None),
            **dict.fromkeys(names, ""),
            "saved": False,
        }
    return {
        "present": True,
        "title": value.title,
        "unit": value.unit,
        "parts": [{"number": number, "caption": caption} for number, caption in value.parts],
        "badge": value.badge,
        "badgeShape": value.badge_shape,
        "note": value.note,
        "waiting": value.waiting,
        "advice": value.advice,
        "source": value.source,
        "then": plain_then(value.then),
        "mark": value.mark,
        "goal": value.goal,
        "mean": value.mean,
        "notice": value.notice,
        "doubled": value.doubled,
        "saved": value.saved,
        "certificate": list(value.certificate),
    }


def plain_entry(entry: EntryView | None) -> Plain:
    """`{present, metric, title, unit, hint, decimals, problem, switch}`."""
    if entry is None:
        names = ("metric", "title", "unit", "hint", "problem", "switch")
        return {"present": False, **dict.fromkeys(names, ""), "decimals": 0}
    return {
        "present": True,
        "metric": entry.metric,
        "title": entry.title,
        "unit": entry.unit,
        "hint": entry.hint,
        "decimals": entry.decimals,
        "problem": entry.problem,
        "switch": entry.switch,
    }


def plain_countdown(countdown: CountdownView | None) -> Plain:
    """`{present, left, total, above, below, text}`; `text` is minutes and seconds, such as 3:06."""
    if countdown is None:
        return {"present": False, "left": 0, "total": 0, "above": "", "below": "", "text": ""}
    return {
        "present": True,
        "left": countdown.left_s,
        "total": countdown.total_s,
        "above": countdown.above,
        "below": countdown.below,
        "text": f"{countdown.left_s // 60}:{countdown.left_s % 60:02}",
    }


def plain_guidance(guidance: GuidanceView | None) -> Plain:
    """`{present, chip, icon, good, progress, marks: [{word, good}], turn, live}`."""
    if guidance is None:
        nothing = {"chip": "", "icon": "", "good": False, "progress": 0.0, "marks": [], "turn": "", "live": False}
        return {"present": False, **nothing}
    return {
        "present": True,
        "chip": guidance.chip,
        "icon": guidance.icon,
        "good": guidance.good,
        "progress": guidance.progress,
        "marks": [{"word": mark.word, "good": mark.good} for mark in guidance.marks],
        "turn": guidance.turn,
        "live": guidance.live,
    }


def plain_announcement(one: AnnouncementView | None) -> Plain:
    """`{present, title, body, picture}`."""
    if one is None:
        return {"present": False, "title": "", "body": "", "picture": ""}
    return {"present": True, "title": one.title, "body": one.body, "picture": one.picture}


def plain_aloud(one: AloudView | None) -> Plain:
    """`{present, label, speaking}`."""
    return {"present": one is not None, "label": one.label if one else "", "speaking": one is not None and one.speaking}


def plain_view(view: VisitView) -> Plain:
    """Every property of `Visit` that follows the view, by name."""
    banner = view.banner
    return {
        "state": view.state.value,
        "serial": view.serial,
        "headline": view.headline,
        "lead": view.lead,
        "notice": view.notice,
        "bannerKind": banner.kind if banner else "",
        "bannerTitle": banner.title if banner else "",
        "bannerBody": banner.body if banner else "",
        "buttons": [str(b.button) for b in view.buttons],
        "labels": {str(b.button): b.label for b in view.buttons},
        "details": {str(b.button): b.detail for b in view.buttons},
        "tiles": [{"button": str(b.button), "icon": b.icon} for b in view.buttons if b.icon],
        "code": plain_code(view.code),
        "temperature": plain_value(view.temperature),
        "value": plain_value(view.value),
        "trend": plain_trend(view.trend),
        "entry": plain_entry(view.entry),
        "countdown": plain_countdown(view.countdown),
        "guidance": plain_guidance(view.guidance),
        "facilities": [{"icon": f.icon, "title": f.title, "word": f.word, "works": f.works} for f in view.facilities],
        "summary": [{"title": title, "value": value} for title, value in view.summary],
        "kept": [{"title": title, "value": value} for title, value in view.kept],
        "consent": view.consent,
        "helper": view.helper,
        "tips": [{"icon": icon, "text": text} for icon, text in view.tips],
        "window": view.window,
        "queue": view.queue,
        "cardKind": view.card_kind.value,
        "picture": view.picture,
        "followUp": view.follow_up,
        "posture": view.posture,
        "armIn": view.arm_in,
        "cardLies": view.card_lies,
        "helpCalled": view.help_called,
        "helpLabel": view.help_label,
        "announcement": plain_announcement(view.announcement),
        "aloud": plain_aloud(view.aloud),
        "warningSeconds": -1 if view.warning_s is None else view.warning_s,
    }
