"""The camera for the technician: its picture, figures beside their limits, the lens turned against a peak, mounting and
guide zone tried live, and a check that is kept. Nobody is recognised and nothing of a face is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import partial

from devices.clock import Instant
from kiosk.accounts.permissions import Permission
from kiosk.archive.archive import Archive
from kiosk.camera_bench.camera_view import CameraView, FocusView
from kiosk.camera_bench.check import PICTURES, CheckResult, judged
from kiosk.camera_bench.compared import LastKept, Past, past_of
from kiosk.camera_bench.figures import figures_view
from kiosk.camera_bench.mounting import ABOVE, ASIDE, control_stepped, control_views, stepped, zone_view
from kiosk.camera_bench.saving import SettingsSaving
from kiosk.camera_bench.seen import Lending, SeenCamera
from kiosk.desk.page import Context, Page, action
from kiosk.desk.view import QuestionView
from kiosk.faces.protocol.messages import CameraFigures
from kiosk.sentences import NO_WORDS, Refusal, Text, listed, sentence, table
from kiosk.settings import Settings

_TUNE = Permission.FACES_TUNE
TURNS = (0, 90, 180, 270)
SILENT_S = 3.0
"""Without a report for so long the picture is said to be waited for."""


@dataclass(frozen=True, slots=True)
class CameraParts:
    """What the page is made of.

    Attributes:
        saving: None where the terminal has no configuration file.
        last_kept: Reads the evaluation that was kept last; may raise EvaluationUnreadable.
    """

    archive: Archive
    vision: Lending
    settings: Settings
    zone: tzinfo
    saving: SettingsSaving | None = None
    last_kept: LastKept = lambda: None


class CameraPage(Page):
    """See the module."""

    name = "camera"
    needs = _TUNE

    def __init__(self, context: Context, parts: CameraParts) -> None:
        super().__init__(context)
        self._parts = parts
        self._seen = SeenCamera(parts.vision, context.later, self._reported)
        self._peak = 0.0
        self._heard_s = 0.0
        self._taken: list[CameraFigures] | None = None
        self._result: CheckResult | None = None
        self._last: tuple[datetime, bool] | None = None
        self._told: Text = NO_WORDS
        self._past: Past | None = None
        self._busy = self._comparing = False

    # --- what is done on it -------------------------------------------------------------------------------------------
    @action(needs=_TUNE)
    def turn(self, degrees: int) -> None:
        """Turn the picture, without saving it."""
        if degrees in TURNS:
            self._try(rotate=degrees)

    @action(needs=_TUNE)
    def wider(self, step: int) -> None:
        """The guide zone wider (1) or narrower (-1)."""
        self._try(aside=stepped(self._seen.tried.guide_aside, step, ASIDE))

    @action(needs=_TUNE)
    def higher(self, step: int) -> None:
        """The guide zone higher (1) or lower (-1)."""
        self._try(above=stepped(self._seen.tried.guide_above, step, ABOVE))

    @action(needs=_TUNE)
    def as_saved(self) -> None:
        """Undo what was tried."""
        saved = self._seen.saved
        self._try(rotate=saved.rotate, aside=saved.guide_aside, above=saved.guide_above)

    @action(needs=_TUNE)
    def peak_anew(self) -> None:
        """Begin the highest sharpness anew."""
        self._peak = 0.0

    @action(needs=_TUNE)
    def control(self, name: str, step: int) -> None:
        """Switch a control of the camera on (1) or off (-1), or its value up or down by a quarter."""
        figures = self._seen.figures
        if figures is None or name not in figures.controls:
            return
        self._seen.adjust(name, control_stepped(name, figures.controls[name], step))

    @action(needs=_TUNE)
    def compare(self, on: bool) -> None:
        """The limits beside those an evaluation called for (True), or the figures."""
        self._comparing = on

    @action(needs=_TUNE)
    def check(self) -> None:
        """Take ten pictures and judge them."""
        if self._seen.state == "live" and self._taken is None:
            self._taken, self._result, self._told = [], None, NO_WORDS

    @action(needs=_TUNE)
    def save(self) -> None:
        """Save rotation and zone, after 改前 → 改后."""
        if not self._changes() or self._parts.saving is None or self._busy:
            return
        words = table("camera-bench.save")
        body = sentence("camera-bench.save.body", changes=self._changes())
        self.context.ask(QuestionView(words["headline"], body, words["confirm"], words["cancel"]), self._save)

    # --- the page -----------------------------------------------------------------------------------------------------
    def opened(self, **values: object) -> None:
        """See `Page`."""
        self._seen.look()
        self._read_past()

    def taken_up(self) -> None:
        """See `Page`."""
        self._seen.look()
        self._read_past()

    def set_aside(self) -> None:
        """The camera is given back as it was; what is tried is tried again when the page is taken up."""
        self._seen.let_go()
        self._taken = None

    def left(self) -> None:
        """See `Page`."""
        self._seen.let_go()

    def unsaved(self) -> QuestionView | None:
        """See `Page`."""
        if not self._changes():
            return None
        words = table("camera-bench.drop")
        return QuestionView(words["headline"], words["body"], words["confirm"], words["cancel"])

    def tick(self, now: Instant) -> None:
        """Who had the camera may have given it back; a camera may fall silent."""
        if self._seen.state in ("taken", "none"):
            self._seen.look()
        elif self._seen.state == "live" and now.monotonic_s - self._heard_s > SILENT_S:
            self._seen.state, self._seen.figures, self._taken = "waiting", None, None

    def view(self) -> CameraView:
        """See `Page`."""
        seen, camera = self._seen, self._parts.settings.camera
        return CameraView(
            state=seen.state,
            headline=self._headline(),
            right=seen.figures is not None and seen.figures.face is not None and seen.figures.face.hint == "good",
            figures=figures_view(seen.figures, camera),
            focus=self._focus(),
            zone=zone_view(seen.figures, seen.tried.guide_aside, seen.tried.guide_above),
            turn=seen.tried.rotate,
            aside=f"{seen.tried.guide_aside:.2f}",
            above=f"{seen.tried.guide_above:.2f}",
            controls=() if seen.figures is None else control_views(seen.figures.controls),
            changes=self._changes(),
            may_save=self._parts.saving is not None and not self._busy,
            told=self._told or (NO_WORDS if self._parts.saving else sentence("camera-bench.save.no-file")),
            checking=0.0 if self._taken is None else max(0.05, len(self._taken) / PICTURES),
            outcome=self._outcome(),
            passed=self._result is None or self._result.passed,
            last=self._last_in_words(),
            comparison=None if self._past is None else self._past.comparison,
            comparing=self._comparing and self._past is not None,
        )

    # --- what comes ---------------------------------------------------------------------------------------------------
    def _reported(self) -> None:
        figures = self._seen.figures
        if figures is None:
            self._taken = None
            return
        self.context.keep_open()
        self._heard_s = self.context.clock.now().monotonic_s
        self._peak = max(self._peak, figures.sharpness)
        if self._taken is not None:
            self._taken.append(figures)
            if len(self._taken) == PICTURES:
                self._judge(tuple(self._taken))
                self._taken = None

    def _judge(self, pictures: tuple[CameraFigures, ...]) -> None:
        live_from, past = self._parts.settings.camera.live_from, self._past
        called = None if past is None else past.called
        result = judged(pictures, live_from, called)
        by, audit = self.context.session.login, self._parts.archive.audit
        outcome = "passed" if result.passed else "failed"
        detail = {"outcome": outcome, "failed": list(result.failed), "live_from": live_from, **result.figures}
        if called is not None and past is not None and past.evaluated is not None:
            detail |= {"called_for": called, "evaluated": f"{past.evaluated:%Y-%m-%d}"}

        def kept(_: None) -> None:
            self._result = result
            self._last = (self._now(), result.passed)

        self.context.work(lambda: audit.note(by, "camera.checked", None, **detail), kept, self._not_kept)

    def _not_kept(self, _: Exception) -> None:
        self._told = sentence("camera-bench.check.not-kept")

    def _read_past(self) -> None:
        parts, fpir = self._parts, self._parts.vision.tuned.fpir

        def then(past: Past) -> None:
            self._past, self._last = past, past.checked or self._last

        read = partial(past_of, parts.archive, parts.settings, fpir, parts.last_kept, parts.zone)
        self.context.work(read, then, lambda _: None)

    def _try(self, **values: float) -> None:
        self._told, self._taken, self._peak = NO_WORDS, None, 0.0
        self._seen.attempt(**values)  # type: ignore[arg-type]

    def _save(self) -> None:
        saving, tried, by = self._parts.saving, self._seen.tried, self.context.session.login
        if saving is None:
            return
        values = {
            "camera.rotate": str(tried.rotate),
            "camera.guide_aside": f"{tried.guide_aside:.2f}",
            "camera.guide_above": f"{tried.guide_above:.2f}",
        }
        self._busy = True
        self.context.work(lambda: saving.save(values, by), self._saved, self._not_saved)

    def _saved(self, _: None) -> None:
        self._busy = False
        self._seen.was_saved()
        self._told = sentence("camera-bench.save.done")

    def _not_saved(self, error: Exception) -> None:
        self._busy = False
        self._told = error.sentence if isinstance(error, Refusal) else sentence("camera-bench.save.failed")

    # --- in words -----------------------------------------------------------------------------------------------------
    def _changes(self) -> Text:
        saved, tried = self._seen.saved, self._seen.tried
        pairs = (
            ("turn", f"{saved.rotate}°", f"{tried.rotate}°"),
            ("aside", f"{saved.guide_aside:.2f}", f"{tried.guide_aside:.2f}"),
            ("above", f"{saved.guide_above:.2f}", f"{tried.guide_above:.2f}"),
        )
        words = table("camera-bench.settings")
        told = [
            sentence("camera-bench.save.change", what=words[key], before=before, after=after)
            for key, before, after in pairs
            if before != after
        ]
        return Text(listed(told)) if told else NO_WORDS

    def _headline(self) -> Text:
        figures, state = self._seen.figures, self._seen.state
        if state != "live" or figures is None:
            return table("camera-bench.states")[state]
        return table("camera-bench.hints")[figures.face.hint if figures.face is not None else "nobody"]

    def _focus(self) -> FocusView:
        figures = self._seen.figures
        if figures is None:
            return FocusView()
        part = 0.0 if self._peak <= 0 else min(1.0, figures.sharpness / self._peak)
        return FocusView(f"{figures.sharpness:.0f}", f"{self._peak:.0f}", round(part, 3))

    def _outcome(self) -> Text:
        if self._result is None:
            return NO_WORDS
        if self._result.passed:
            return sentence("camera-bench.check.passed")
        words = table("camera-bench.parts")
        return sentence("camera-bench.check.failed", parts=listed(words[key] for key in self._result.failed))

    def _last_in_words(self) -> Text:
        if self._last is None:
            return sentence("camera-bench.check.never")
        at, passed = self._last
        when = f"{at.astimezone(self._parts.zone):%Y-%m-%d %H:%M}"
        if passed:
            return sentence("camera-bench.check.last-passed", when=when)
        return sentence("camera-bench.check.last-failed", when=when)

    def _now(self) -> datetime:
        return self.context.clock.now().utc
