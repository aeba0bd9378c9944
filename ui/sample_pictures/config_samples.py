"""The page of the settings at its usual and its hard variants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kiosk.configuring.differences import differences
from kiosk.configuring.draft import Draft, edit_view
from kiosk.configuring.finding import found
from kiosk.configuring.keys import Key, all_keys, key_of, sections
from kiosk.configuring.view import ChangeView, ChoiceView, ConfigView, RowView
from kiosk.sentences import NO_WORDS, Text, sentence, table
from kiosk.settings import Hall

FILE = "/etc/kiosk/kiosk.toml"
_ROBOT = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0"
_SAVED: dict[str, Any] = {"faces": {"fpir": 0.002, "frames": 5}, "calls": {"webhook": {"url": _ROBOT}}}


def config_views() -> Iterator[tuple[str, ConfigView]]:
    """Name and view of each picture."""
    labels = table("config.sections")
    choices = tuple(ChoiceView(name or "top", labels[name or "top"], name == "faces") for name in sections())
    faces = tuple(key for key in all_keys() if key.section == "faces")[:5]
    usual = ConfigView(
        file=FILE, rows=_rows(faces), section=labels["faces"], sections=choices, older=True, may_undo=True,
        place=sentence("config.place", page=1, pages=3, keys=15),
    )  # fmt: skip
    yield "staff-config-usual", usual
    changed = _rows(faces, changed="faces.fpir", waits="faces.frames")
    count = sentence("config.count", keys=1)
    yield "staff-config-changed", replace(usual, rows=changed, count=count, meanwhile=True)
    waiting = sentence("config.waiting", keys=2)
    yield (
        "staff-config-waiting",
        replace(usual, rows=_rows(faces, waits="faces.fpir"), waiting=waiting, may_restart=True),
    )
    why = sentence("config.start.here", why=sentence("config.start.died"))
    yield (
        "staff-config-refused",
        replace(usual, rows=_rows(faces[1:], waits="faces.fpir"), refused=why, may_restart=True),
    )
    keys = found("wendu")
    yield "staff-config-found", replace(usual, rows=_rows(keys[:5]), text="wendu", older=False, newer=True)
    yield "staff-config-nothing", replace(usual, rows=(), text="zzz", older=False)
    for name in ("faces.fpir", "screen.high_contrast", "hall.id_reader_place", "retention.purge_at", "hall.name"):
        yield f"staff-config-key-{name.replace('_', '-').replace('.', '-')}", replace(usual, edit=_edit(name))
    long = replace(_edit("faces.runtime"), changed=True, value='"auto"')
    yield "staff-config-key-long", replace(usual, edit=long)
    wrong = sentence("config.refused.value", key="faces.fpir", why=_too_much())
    yield "staff-config-key-wrong", replace(usual, edit=replace(_edit("faces.fpir"), problem=wrong))
    yield "staff-config-key-secret", replace(usual, edit=_edit("calls.webhook.url"))
    yield "staff-config-review", _review(usual)
    yield (
        "staff-config-review-wrong",
        replace(_review(usual), changes=(), notes=(), two=False, may_save=False, problems=(_contrary(),)),
    )
    yield "staff-config-review-undo", replace(_review(usual), undoing=True, two=False)
    yield "staff-config-none", ConfigView("none", line="kiosk run --config /var/lib/kiosk/kiosk.toml")


def _rows(keys: tuple[Key, ...], changed: str = "", waits: str = "") -> tuple[RowView, ...]:
    return tuple(
        RowView(key.name, key.brief, key.shown(key.value_in(_SAVED)), key.name == changed, key.name == waits)
        for key in keys
    )


def _edit(name: str) -> Any:
    return edit_view(key_of(name), Draft(), _SAVED, {}, NO_WORDS)


def _review(usual: ConfigView) -> ConfigView:
    after = {"hall": {"queue_word": Hall().window_name[:4]}, "faces": {"fpir": 0.0005, "frames": 5},
             "calls": {"webhook": {"url": _ROBOT + "1"}}}  # fmt: skip
    changes = tuple(ChangeView(d.key, d.meaning, d.before, d.after) for d in differences(_SAVED, after))
    return replace(
        usual, stage="review", rows=(), changes=changes, may_save=True, two=True, newer=False, older=False,
        notes=(sentence("config.note.start"), sentence("config.note.two")),
    )  # fmt: skip


def _too_much() -> Text:
    return sentence("settings.wrong.value", value="9", allowed=key_of("faces.fpir").allowed)


def _contrary() -> Text:
    said = sentence("settings.sense.warning", warning=50, name="confirm_s", whole=45)
    return Text(sentence("settings.mistake", place=sentence("settings.line", line=14), key="visit.warn_s", said=said))
