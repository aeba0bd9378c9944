"""The catalogue is whole, short, and calm."""

from __future__ import annotations

import re

import pytest

import resources
from kiosk.instruments.rows import STEPS
from kiosk.visits.states import Button, State
from kiosk.visits.steps import Step
from kiosk.visits.visitor_words import LINE, WordsError, fold, load_alert_words, load_words
from kiosk.visits.words_wanted import STEP_VARIANTS, VARIANTS

WORDS = load_words(STEPS)
VISITOR, SELF_CHECK = (resources.path("sentences", "zh-CN", f"{name}.toml") for name in ("visitor", "self-check"))
BLANKS = {
    "who": "王奶奶",
    "hello": "早上好",
    "card": "身份证",
    "side": "右侧",
    "queue": "梧桐 7",
    "rest": "5 分钟",
    "please": "刷身份证",
    "how": "放在亮灯的地方就好",
    "usable": "身份证、社保卡",
    "helper": "李*芳",
    "consent": "健康记录",
    "until": "12 月 31 日",
}
SCREENS = [(state, variant, "") for state in State for variant in ("", *sorted(VARIANTS.get(state, ())))]
SCREENS += [
    (state, variant, step.id)
    for step in STEPS
    for state in (State.MENU, State.REST, State.MEASURE, State.ENTRY)
    for variant in ("", *sorted(VARIANTS.get(state, set()) | STEP_VARIANTS.get(state, set())))
    if (step.facility is not None or state is State.ENTRY)
    and (variant in VARIANTS.get(state, ("",)) or not variant or WORDS.has_variant(state, variant, step.id))
]
SHAMING = ("发烧", "发热", "异常", "禁止", "失败", "错误", "超时", "红码", "黄码", "患", "病", "故障", "过高", "不合格")


def blanks(step: str) -> dict[str, str]:
    """What fills the blanks while this step is being measured; no longer than any other."""
    said = WORDS.steps.get(step or "blood-pressure")
    assert said is not None
    return {**BLANKS, "what": said.title, "device": said.device}


@pytest.mark.parametrize(("state", "variant", "step"), SCREENS)
def test_every_headline_fits_the_screen(state: State, variant: str, step: str) -> None:
    lines = fold(WORDS.screen(state, variant, step).headline.format(**blanks(step))).split("\n")
    assert len(lines) <= 2
    assert all(0 < len(line.rstrip("，")) <= LINE for line in lines), lines
    assert not any("。" in line for line in lines)


@pytest.mark.parametrize(("state", "variant", "step"), SCREENS)
def test_every_lead_is_one_short_line(state: State, variant: str, step: str) -> None:
    if state is State.TREND:
        return  # it says what is seen there: `trend.*`
    lead = WORDS.screen(state, variant, step).lead.format(**blanks(step))
    assert 0 < len(lead) <= 15, lead
    assert "。" not in lead


def test_no_word_shames_anybody() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (VISITOR, SELF_CHECK))
    sentences = "".join(re.findall(r'"([^"]*)"', text))
    assert [word for word in SHAMING if word in sentences] == []


def test_chips_are_at_most_three_characters() -> None:
    assert all(1 <= len(chip.chip) <= 3 for chip in WORDS.guidance.values())


def test_buttons_fit_and_have_no_full_stop() -> None:
    pads = [pad for step in STEPS for pad in WORDS.steps[step.id].pads.values()]
    labels = [*WORDS.buttons.values(), *(WORDS.steps[step.id].title for step in STEPS), *(p.switch for p in pads)]
    assert all(len(label) <= 8 and "。" not in label for label in labels)
    assert all(WORDS.buttons[button] for button in Button)


@pytest.mark.parametrize(
    ("hour", "hello"),
    [
        (0, "晚上好"),
        (4, "晚上好"),
        (5, "早上好"),
        (9, "早上好"),
        (10, "上午好"),
        (12, "中午好"),
        (13, "下午好"),
        (18, "晚上好"),
        (23, "晚上好"),
    ],
)
def test_greeting_by_the_hour(hour: int, hello: str) -> None:
    assert WORDS.hello_at(hour) == hello


@pytest.mark.parametrize(
    ("headline", "folded"),
    [
        ("王奶奶，|早上好", "王奶奶，早上好"),
        ("欧阳奶奶，|早上好", "欧阳奶奶，\n早上好"),
        ("您是|阿卜杜热合曼先生吗？", "您是\n阿卜杜热合曼先生吗？"),
    ],
)
def test_long_names_take_a_line_of_their_own(headline: str, folded: str) -> None:
    assert fold(headline) == folded


@pytest.mark.parametrize(
    ("cut", "complaint"),
    [
        ('still-here = "我还在"\n', "buttons.still-here is missing"),
        ("[screens.card-problem.variants.moved]\n", "screens.card-problem.variants.moved is missing"),
        ('recorded = "今天记下了"\n', "notices.recorded is missing"),
    ],
)
def test_terminal_does_not_start_with_a_word_missing(cut: str, complaint: str) -> None:
    source = VISITOR.read_text(encoding="utf-8")
    assert source.count(cut) == 1
    with pytest.raises(WordsError, match=complaint):
        load_words(
            STEPS, source.replace(cut, "[screens.card-problem.variants.stirred]\n" if cut[0] == "[" else "").encode()
        )


def test_sentence_with_a_blank_nothing_fills_is_refused() -> None:
    source = VISITOR.read_text(encoding="utf-8").replace("{hello}", "{weather}")
    with pytest.raises(WordsError, match=r"nothing fills \{weather\}"):
        load_words(STEPS, source.encode())


@pytest.mark.parametrize(
    ("step", "complaint"),
    [
        (Step(id="height", icon="scale", typed=("height",)), "height is missing"),
        (Step(id="weight", icon="scale", typed=("weight", "height")), "weight.pads.height is missing"),
        (Step(id="weight", icon="scale", typed=("weight", "height")), "weight.pads.weight.switch is missing"),
    ],
)
def test_step_without_words_is_refused(step: Step, complaint: str) -> None:
    with pytest.raises(WordsError, match=complaint):
        load_words((*STEPS, step))


def test_words_of_a_step_come_before_those_of_the_screen_and_after_none() -> None:
    measure = WORDS.screen(State.MEASURE, "again", "blood-pressure")
    assert (measure.headline, measure.lead) == ("放松手臂，\n再按一下开始", "这次没量好，不要紧")
    assert WORDS.screen(State.MEASURE, "again", "weight").headline == "请再站一次"
    assert WORDS.screen(State.ENTRY, "", "weight").headline == "体重是多少？"
    assert WORDS.screen(State.ENTRY).headline == "请点一下数字"
    with pytest.raises(KeyError):
        WORDS.screen(State.MEASURE, "arm-in", "weight")


def test_instrument_is_called_the_same_by_staff_and_visitors() -> None:
    assert load_alert_words().devices["blood-pressure"] == WORDS.steps["blood-pressure"].device == "血压计"


def test_words_for_staff_are_whole() -> None:
    words = load_alert_words()
    text = words.texts["temperature"].format(who="王奶奶", queue="梧桐 7", staff="", device="")
    assert text == "王奶奶（梧桐 7）的额温要复核，请用接触式体温计"


def test_marks_under_the_doorway_are_two_or_three_characters() -> None:
    assert all(2 <= len(word) <= 3 for word in WORDS.marks.values())
