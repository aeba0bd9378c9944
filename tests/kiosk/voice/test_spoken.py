"""What is read aloud of each screen: what stands on it and its answers, never a name or a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kiosk.sentences import NO_WORDS, Text, table
from kiosk.visits.states import Button, State
from kiosk.visits.view import ButtonView, VisitView
from kiosk.voice.spoken import NOT_ANSWERS, READ, pieces, spoken
from kiosk.voice.wanted import wanted
from kiosk.whitelist.consent import NEWEST_TEXT, ConsentKind, consent_texts
from ui.sample_pictures.people import LI
from ui.sample_pictures.sample import Sample
from ui.sample_pictures.samples import samples

WANTED = frozenset(map(str, wanted()))
READ_ALOUD = [sample for sample in samples() if spoken(sample.view)]


def said(name: str) -> list[str]:
    """What is read of a sample."""
    (view,) = (sample.view for sample in samples() if sample.name == name)
    return list(spoken(view))


def test_L19_the_consent_that_ends_is_read_with_its_words_and_its_three_answers() -> None:
    assert said("renew-face") == [
        "人脸还用吗？",
        "到期的日子，写在屏幕上。",
        "由您定。",
        "我同意本站点采集我的人脸特征，只用来在这台终端上认出我。",
        "特征加密保存在本机，不上传，不留照片。",
        "我知道不同意也能刷卡办理。",
        "我可以随时到窗口、或者刷卡后在这台终端上撤回，撤回时人脸特征当场删除，刷卡照常。",
        "请点“同意”，或者“不同意”，或者“以后再说”。",
    ]


@pytest.mark.parametrize("kind", ["face", "health", "home-calls", "adaptation"])
def test_L19_the_whole_text_of_a_consent_is_read_to_its_last_sign(kind: str) -> None:
    text = consent_texts(NEWEST_TEXT)[kind].text
    assert "".join(pieces(Text(text))) == text
    assert set(pieces(Text(text))) <= WANTED


def test_L19_what_a_withdrawal_does_is_read_before_its_two_answers() -> None:
    assert said("withdraw-health") == [
        "以后不记了？",
        "照样能量，只是不记下来",
        "从现在起，量了不记",
        "以前记的还在，可以另外删",
        "要撤回，点“好，撤回”。",
        "不撤回，点“先不撤回”。",
    ]
    assert said("withdraw")[2:] == ["可以撤回人脸。", "可以撤回健康记录。", "可以撤回上门看看。", "可以撤回更新人脸。"]


def test_L19_home_calls_are_offered_aloud_with_all_their_words_and_three_answers() -> None:
    text = consent_texts(NEWEST_TEXT)["home-calls"].text
    assert said("renew-offer") == [
        "一阵子没来请人来看看您？",
        "不同意也照样办，由您定",
        *pieces(Text(text)),
        "请点“同意”，或者“不同意”，或者“以后再说”。",
    ]


def test_L19_a_helper_is_spoken_of_without_their_name() -> None:
    assert said("companion-ask") == [
        "让这位帮您，一起看吗？",
        "名字写在屏幕上。",
        "您说了算，用卡答应也行",
        "要一起看，点“好，一起看”。",
        "不要，点“不用了”。",
    ]
    assert said("companion-relation")[0] == "帮您的这位，是您什么人？"
    assert not any(LI.masked_name in piece for sample in READ_ALOUD for piece in spoken(sample.view))


def test_the_notice_of_the_camera_is_read_on_the_first_screen() -> None:
    assert said("attract") == [
        "请刷身份证",
        "社保卡请插卡，没带就看镜头",
        "镜头只用来认人，不拍照，不留存",
    ]
    assert said("attract-no-camera") == said("attract-forgotten") == said("attract-closed") == []


@pytest.mark.parametrize("sample", READ_ALOUD, ids=lambda sample: sample.name)
def test_L19_every_sentence_of_every_sample_that_is_read_has_its_clip(sample: Sample) -> None:
    assert [piece for piece in spoken(sample.view) if piece not in WANTED] == []


@pytest.mark.parametrize("sample", READ_ALOUD, ids=lambda sample: sample.name)
def test_the_answers_are_named_as_they_stand_on_their_buttons(sample: Sample) -> None:
    heard = "".join(spoken(sample.view))
    if sample.view.state in (State.ATTRACT, State.OWN_ACT):
        return  # there is nothing to answer
    answers = [button for button in sample.view.buttons if button.button not in NOT_ANSWERS]
    assert [button.label for button in answers if button.label not in heard] == []


def test_every_state_that_is_read_is_among_the_samples_and_no_other_is_read() -> None:
    assert {sample.view.state for sample in READ_ALOUD} == READ | {State.ATTRACT}


def test_L19_whatever_asks_for_a_consent_or_takes_one_back_is_read() -> None:
    asking = [
        sample
        for sample in samples()
        if sample.view.state in (State.RENEW, State.WITHDRAW, State.DELETE_HEALTH, State.FORGET)
    ]
    assert len(asking) > 12
    assert [sample.name for sample in asking if not spoken(sample.view)] == []


def test_every_answer_and_every_tile_that_has_words_is_on_a_screen() -> None:
    (choosing,) = (sample.view for sample in READ_ALOUD if sample.name == "withdraw")
    of_a_list = ButtonView(Button.CONSENT_SHARING, Text("人脸共享"), icon="people")  # no sample has agreed to it
    views = [*(sample.view for sample in READ_ALOUD), replace(choosing, buttons=(of_a_list,))]
    heard = {str(piece) for view in views for piece in spoken(view)}
    for name, text in {**table("voice.answers"), **table("voice.choices"), **table("voice.instead")}.items():
        assert set(pieces(text)) <= heard, name


@pytest.mark.parametrize("kind", ConsentKind)
def test_every_consent_that_may_be_asked_for_has_its_question(kind: ConsentKind) -> None:
    if kind.value not in consent_texts(NEWEST_TEXT):
        return  # no words it could be asked in
    name = table("visitor.consents")[kind.value]
    assert f"{name}还用吗？" in WANTED


def test_a_day_and_a_name_are_in_no_clip() -> None:
    assert [text for text in WANTED if any(sign.isdigit() for sign in text)] == []
    assert not any("{" in text for text in WANTED)
    assert str(date(2026, 12, 31).day) not in "".join(said("renew-face"))


def test_words_of_a_hall_are_not_taken_for_others() -> None:
    asked = VisitView(
        State.RENEW, 1, Text("人脸还用吗？", "visitor.screens.renew.headline"), consent=Text("本院另有规定。"),
        buttons=(ButtonView(Button.AGREE, Text("同意", "visitor.buttons.agree")),),
    )  # fmt: skip
    assert "本院另有规定。" in spoken(asked)
    assert "本院另有规定。" not in WANTED


def test_nothing_is_read_of_other_screens() -> None:
    assert spoken(VisitView(State.VALUE, 1, Text("量好了"), consent=NO_WORDS)) == ()
    assert said("own-data") == said("own-act-doing") == said("companion-no-reader") == []
