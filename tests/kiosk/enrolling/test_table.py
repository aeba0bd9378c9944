"""The enrolment as a table: every step with every event, and the laws it keeps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from kiosk.archive.applicants import OnRecord, Place
from kiosk.archive.enrolment import Entered
from kiosk.enrolling import events as e
from kiosk.enrolling.checking import Alike, Findings
from kiosk.enrolling.effects import Compare, ComparePhoto, LetGo, LookUp, Save, TakeCamera, Wipe, Withdraw
from kiosk.enrolling.flow import WITH_CAMERA, At, Flow, Step
from kiosk.enrolling.table import advanced
from kiosk.faces.events import FaceHint, Likeness, WhyLost
from kiosk.faces.protocol.messages import EnrolmentFault
from kiosk.sentences import Text
from kiosk.whitelist.consent import ConsentHow, ConsentKind
from tests.kiosk.enrolling.people import ADAPTATION, FACE, HEALTH, RULES, TODAY, Desk, li, on_record, samples, wang

ENTERED = Entered("entry-1", "known-1", True, templates=3)


def _at(step: Step) -> Desk:
    """A desk in this step, come to in the usual way."""
    desk = Desk()
    alike = Findings(alike=(Alike("other", "李*兰"),), unlike_own=True)
    ways: dict[Step, Callable[[], object]] = {
        Step.CARD: lambda: None,
        Step.LOOKING_UP: lambda: desk(e.CardRead(wang())),
        Step.REFUSED: lambda: desk(e.CardRead(li())),
        Step.CONSENTS: desk.to_consents,
        Step.ASKING: lambda: (desk.to_consents(), desk(e.Asked(ConsentHow.SCREEN))),
        Step.NOTICE: lambda: (desk.to_consents(), desk.answer(True, True, False)),
        Step.LOOKING: desk.to_looking,
        Step.INTERRUPTED: lambda: (desk.to_looking(), desk(e.Failed(desk.flow.session, EnrolmentFault.TIME))),
        Step.COMPARING: lambda: (desk.to_looking(), desk(e.Taken(desk.flow.session, samples()))),
        Step.CHECK: lambda: desk.to_check(alike),
        Step.SAVING: lambda: (desk.to_check(), desk(e.SaveWanted())),
        Step.DONE: lambda: (desk.to_check(), desk(e.SaveWanted()), desk(e.Saved(desk.flow.ticket, ENTERED))),
    }
    ways[step]()
    assert desk.flow.step is step
    return desk


def _events(flow: Flow) -> list[e.Event]:
    """One of each kind, as fitting as can be."""
    return [
        e.CardRead(wang()), e.CardRead(li()), e.CardUnfit(Text("x")), e.LookedUp(flow.ticket, OnRecord()),
        e.Asked(ConsentHow.SCREEN), e.Asked(ConsentHow.SPOKEN, HEALTH), e.Answered(flow.asking or FACE, True),
        e.Answered(flow.asking or FACE, False), e.PutAside(), e.GuardianWanted(True), e.GuardianWanted(False),
        e.RelationChosen("子女"), e.CameraWanted(), e.WithoutFace(), e.Seen(flow.session, FaceHint.GOOD, 0.2, None),
        e.Taken(flow.session, samples()), e.Failed(flow.session, EnrolmentFault.TIME),
        e.Lost(flow.session, WhyLost.PROCESS_DIED), e.CameraBusy(), e.PhotoCompared(flow.session, Likeness.SAME),
        e.Compared(flow.ticket, Findings()), e.Judged(True), e.Judged(False), e.Vouched("手术后"), e.SaveWanted(),
        e.Saved(flow.ticket, ENTERED), e.WentWrong(flow.ticket, Text("x")), e.BegunAnew(), e.SetAside(), e.TakenUp(),
        e.Ticked(),
    ]  # fmt: skip


def test_every_event_is_tried() -> None:
    kinds = {type(event) for event in _events(Flow(RULES))}
    assert kinds == set(e.Event.__args__)


@pytest.mark.parametrize("step", list(Step))
def test_every_step_with_every_event_keeps_the_laws(step: Step) -> None:
    for index in range(len(_events(Flow(RULES)))):
        desk = _at(step)
        before, event = desk.flow, _events(desk.flow)[index]
        desk.done.clear()
        after = desk(event)
        where = (step, event)
        # L1: nothing is saved but after a consent, and only from the check.
        for save in desk.did(Save):
            assert (step, bool(save.plan.consents)) == (Step.CHECK, True), where
        # L4: the camera is opened by the notice's button only.
        if desk.did(TakeCamera):
            assert isinstance(event, e.CameraWanted) or (step is Step.LOOKING and isinstance(event, e.Lost)), where
            assert FACE in after.agreed, where
        # L6: what is no longer held was overwritten, and the camera is given back by whatever leads away from it.
        if before.samples and not after.samples:
            assert desk.did(Wipe) == [Wipe(before.samples)], where
        if before.step is Step.LOOKING and after.step not in WITH_CAMERA:
            assert desk.did(LetGo), where
        if ConsentKind.FACE in after.refused:
            assert not after.samples, where
        assert after.ticket >= before.ticket, where
        assert after.session >= before.session, where


@pytest.mark.parametrize("step", list(Step))
def test_what_comes_late_changes_nothing(step: Step) -> None:
    desk = _at(step)
    old_session, old_ticket = desk.flow.session - 1, desk.flow.ticket - 1
    late: list[e.Event] = [
        e.Taken(old_session, samples()), e.Failed(old_session, EnrolmentFault.TIME),
        e.Seen(old_session, FaceHint.GOOD, 1.0, None), e.PhotoCompared(old_session, Likeness.SAME),
        e.Lost(old_session, WhyLost.NO_CAMERA), e.LookedUp(old_ticket, on_record()),
        e.Compared(old_ticket, Findings(mixed=True)), e.Saved(old_ticket, ENTERED), e.WentWrong(old_ticket, Text("x")),
    ]  # fmt: skip
    for event in late:
        after, effects = advanced(desk.flow, event, At(desk.now_s, TODAY))
        assert (after, effects) == (replace(desk.flow, note=after.note), ()), event


def test_the_usual_way_from_card_to_done() -> None:
    desk = Desk()
    desk(e.CardRead(wang()))
    assert desk.did(LookUp) == [LookUp(desk.flow.ticket, "310100194403120020")]
    desk(e.LookedUp(desk.flow.ticket, OnRecord()))
    assert (desk.flow.step, desk.flow.answers, desk.flow.open_kinds) == (Step.CONSENTS, (), (FACE, HEALTH, ADAPTATION))
    assert desk.answer(True, False, True).step is Step.NOTICE
    assert desk.did(TakeCamera) == []
    desk(e.CameraWanted())
    assert desk.did(TakeCamera) == [TakeCamera(desk.flow.session)]
    desk(e.Seen(desk.flow.session, FaceHint.TURN_LEFT, 0.6, None))
    assert (desk.flow.look.hint, desk.flow.look.progress) == (FaceHint.TURN_LEFT, 0.6)
    took = samples()
    desk(e.Taken(desk.flow.session, took))
    assert [compare.samples for compare in desk.did(Compare)] == [took]
    assert desk.did(LetGo)
    assert desk(e.Compared(desk.flow.ticket, Findings())).step is Step.CHECK
    desk(e.SaveWanted())
    (save,) = desk.did(Save)
    plan = save.plan
    assert [(c.kind, c.given_by, c.how, c.guardian_relation, c.text_version) for c in plan.consents] == [
        (FACE, "王桂英", ConsentHow.SCREEN, None, "2026-11-28"),
        (ADAPTATION, "王桂英", ConsentHow.SCREEN, None, "2026-11-28"),
    ]
    assert (plan.refused, plan.replaces, plan.looks_like, plan.resident.name) == ((HEALTH,), False, (), "王桂英")
    desk(e.Saved(desk.flow.ticket, ENTERED))
    assert (desk.flow.step, desk.flow.samples, desk.flow.saved) == (Step.DONE, (), ENTERED)
    assert desk.done[-1] == Wipe(took)


def test_L3_refusing_the_face_asks_nothing_made_of_it_and_opens_no_camera() -> None:
    desk = Desk()
    desk.to_consents()
    desk(e.Asked(ConsentHow.SCREEN), e.Answered(FACE, False))
    assert desk.flow.asking is HEALTH
    desk(e.Answered(HEALTH, True))
    assert (desk.flow.step, desk.flow.refused) == (Step.CHECK, (FACE,))
    desk(e.CameraWanted())
    assert desk.did(TakeCamera) == []
    desk(e.SaveWanted())
    (save,) = desk.did(Save)
    assert (save.samples, save.plan.refused, [c.kind for c in save.plan.consents]) == ((), (FACE,), [HEALTH])


def test_L3_who_was_asked_is_not_asked_again() -> None:
    desk = Desk()
    desk.to_consents()
    desk.answer(False, False)
    assert (desk.flow.step, desk.flow.open_kinds, desk.flow.asking) == (Step.CHECK, (), None)


def test_L1_who_agrees_to_nothing_leaves_nothing() -> None:
    desk = Desk()
    desk.to_consents()
    desk.answer(False, False)
    desk(e.SaveWanted())
    assert (desk.flow.step, desk.did(Save), desk.did(Withdraw)) == (Step.DONE, [], [])


def test_L10_a_member_who_agrees_to_nothing_any_more_is_revoked() -> None:
    desk = Desk()
    desk.to_consents(record=on_record())
    desk.answer(False, False)
    desk(e.SaveWanted())
    assert (desk.did(Save), desk.did(Withdraw)) == ([], [Withdraw(desk.flow.ticket, "known-1")])


def test_L1_nothing_is_saved_while_something_was_not_asked() -> None:
    desk = Desk()
    desk.to_consents()
    desk(e.Asked(ConsentHow.SCREEN), e.Answered(FACE, True), e.PutAside(), e.SaveWanted(), e.CameraWanted())
    assert (desk.flow.step, desk.did(Save), desk.did(TakeCamera)) == (Step.CONSENTS, [], [])
    assert desk.flow.open_kinds == (HEALTH, ADAPTATION)


def test_L1_a_late_finger_answers_no_other_words() -> None:
    desk = Desk()
    desk.to_consents()
    desk(e.Asked(ConsentHow.SCREEN), e.Answered(FACE, True), e.Answered(FACE, False))
    assert (desk.flow.asking, desk.flow.answers) == (HEALTH, ((FACE, True),))


def test_answer_can_be_changed_and_takes_the_face_with_it() -> None:
    desk = Desk()
    desk.to_check()
    took = desk.flow.samples
    desk(e.Asked(ConsentHow.SCREEN, FACE), e.Answered(FACE, False))
    assert (desk.flow.step, desk.flow.samples, desk.flow.answers) == (Step.CHECK, (), ((FACE, False), (HEALTH, True)))
    assert desk.did(Wipe) == [Wipe(took)]


def test_too_young_for_this_hall_is_said_at_once() -> None:
    desk = Desk()
    desk(e.CardRead(li()))
    assert desk.flow.ending == "本站点的白名单只收 60 岁及以上的居民，这位居民 48 岁；可以刷卡办理。"
    assert desk.did(LookUp) == []


def test_another_card_in_the_middle_swaps_nobody() -> None:
    desk = Desk()
    desk.to_looking()
    desk(e.CardRead(li(birth=date(1950, 1, 1))))
    assert desk.flow.applicant is not None
    assert (desk.flow.applicant.name, desk.flow.step) == ("王桂英", Step.LOOKING)
    assert desk.flow.note == "读到另一张证件，没有换人。换人请点“重新开始”"


def test_card_swapped_before_it_was_looked_up_is_the_second_persons() -> None:
    desk = Desk()
    desk(e.CardRead(wang()))
    first = desk.flow.ticket
    desk(e.CardRead(li(birth=date(1950, 1, 1))))
    desk(e.LookedUp(first, on_record()))
    assert desk.flow.step is Step.LOOKING_UP
    desk(e.LookedUp(desk.flow.ticket, OnRecord()))
    assert desk.flow.applicant is not None
    assert (desk.flow.applicant.name, desk.flow.record) == ("李建国", OnRecord())


def test_L2_child_is_asked_nothing_before_a_guardian_is_named() -> None:
    desk = Desk(replace(RULES, min_age=0))
    desk.to_consents(wang(birth=date(2014, 1, 1)))
    assert desk.flow.by_guardian
    desk(e.GuardianWanted(False), e.Asked(ConsentHow.SIGNATURE))
    assert (desk.flow.step, desk.flow.by_guardian) == (Step.CONSENTS, True)
    desk(e.RelationChosen("父亲"), e.Asked(ConsentHow.SIGNATURE))
    assert (desk.flow.step, desk.flow.note) == (Step.CONSENTS, "请先放监护人的身份证，再选和本人的关系。")
    desk(e.CardRead(li()), e.Asked(ConsentHow.SIGNATURE))
    assert desk.flow.step is Step.ASKING
    for yes in (True, True, False):
        assert desk.flow.asking is not None
        desk(e.Answered(desk.flow.asking, yes))
    desk(e.WithoutFace(), e.SaveWanted())
    (save,) = desk.did(Save)
    assert {(c.given_by, c.guardian_relation, c.how) for c in save.plan.consents} == {
        ("李建国", "父亲", ConsentHow.SIGNATURE)
    }


def test_L2_guardian_is_grown_up() -> None:
    desk = Desk(replace(RULES, min_age=0))
    desk.to_consents(wang(birth=date(2014, 1, 1)))
    desk(e.CardRead(li(birth=date(2010, 1, 1))))
    assert (desk.flow.guardian.name, desk.flow.note) == ("", "监护人要满 18 岁。")


def test_answers_of_the_person_are_not_the_guardians() -> None:
    desk = Desk()
    desk.to_consents()
    desk(e.Asked(ConsentHow.SCREEN), e.Answered(FACE, True), e.PutAside(), e.GuardianWanted(True))
    assert (desk.flow.answers, desk.flow.guardian.is_named) == ((), False)


def test_somebody_who_looks_alike_must_be_judged() -> None:
    desk = Desk()
    desk.to_check(Findings(alike=(Alike("other", "李*兰"),), declared=("twin",)))
    desk(e.SaveWanted())
    assert desk.did(Save) == []
    desk(e.Judged(False), e.SaveWanted())
    (save,) = desk.did(Save)
    assert save.plan.looks_like == ("other", "twin")


def test_same_person_under_two_numbers_is_not_enrolled() -> None:
    desk = Desk()
    desk.to_check(Findings(alike=(Alike("other", "李*兰"),)))
    took = desk.flow.samples
    desk(e.Judged(True), e.SaveWanted())
    assert (desk.flow.step, desk.did(Save), desk.did(Wipe)) == (Step.REFUSED, [], [Wipe(took)])


def test_face_unlike_the_old_one_wants_a_reason() -> None:
    desk = Desk()
    desk.to_check(Findings(own_compared=True, unlike_own=True), record=on_record())
    desk(e.SaveWanted(), e.Vouched("  "), e.SaveWanted())
    assert desk.did(Save) == []
    desk(e.Vouched("手术后样子变了"), e.SaveWanted())
    (save,) = desk.did(Save)
    assert (save.plan.overruled, save.plan.replaces) == ("手术后样子变了", True)


def test_two_people_before_the_camera_are_nobodys_template() -> None:
    desk = Desk()
    desk.to_looking()
    took = samples()
    desk(e.Taken(desk.flow.session, took))
    desk(e.Compared(desk.flow.ticket, Findings(mixed=True)))
    assert desk.flow.ending == "拍的时候好像换了人。请只让本人站在镜头前，再来一次。"
    assert desk.did(Wipe) == [Wipe(took)]


def test_vision_killed_once_goes_on_and_twice_is_said() -> None:
    desk = Desk()
    desk.to_looking()
    desk(e.Lost(desk.flow.session, WhyLost.PROCESS_DIED))
    assert (desk.flow.step, len(desk.did(TakeCamera))) == (Step.LOOKING, 2)
    desk(e.Lost(desk.flow.session, WhyLost.PROCESS_DIED))
    assert (desk.flow.step, len(desk.did(TakeCamera))) == (Step.INTERRUPTED, 2)
    desk(e.CameraWanted())
    assert (desk.flow.step, desk.flow.look.restarts) == (Step.LOOKING, 0)


def test_camera_that_says_nothing_is_given_back() -> None:
    desk = Desk()
    desk.to_looking()
    desk.now_s += 19.9
    assert desk(e.Ticked()).step is Step.LOOKING
    desk(e.Seen(desk.flow.session, FaceHint.CLOSER, 0.0, None))
    desk.now_s += 5.9
    assert desk(e.Ticked()).step is Step.LOOKING
    desk.now_s += 0.1
    assert desk(e.Ticked()).step is Step.INTERRUPTED
    assert desk.flow.ending == "摄像头没有画面。请看看摄像头，再来一次；也可以先不拍。"
    assert isinstance(desk.done[-1], LetGo)


def test_camera_is_not_held_longer_than_it_is_given() -> None:
    desk = Desk()
    desk.to_looking()
    for _ in range(9):
        desk.now_s += 5.0
        desk(e.Seen(desk.flow.session, FaceHint.CLOSER, 0.0, None), e.Ticked())
    assert desk.flow.step is Step.INTERRUPTED


def test_set_aside_gives_the_camera_back_and_keeps_the_answers() -> None:
    desk = Desk()
    desk.to_looking()
    desk(e.SetAside())
    assert isinstance(desk.done[-1], LetGo)
    assert (desk.flow.step, desk.flow.agreed) == (Step.NOTICE, (FACE, HEALTH))
    desk(e.TakenUp(), e.CameraWanted())
    assert desk.flow.step is Step.LOOKING


def test_set_aside_keeps_what_was_taken_and_shuts_the_words() -> None:
    desk = Desk()
    desk.to_check()
    desk(e.SetAside())
    assert (desk.flow.step, len(desk.flow.samples)) == (Step.CHECK, 3)
    desk(e.Asked(ConsentHow.SCREEN, FACE), e.SetAside())
    assert (desk.flow.step, desk.flow.asking) == (Step.CONSENTS, None)


def test_disk_full_at_saving_can_be_tried_again() -> None:
    desk = Desk()
    desk.to_check()
    desk(e.SaveWanted())
    desk(e.WentWrong(desk.flow.ticket, Text("磁盘满了")))
    assert (desk.flow.step, desk.flow.ending, len(desk.flow.samples)) == (Step.CHECK, "磁盘满了", 3)
    desk(e.SaveWanted())
    first, second = desk.did(Save)
    assert (first.plan, second.ticket > first.ticket) == (second.plan, True)


def test_next_card_after_done_begins_with_nothing_of_the_one_before() -> None:
    desk = Desk()
    desk.to_check()
    desk(e.SaveWanted())
    desk(e.Saved(desk.flow.ticket, ENTERED), e.CardRead(li(birth=date(1950, 1, 1))))
    assert desk.flow.applicant is not None
    assert (desk.flow.applicant.name, desk.flow.answers, desk.flow.saved, desk.flow.samples) == ("李建国", (), None, ())


def test_picture_on_the_card_is_compared_while_the_person_stands_there_and_then_forgotten() -> None:
    desk = Desk()
    desk.to_looking(wang(photo=b"wlt"))
    desk(e.Taken(desk.flow.session, samples()))
    assert desk.did(ComparePhoto) == [ComparePhoto(desk.flow.session, "fresh-1", b"wlt")]
    desk(e.Compared(desk.flow.ticket, Findings()))
    assert desk.flow.step is Step.COMPARING
    desk(e.PhotoCompared(desk.flow.session, Likeness.SAME))
    assert (desk.flow.step, desk.flow.likeness) == (Step.CHECK, Likeness.SAME)
    desk(e.SaveWanted())
    desk(e.Saved(desk.flow.ticket, ENTERED))
    assert desk.flow.applicant is not None
    assert desk.flow.applicant.photo is None


def test_comparing_with_the_card_is_not_waited_for_for_ever() -> None:
    desk = Desk()
    desk.to_looking(wang(photo=b"wlt"))
    desk(e.Taken(desk.flow.session, samples()))
    desk(e.Compared(desk.flow.ticket, Findings()))
    desk.now_s += 8.0
    assert desk(e.Ticked()).step is Step.CHECK
    assert desk.flow.likeness is None


def test_no_camera_at_this_terminal_saves_the_consents() -> None:
    desk = Desk(replace(RULES, takes_faces=False))
    desk.to_consents()
    desk.answer(True, True, True)
    assert desk.flow.step is Step.CHECK
    desk(e.CameraWanted(), e.SaveWanted())
    assert (desk.did(TakeCamera), len(desk.did(Save))) == ([], 1)


def test_revoked_before_can_be_enrolled_and_nothing_old_is_replaced() -> None:
    desk = Desk()
    desk.to_check(record=on_record(Place.REVOKED, templates=0))
    desk(e.SaveWanted())
    (save,) = desk.did(Save)
    assert save.plan.replaces is False


def test_nothing_personal_is_in_a_repr() -> None:
    desk = Desk()
    desk.to_check()
    desk(e.SaveWanted())
    shown = repr(desk.flow) + repr(desk.done) + repr(e.CardRead(wang())) + repr(e.Taken(1, samples()))
    for planted in ("王桂英", "310100194403120020", "黄浦", repr(np.float32(0.5)), "1944"):
        assert planted not in shown


def test_L1_check_with_something_left_to_ask_saves_nothing() -> None:
    desk = Desk()
    desk.to_check()
    desk.flow = replace(desk.flow, answers=((FACE, True),))
    desk(e.SaveWanted())
    assert (desk.flow.step, desk.did(Save)) == (Step.CHECK, [])


def test_the_same_card_again_changes_nothing_and_nobody_is_their_own_guardian() -> None:
    desk = Desk()
    desk.to_consents()
    desk(e.GuardianWanted(True), e.CardRead(wang(id="another-reading")))
    assert (desk.flow.guardian.name, desk.flow.note) == ("", "还是这位居民的证件，不用再放。")
