"""The pages of the whitelist with their hard variants. All people are invented."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from kiosk.members import views
from kiosk.members.words import day, month, state_of
from kiosk.sentences import Text, sentence, table
from kiosk.whitelist.standing import Standing

TOLD = tomllib.loads(Path(__file__).with_name("members.toml").read_text("utf-8"))
PEOPLE = 812
FOUND = 23


def rows(count: int, *marked: int) -> tuple[views.RowView, ...]:
    """The first few people."""
    found = []
    for at, told in enumerate(TOLD["people"][:count]):
        standing = Standing(told["standing"])
        has_face = standing not in (Standing.TO_ENROL, Standing.REVOKED)
        until = date(*told["until"]) if "until" in told else None
        found.append(
            views.RowView(
                resident=f"r{at}",
                name=told["name"],
                number=told["number"],
                address=told["address"],
                has_face=has_face,
                face=table("members.faces")["stored" if has_face else "none"],
                state=state_of(standing),
                expires=month(until),
                marked=at in marked,
            )
        )
    return tuple(found)


def people(count: int) -> Text:
    """How many were found."""
    return sentence("members.people", people=count)


def member_list(count: int = 7, **changes: object) -> views.MembersView:
    """The list."""
    words = table("members.filters") | table("members.standings")
    plain = views.MembersView(
        found=PEOPLE, found_words=people(PEOPLE), complete=True, text="", typing=False,
        state="all", state_label=words["all"],
        states=tuple(views.ChoiceView(key, words[key]) for key in ("all", *(s.value for s in reversed(Standing)))),
        choosing=False, rows=rows(count), first=0, top=0, marking=False, marked=0, busy=False,
        renewals=sentence("renewals.button", people=24),
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


def undo(deed: str, name: str) -> views.UndoView:
    """A step that may be undone."""
    done = table("members.done")[deed].fill(name=name, fields="")
    return views.UndoView(done, table("members.undo")[deed])


def consents() -> tuple[views.ConsentView, ...]:
    """One of each."""
    words = table("members.consents")
    return (
        views.ConsentView(words["face"], words["given"], "ok", "done", TOLD["given"]),
        views.ConsentView(words["health"], words["given"], "ok", "done", TOLD["given-without-end"]),
        views.ConsentView(words["sharing"], words["never"], "minus", "soft", ""),
        views.ConsentView(words["adaptation"], words["withdrawn"], "cross", "soft", TOLD["withdrawn"]),
    )


def deeds(*keys: str, main: str = "") -> tuple[views.DeedView, ...]:
    """What can be done."""
    words = table("members.deeds")
    icons = {"edit": "edit", "suspend": "pause", "resume": "check", "enrol": "camera", "revoke": "trash"}
    return tuple(views.DeedView(key, words[key], icons[key], key == main) for key in keys)


def member(**changes: object) -> views.MemberView:
    """An old lady of whom everything is known."""
    kept = table("members.kept")
    plain = views.MemberView(
        name=TOLD["name"],
        state=state_of(Standing.VALID),
        lead=table("members.leads")["valid"],
        since=day(date(*TOLD["since"])),
        number=TOLD["number"],
        number_left_s=0,
        phone=TOLD["phone"],
        born=sentence("members.fields.year", year=TOLD["born"]),
        address=TOLD["address"],
        consents=consents(),
        kept=(
            kept["faces"].fill(enrolled=3),
            kept["came"].fill(days=TOLD["days"]),
        ),
        deeds=deeds("edit", "suspend", "enrol", "revoke"),
        may_reveal=True,
        busy=False,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def asking(what: str, **blanks: object) -> views.ReasonsView:
    """A question for the reason."""
    words = {
        "suspend": lambda: (table("members.asked.suspend"), table("members.asked.suspend.reasons")),
        "reveal": lambda: (table("members.asked.reveal"), table("members.asked.reveal.reasons")),
    }
    said, reasons = words[what]()
    return views.ReasonsView(
        said["title"].fill(**blanks),
        said["lead"].fill(**blanks),
        tuple(views.ChoiceView(key, label) for key, label in reasons.items()),
    )


def edit(**changes: object) -> views.MemberEditView:
    """Her address is being changed."""
    words = table("people.fields")
    fields = tuple(
        views.EditFieldView(key, words[key], value, key == "home", key in ("building", "home"))
        for key, value in TOLD["fields"].items()
    )
    plain = views.MemberEditView(TOLD["name"], fields, "home", "302", Text(), busy=False)
    return replace(plain, **changes)  # type: ignore[arg-type]


def members_views() -> Iterator[tuple[str, str, object]]:
    """Name of the sample, its page, and the view."""
    yield "staff-members-usual", "members", member_list()
    yield (
        "staff-members-typing",
        "members",
        member_list(7, typing=True, text="wang", found=23, found_words=people(FOUND)),
    )
    yield "staff-members-marking", "members", member_list(marking=True, marked=2, rows=rows(7, 0, 3))
    yield "staff-members-states", "members", member_list(choosing=True)
    nobody = table("members")["nobody-found"]
    none = member_list(rows=(), found=0, found_words=people(0), text="zhangsan", empty=nobody)
    yield "staff-members-none", "members", none
    filed = sentence("members.faces-over", faces=100_012)
    undoable = undo("suspend", TOLD["undone"])
    yield "staff-members-filing", "members", member_list(undo=undoable, warning=filed)
    leads = table("members.leads")
    yield "staff-member-usual", "member", member()
    yield "staff-member-number", "member", member(number=TOLD["full-number"], number_left_s=17)
    resumable = deeds("edit", "resume", "enrol", "revoke", main="resume")
    yield (
        "staff-member-suspended",
        "member",
        member(
            state=state_of(Standing.SUSPENDED),
            lead=leads["suspended"],
            deeds=resumable,
            undo=undo("suspend", TOLD["name"]),
        ),
    )
    kept = table("members.kept")
    revoked = member(
        name=TOLD["long-name"],
        state=state_of(Standing.REVOKED),
        lead=leads["revoked"],
        address=TOLD["long-address"],
        kept=(kept["no-faces"], kept["never-came"]),
        deeds=deeds("enrol", main="enrol"),
        undo=undo("revoke", TOLD["name"]),
    )
    yield "staff-member-revoked", "member", revoked
    yield "staff-member-why", "member", member(asking=asking("suspend", name=TOLD["name"]))
    yield "staff-member-why-number", "member", member(asking=asking("reveal", name=TOLD["name"], seconds=20))
    written = replace(
        asking("reveal", name=TOLD["name"], seconds=20), typed="", problem=sentence("refusals.reason-personal")
    )
    yield "staff-member-why-written", "member", member(asking=written)
    yield "staff-member-gone", "member", member(gone=table("members")["gone"], deeds=())
    yield "staff-edit-usual", "member-edit", edit()
    yield "staff-edit-nothing", "member-edit", edit(missing=sentence("members.edit.nothing-yet"))
    wrong = sentence("refusals.level-hidden", level=table("people.fields")["home"])
    fields = tuple(replace(field, problem=wrong) if field.key == "home" else field for field in edit().fields)
    yield "staff-edit-wrong", "member-edit", edit(fields=fields, wrong=wrong)
    yield (
        "staff-edit-meanwhile",
        "member-edit",
        edit(
            meanwhile=sentence("members.edit.meanwhile"),
            problem=sentence("members.not-saved", said=table("refusals")["whitelist-changed"]),
        ),
    )
