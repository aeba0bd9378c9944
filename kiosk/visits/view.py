"""What the screen shows. Made by the visit, drawn by the ui.

Every sentence in it is a `Text`, which knows its key and its blanks: a voice speaks what is shown, and another language
can be laid in. What is a `str` is somebody's own: a name, a number, a unit, a word of the hall's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from devices.events import CardKind
from kiosk.sentences import NO_WORDS, Text
from kiosk.visits.states import State


@dataclass(frozen=True, slots=True, repr=False)
class CodeView:
    """The code card.

    Attributes:
        title: 随申码.
        word: 绿码; `shape` is the icon beside it ("ok", "tri", "oct", "info"); `tone` a colour role
            ("done", "care", "act", "ink").
        qr_text: Contents of the QR; empty while waiting.
        label: 演示 or 本地 where the code is not the city's own; empty otherwise.
        age: When it was confirmed, in words: 今天 9:20 更新, or 3 小时前的.
        stale: True when the age itself must be noticed.
    """

    title: Text
    word: Text
    shape: str
    tone: str
    qr_text: str
    masked_name: str
    age: Text
    label: str = ""
    stale: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class ThenView:
    """Last time and this time, side by side.

    Attributes:
        when: Last time in plain words: 昨天, 上周三, 9 月 3 日; `then` its number, such as 142/88.
        today: Over this time's number, `now`.
        difference: How they differ; empty where that is less than the device can tell.
        beside: What was measured besides and is not compared: 脉搏 72 次/分.
    """

    when: Text
    then: str
    today: Text
    now: str
    difference: Text = NO_WORDS
    beside: Text = NO_WORDS


@dataclass(frozen=True, slots=True, repr=False)
class TrendPoint:
    """One day. `x` and `y` are 0..1 of the chart, from the left and from below.

    Attributes:
        sure: Drawn full; else hollow.
        joined: A line leads here from the point before: few days lie between.
    """

    x: float
    y: float
    sure: bool
    joined: bool


@dataclass(frozen=True, slots=True, repr=False)
class TrendLine:
    """One metric.

    Attributes:
        name: As a visitor knows the metric.
        form: Of its points: "round" or "square"; never told apart by colour.
        band: From where to where the reference range reaches, 0..1; None for none.
        limits: Where its limits lie, each with its number.
        newest: Today's number; `ends` the lowest and the highest in words.
    """

    name: str
    form: str
    points: tuple[TrendPoint, ...]
    newest: str
    ends: Text
    band: tuple[float, float] | None = None
    limits: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class TrendView:
    """Three months of one's own values.

    Attributes:
        dates: Words below it, each with its place 0..1.
        unit: Of all its numbers.
        range: What the tinted band is; empty where there is none.
        hollow: What a hollow point is; empty where there is none.
    """

    unit: str
    lines: tuple[TrendLine, ...]
    dates: tuple[tuple[float, Text], ...]
    range: Text = NO_WORDS
    hollow: Text = NO_WORDS


@dataclass(frozen=True, slots=True, repr=False)
class ValueView:
    """One value card: temperature, or one measured or typed value.

    Attributes:
        parts: (number, caption) pairs, one for temperature, three for blood pressure; empty shows `waiting`.
        badge: Word beside the title; `badge_shape` its icon ("ok", "info", "person", "tri").
        note: How and when: 额头筛查 · 9:20.
        advice: One sentence under the card, empty for none.
        source: Guideline and year, in note size.
        then: Last time's value beside this one, None when there is none.
        doubled: The weight in 斤, empty for everything else.
        mark: What has to be known of the device, never left out for want of room; empty for none.
        goal: The family doctor's goal and how the value stands to it; empty for none.
        mean: Of how many readings it is the mean, and what each of them was; or that there was only one.
        notice: What the instrument noticed besides, such as an irregular pulse; empty for nothing.
        saved: True once the store has committed it.
        certificate: What a touch shows of the calibration it rests on: the word that says so, number, uncertainty, last
            day, and how it is put away. Empty where none holds.
    """

    title: Text
    unit: str
    parts: tuple[tuple[str, str], ...]
    badge: Text = NO_WORDS
    badge_shape: str = "ok"
    note: Text = NO_WORDS
    waiting: Text = NO_WORDS
    advice: Text = NO_WORDS
    source: Text = NO_WORDS
    then: ThenView | None = None
    doubled: Text = NO_WORDS
    mark: Text = NO_WORDS
    goal: Text = NO_WORDS
    mean: Text = NO_WORDS
    notice: Text = NO_WORDS
    saved: bool = False
    certificate: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryView:
    """The digit pad: what is asked, in which unit, and what was wrong with the last entry.

    Attributes:
        switch: The button that asks for the same thing under other circumstances, empty for none.
    """

    metric: str
    title: Text
    unit: str
    hint: Text
    decimals: int
    problem: Text = NO_WORDS
    switch: str = ""


@dataclass(frozen=True, slots=True)
class CountdownView:
    """The moon gate: seconds left of a total, with the words above and below the number."""

    left_s: int
    total_s: int
    above: Text
    below: Text


@dataclass(frozen=True, slots=True)
class MarkView:
    """One of the marks under the doorway: a word of two or three characters, and whether it is right already."""

    word: Text
    good: bool


@dataclass(frozen=True, slots=True)
class GuidanceView:
    """The doorway: one chip that says the act, and how far the ring is closed (0..1).

    Attributes:
        marks: What is right already and what is not; empty while there is no face, or one act alone counts.
        turn: "left" or "right" while the head is to be turned, the person's own side; empty otherwise.
        live: Whether the camera session runs; before that no picture is shown.
    """

    chip: Text
    icon: str
    good: bool
    progress: float
    marks: tuple[MarkView, ...] = ()
    turn: str = ""
    live: bool = True


@dataclass(frozen=True, slots=True)
class FacilityRow:
    """One line of the device-fault screen."""

    icon: str
    title: Text
    word: Text
    works: bool


@dataclass(frozen=True, slots=True)
class BannerView:
    """A strip above the headline: offline, demonstration, updating."""

    kind: str  # "offline" or "demo"
    title: Text
    body: Text


@dataclass(frozen=True, slots=True)
class ButtonView:
    """A button that works now, with its label; the screen decides its place.

    Attributes:
        button: A Button, the id of a step on the menu, or a metric that can be typed instead.
        detail: The small line of a tile.
        icon: Of a tile; empty for a button that is none.
    """

    button: str
    label: Text
    detail: Text = NO_WORDS
    icon: str = ""


@dataclass(frozen=True, slots=True)
class AnnouncementView:
    """What the hall announces on its first screen, in the hall's own words. Shown as plain text, never spoken.

    Attributes:
        picture: A JPEG in base 64, empty for none.
    """

    title: str
    body: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class AloudView:
    """The button that has the screen read aloud: its label, and whether it is being read."""

    label: Text
    speaking: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class VisitView:
    """Everything on the screen at one moment.

    Attributes:
        serial: Rises with every state change; a press carries it back.
        headline: One or two lines, broken by sense with a newline.
        kept: (what, how much) of what is kept of the person, on their own data alone.
        consent: The words of a consent that is asked for again.
        helper: 李*在帮您, as long as somebody does; empty else.
        warning_s: Seconds left when 您还在吗 is shown over the screen, None otherwise.
        warning: Headline and lead of that question, None otherwise.
        help_label: What stands in place of 请人帮忙 once it was pressed; empty before.
        card_lies: True while a card lies on a reader.
        summary: (title, value) rows of the goodbye card; only what the store has committed.
        tips: (icon, words) lines for waiting screens.
        notice: One small line more: what the camera is for, which card is read first.
        queue: What to say at the window, such as 梧桐 7.
        card_kind: Which reader the picture shows: that of the card in question, or the one to be used.
        picture: What stands on the screen of an instrument: "meter", or the name of an icon; "wait" while something is
            looked up or done.
        follow_up: 下周三前后，请再来量一次血压; on the result and the menu what is due today. Empty for nothing.
        posture: A picture of how to sit belongs beside the countdown.
        arm_in: The arm goes through the pressure meter, which has no cuff to put on.
        announcement: Of the hall; on the first screen only.
        aloud: Where the screen can be read aloud now.
    """

    wing: ClassVar[str] = "visitor"

    state: State
    serial: int
    headline: Text
    lead: Text = NO_WORDS
    buttons: tuple[ButtonView, ...] = ()
    banner: BannerView | None = None
    code: CodeView | None = None
    temperature: ValueView | None = None
    value: ValueView | None = None
    trend: TrendView | None = None
    entry: EntryView | None = None
    countdown: CountdownView | None = None
    guidance: GuidanceView | None = None
    facilities: tuple[FacilityRow, ...] = ()
    summary: tuple[tuple[str, str], ...] = ()
    tips: tuple[tuple[str, Text], ...] = ()
    kept: tuple[tuple[Text, Text], ...] = ()
    consent: Text = NO_WORDS
    helper: Text = NO_WORDS
    notice: Text = NO_WORDS
    window: str = ""
    queue: Text = NO_WORDS
    card_kind: CardKind = CardKind.ID_CARD
    picture: str = ""
    follow_up: Text = NO_WORDS
    posture: bool = False
    arm_in: bool = False
    card_lies: bool = False
    help_called: bool = False
    help_label: Text = NO_WORDS
    warning_s: int | None = None
    warning: tuple[Text, Text] | None = None
    announcement: AnnouncementView | None = None
    aloud: AloudView | None = None

    def has(self, button: str) -> bool:
        """Whether a button works now."""
        return any(b.button == button for b in self.buttons)
