"""Pictures of the staff wing: the way in, its sheets, and every page with its hard variants. All people are invented.

A page's samples are a function of its own and a line in `PAGES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from kiosk.desk.view import AccountView, NavigationView, PadView, QuestionView, SignatureView, StaffView, Stage
from kiosk.people.names import mask_name
from kiosk.sentences import Text, sentence, table
from kiosk.settings import Hall
from ui.sample_pictures.announcements_samples import announcements_views
from ui.sample_pictures.audit_samples import audit_views, auditor
from ui.sample_pictures.calibrate_samples import calibrate_views
from ui.sample_pictures.calibrations_samples import calibrations_views
from ui.sample_pictures.camera_samples import camera_views
from ui.sample_pictures.config_samples import config_views
from ui.sample_pictures.device_samples import device_views, devices_views, self_test_views
from ui.sample_pictures.enrol_samples import enrol_views
from ui.sample_pictures.follow_ups_samples import follow_ups_views
from ui.sample_pictures.gallery_samples import gallery_views
from ui.sample_pictures.home_calls_samples import home_call_views, home_calls_views
from ui.sample_pictures.import_samples import import_views
from ui.sample_pictures.learn_samples import learn_views
from ui.sample_pictures.logs_samples import logs_views
from ui.sample_pictures.look_back_samples import look_back_views
from ui.sample_pictures.member_follow_ups_samples import member_follow_ups_views
from ui.sample_pictures.members_samples import edit, members_views
from ui.sample_pictures.renewals_samples import renewals_views
from ui.sample_pictures.reports_samples import reports_views
from ui.sample_pictures.retention_samples import retention_views
from ui.sample_pictures.rights_samples import rights_views
from ui.sample_pictures.sample import Sample
from ui.sample_pictures.today_samples import today_views

ORDER = "7290518364"
PAGES_OF_STAFF = (
    ("today", "home"), ("members", "list"), ("enrol", "person"), ("import", "upload"), ("home-calls", "homecall"),
    ("reports", "chart"),
)  # fmt: skip

PAGES_OF_TECHNICIAN = (
    ("devices", "chip"), ("calibrations", "thermo"), ("gallery", "people"), ("logs", "list"), ("config", "settings"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StaffSample:
    """One picture of the staff wing; see `Sample`."""

    name: str
    view: StaffView
    shows_face: bool = False
    demonstration: bool = False
    hall_name: str = Hall().name


def group_of(sample: Sample | StaffSample) -> str:
    """The state of the visit, or the page of the staff wing, or how far somebody was let in there."""
    if isinstance(sample, Sample):
        return sample.view.state.value
    return f"staff-{sample.view.page or sample.view.stage.value}"


def inside(page: str, content: object | None, **changes: object) -> StaffView:
    """A page as whoever is in sees it."""
    labels = table("staff.navigation")
    navigation = tuple(NavigationView(name, icon, labels[name]) for name, icon in PAGES_OF_STAFF)
    view = StaffView(
        Stage.OPEN,
        serial=5,
        session="0",
        who="李*华",
        role="staff",
        seconds_left=54,
        navigation=navigation,
        page=page,
        under="members" if page.startswith("member") else page,
        content=content,
    )
    return replace(view, **changes)  # type: ignore[arg-type]


def at_the_bench(page: str, content: object | None, under: str = "", **changes: object) -> StaffView:
    """A page of the technician, as they see it.

    Args:
        under: The page of the navigation it belongs to, where that is not itself.
    """
    labels = table("staff.navigation")
    there = {maker for maker, _ in PAGES_OF_TECHNICIAN if maker in labels}
    navigation = tuple(NavigationView(name, icon, labels[name]) for name, icon in PAGES_OF_TECHNICIAN if name in there)
    return inside(
        page,
        content,
        who=mask_name(table("demonstration.staff.names")["sun"]),
        role="technician",
        navigation=navigation,
        under=under or page,
        **changes,
    )


def _accounts(count: int) -> tuple[AccountView, ...]:
    names = ("李*华", "顾*明", "周*", "欧*娜", "阿*提", "沈*芳", "张*林", "陈*德", "汪*珍", "诸*亮")
    roles = list(table("accounts.roles").values())
    return tuple(AccountView(f"a{i}", name, roles[i % len(roles)]) for i, name in enumerate(names[:count]))


def _entrance() -> Iterator[StaffSample]:
    few, many = _accounts(3), _accounts(10)
    gate = StaffView(Stage.CHOOSE, serial=3, accounts=few)
    pad = PadView("李*华", ORDER, 6)
    pin = replace(gate, stage=Stage.PIN, pad=pad)
    wrong = replace(pad, problem=sentence("staff.refused.wrong-left", left=4))
    locked = replace(pad, problem=table("staff.refused")["locked"], wait_s=862)
    yield StaffSample("staff-choose", gate)
    yield StaffSample("staff-choose-many", replace(gate, accounts=many))
    yield StaffSample("staff-pin", pin)
    yield StaffSample("staff-pin-wrong", replace(pin, pad=wrong))
    yield StaffSample("staff-pin-locked", replace(pin, pad=locked))
    yield StaffSample("staff-pin-busy", replace(pin, pad=replace(pad, busy=True)))
    yield StaffSample("staff-pin-one-account", replace(pin, accounts=few[:1]))
    yield StaffSample("staff-code", replace(pin, stage=Stage.CODE, accounts=many))
    yield StaffSample("staff-pin-visitor", replace(pin, waiting="card"))


def _sheets() -> Iterator[StaffSample]:
    under = inside("today", dict(today_views())["staff-today-usual"])
    question = QuestionView(
        Text("停用 王*英？"),
        Text("停用以后刷卡、看脸都认不出她。记录还在，随时可以恢复。"),
        Text("停用"),
        Text("不停用"),
        True,
    )
    yield StaffSample("staff-question", replace(under, question=question))
    sign = SignatureView(Text("导出 812 人的名单"), _accounts(3))
    yield StaffSample("staff-signature", replace(under, signature=sign))
    pad = PadView("顾*明", ORDER, 6, problem=table("staff.refused")["same-account"])
    yield StaffSample("staff-signature-pin", replace(under, signature=replace(sign, pad=pad)))


def _frame() -> Iterator[StaffSample]:
    today = inside("today", dict(today_views())["staff-today-usual"])
    for how in ("card", "help", "near"):
        yield StaffSample(f"staff-visitor-{how}", replace(today, waiting=how))
    yield StaffSample("staff-notice", replace(today, notice=table("staff")["failed"]))
    yield StaffSample("staff-nothing-to-do", inside("", None, navigation=()))
    yield StaffSample("staff-broken-page", inside("today", None))


def _today() -> Iterator[StaffSample]:
    for name, view in today_views():
        yield StaffSample(name, inside("today", view))


def _follow_ups() -> Iterator[StaffSample]:
    for name, view in follow_ups_views():
        yield StaffSample(f"staff-follow-ups-{name}", inside("follow-ups", view, under="today"))
    for name, member in member_follow_ups_views():
        yield StaffSample(f"staff-member-follow-ups-{name}", inside("member-follow-ups", member, under="members"))


def _home_calls() -> Iterator[StaffSample]:
    for name, view in home_calls_views():
        yield StaffSample(f"staff-home-calls-{name}", inside("home-calls", view))
    for name, person in home_call_views():
        yield StaffSample(f"staff-home-call-{name}", inside("home-call", person, under="home-calls"))


def _announcements() -> Iterator[StaffSample]:
    for name, view in announcements_views():
        yield StaffSample(f"staff-announcements-{name}", inside("announcements", view, under="today"))


def _look_back() -> Iterator[StaffSample]:
    for name, view in look_back_views():
        yield StaffSample(f"staff-look-back-{name}", inside("look-back", view, under="today"))


def _enrol() -> Iterator[StaffSample]:
    for name, view in enrol_views():
        yield StaffSample(f"staff-enrol-{name}", inside("enrol", view), shows_face=view.step == "looking")


def _import() -> Iterator[StaffSample]:
    for name, view in import_views():
        yield StaffSample(f"staff-import-{name}", inside("import", view))


def _members() -> Iterator[StaffSample]:
    for name, page, view in members_views():
        yield StaffSample(name, inside(page, view))


def _renewals() -> Iterator[StaffSample]:
    for name, view in renewals_views():
        yield StaffSample(f"staff-renewals-{name}", inside("renewals", view, under="members"))


def _rights() -> Iterator[StaffSample]:
    for name, view in rights_views():
        yield StaffSample(f"staff-rights-{name}", inside("rights", view, under="members"))
    yield StaffSample("staff-rights-edit-usual", inside("rights-edit", edit(), under="members"))
    yield from _rights_questions()


def _rights_questions() -> Iterator[StaffSample]:
    under = inside("rights", dict(rights_views())["usual"], under="members")
    words = table("rights.forget")
    first = words["headline"].fill(name=mask_name(table("demonstration.staff.names")["sun"]))
    asked = QuestionView(first, words["body"], words["next"], words["cancel"])
    yield StaffSample("staff-rights-forget", replace(under, question=asked))
    sure = QuestionView(words["sure-headline"], words["sure-body"], words["confirm"], words["cancel"], grave=True)
    yield StaffSample("staff-rights-forget-sure", replace(under, question=sure))
    words = table("rights.withdraw")
    face = QuestionView(words["face-headline"], words["face-body"], words["confirm"], words["cancel"], grave=True)
    yield StaffSample("staff-rights-withdraw", replace(under, question=face))
    words = table("rights.delete-health")
    health = QuestionView(words["headline"], words["body"], words["confirm"], words["cancel"], grave=True)
    yield StaffSample("staff-rights-delete-health", replace(under, question=health))


def _reports() -> Iterator[StaffSample]:
    for name, view in reports_views():
        yield StaffSample(f"staff-reports-{name}", inside("reports", view))


def _audit() -> Iterator[StaffSample]:
    labels = table("staff.navigation")
    own = tuple(NavigationView(page, icon, labels[page]) for page, icon in (("audit", "list"), ("retention", "clock")))
    for name, view in audit_views():
        yield StaffSample(name, inside("audit", view, who=auditor(), role="auditor", navigation=own))
    for name, kept in retention_views():
        view_of = inside("retention", kept, who=auditor(), role="auditor", navigation=own)
        yield StaffSample(f"staff-retention-{name}", view_of)


def _camera() -> Iterator[StaffSample]:
    for name, view in camera_views():
        yield StaffSample(name, at_the_bench("camera", view, "gallery"), shows_face=view.state == "live")


def _devices() -> Iterator[StaffSample]:
    for name, devices in devices_views():
        yield StaffSample(f"technician-devices-{name}", at_the_bench("devices", devices))
    for name, test in self_test_views():
        yield StaffSample(f"technician-self-test-{name}", at_the_bench("self-test", test, under="devices"))
    for name, device in device_views():
        yield StaffSample(f"technician-device-{name}", at_the_bench("device", device, under="devices"))


def _calibrate() -> Iterator[StaffSample]:
    for name, view in calibrate_views():
        yield StaffSample(f"technician-calibrate-{name}", at_the_bench("calibrate", view, under="calibrations"))


def _calibrations() -> Iterator[StaffSample]:
    for name, view in calibrations_views():
        yield StaffSample(f"technician-calibrations-{name}", at_the_bench("calibrations", view))


def _config() -> Iterator[StaffSample]:
    for name, view in config_views():
        yield StaffSample(name, at_the_bench("config", view))


def _gallery() -> Iterator[StaffSample]:
    for name, view in gallery_views():
        yield StaffSample(name, at_the_bench("gallery", view))


def _logs() -> Iterator[StaffSample]:
    for name, view in logs_views():
        yield StaffSample(f"technician-logs-{name}", at_the_bench("logs", view))


def _learn() -> Iterator[StaffSample]:
    for name, view in learn_views():
        yield StaffSample(f"technician-learn-{name}", at_the_bench("learn", view, under="devices"))


PAGES: tuple[Callable[[], Iterator[StaffSample]], ...] = (
    _entrance,
    _frame,
    _sheets,
    _today,
    _look_back,
    _announcements,
    _follow_ups,
    _home_calls,
    _enrol,
    _import,
    _members,
    _renewals,
    _rights,
    _reports,
    _audit,
    _devices,
    _camera,
    _calibrate,
    _calibrations,
    _config,
    _gallery,
    _logs,
    _learn,
)


@cache
def staff_samples() -> tuple[StaffSample, ...]:
    """Every sample of the staff wing; names are unique."""
    found = tuple(sample for page in PAGES for sample in page())
    names = [sample.name for sample in found]
    if len(set(names)) != len(names):
        raise ValueError(f"two samples are called alike: {sorted({n for n in names if names.count(n) > 1})}")
    return found
