"""What stands on a slip, before anybody draws it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, repr=False)
class Figure:
    """One number. `caption` is empty where the line's title says what it is."""

    caption: str
    number: str
    unit: str


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """One thing that was measured or typed.

    Attributes:
        word: Of its band, such as 在参考范围内; empty where nothing is said of it.
        notes: How and when, last time's value, what is to be known of the device: one line each.
    """

    title: str
    figures: tuple[Figure, ...]
    word: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Slip:
    """Its repr says nothing: a slip is somebody's.

    Attributes:
        name: Masked, such as 王*英.
        when: Day and time in the hall.
        follow_up: When to measure again; empty for none.
        rests_on: What it is not, and by which guidelines it speaks.
        qr_text: The same, short, to be read on a telephone without a network; `qr_cue` stands beside the code.
        demonstration: What says that nothing of it is true; empty on a real terminal.
    """

    hall: str
    title: str
    name: str
    when: str
    lines: tuple[Line, ...]
    follow_up: str
    rests_on: tuple[str, ...]
    qr_text: str
    qr_cue: str
    demonstration: str = ""

    def words(self) -> str:
        """Every character that is to be drawn, in one."""
        of_lines = [w for line in self.lines for w in (line.title, line.word, *line.notes)]
        of_figures = [w for line in self.lines for f in line.figures for w in (f.caption, f.number, f.unit)]
        own = (self.hall, self.title, self.name, self.when, self.follow_up, self.qr_cue, self.demonstration)
        return "".join((*own, *self.rests_on, *of_lines, *of_figures))
