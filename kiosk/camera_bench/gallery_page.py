"""The thresholds of this gallery for the technician: what it tells apart, what another rate of wrong names would do,
and the change itself, signed by two. What is changed is the wanted rate, `faces.fpir`: thresholds follow from it with
every change of the gallery and every night, so nothing made here is undone by the next measurement.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import tzinfo

from kiosk.accounts.permissions import Permission
from kiosk.accounts.session import Session
from kiosk.archive.archive import Archive
from kiosk.camera_bench.charts import det_view, percent, scores_view
from kiosk.camera_bench.gallery_room import GalleryRoom, Looked
from kiosk.camera_bench.gallery_view import GalleryView, NumberView
from kiosk.camera_bench.saving import SettingsSaving
from kiosk.camera_bench.seen import Lending
from kiosk.desk.page import Context, Page, action
from kiosk.desk.view import QuestionView
from kiosk.evaluation.verdict import MOST_FNIR, MOST_POLICY_FPIR
from kiosk.faces.matching.scoring import LEAST_PEOPLE
from kiosk.faces.matching.thresholds import MOST_SEARCHED
from kiosk.gallery.curves import LADDER, Prediction, Share
from kiosk.sentences import NO_WORDS, Refusal, Text, sentence, table
from kiosk.settings import Settings

_TUNE = Permission.FACES_TUNE


@dataclass(frozen=True, slots=True)
class GalleryParts:
    """What the page is made of.

    Attributes:
        saving: None where the terminal has no configuration file.
    """

    archive: Archive
    vision: Lending
    settings: Settings
    room: GalleryRoom
    zone: tzinfo
    saving: SettingsSaving | None = None


class GalleryPage(Page):
    """See the module."""

    name = "gallery"
    needs = _TUNE

    def __init__(self, context: Context, parts: GalleryParts) -> None:
        super().__init__(context)
        self._parts = parts
        self._looked: Looked | None = None
        self._state = "measuring" if parts.settings.faces.enabled else "off"
        self._wanted = parts.vision.tuned.fpir
        self._told: Text = NO_WORDS
        self._busy = self._as_det = False

    # --- what is done on it -------------------------------------------------------------------------------------------
    @action(needs=_TUNE)
    def rate(self, step: int) -> None:
        """The next lower (-1) or higher (1) rate of wrong names; nothing is saved."""
        if self._state == "measured" and not self._busy:
            self._wanted, self._told = _next(self._wanted, step), NO_WORDS

    @action(needs=_TUNE)
    def as_saved(self) -> None:
        """The rate in force again."""
        self._wanted = self._now

    @action(needs=_TUNE)
    def save(self) -> None:
        """Save the wanted rate; a second person signs."""
        if not self._busy and self._parts.saving is not None and self._changes():
            what = sentence("gallery-bench.save.what", changes=self._changes())
            self.context.second_signature(_TUNE, what, self._save)

    @action(needs=_TUNE)
    def look(self, det: bool) -> None:
        """The detection error trade-off (True), or the scores."""
        self._as_det = det

    @action(needs=_TUNE)
    def camera(self) -> None:
        """Look through the camera."""
        self.context.open("camera")

    # --- the page -----------------------------------------------------------------------------------------------------
    def opened(self, **values: object) -> None:
        """See `Page`."""
        self._look()

    def taken_up(self) -> None:
        """See `Page`."""
        self._look()

    def left(self) -> None:
        """See `Page`."""
        self._looked = None

    def unsaved(self) -> QuestionView | None:
        """See `Page`."""
        if not self._changes():
            return None
        words = table("gallery-bench.drop")
        return QuestionView(words["headline"], words["body"], words["confirm"], words["cancel"])

    def view(self) -> GalleryView:
        """See `Page`."""
        before, tried = self._predict(self._now), self._predict(self._wanted)
        if self._looked is None or before is None or tried is None:
            return GalleryView(self._state, self._headline(), self._note())
        curves = self._looked.curves
        det = det_view(curves, before, tried)
        return GalleryView(
            state="measured",
            headline=NO_WORDS,
            note=self._note(),
            scores=scores_view(curves, before, tried),
            det=det,
            as_det=self._as_det,
            det_missing=NO_WORDS if det is not None else self._no_det(tried),
            numbers=self._numbers(tried),
            wanted=f"{percent(self._wanted)} %",
            can_less=self._wanted > LADDER[0],
            can_more=self._wanted < LADDER[-1],
            changes=self._changes(),
            may_save=self._parts.saving is not None and not self._busy,
            told=self._told or (NO_WORDS if self._parts.saving else sentence("gallery-bench.save.no-file")),
            how=self._how(tried),
        )

    # --- what comes ---------------------------------------------------------------------------------------------------
    @property
    def _now(self) -> float:
        return self._parts.vision.tuned.fpir

    def _look(self) -> None:
        if self._state != "off":
            self.context.work(self._parts.room.look, self._was_looked, self._not_looked)

    def _was_looked(self, looked: Looked) -> None:
        self._looked = looked
        people = looked.curves.people
        self._state = "measured" if looked.curves.strangers is not None else "few" if people < 2 else "too-many"

    def _not_looked(self, _: Exception) -> None:
        self._state = "failed"

    def _predict(self, fpir: float) -> Prediction | None:
        return None if self._looked is None else self._looked.curves.predict(fpir)

    def _save(self, second: Session) -> None:
        saving, wanted, before, by = self._parts.saving, self._wanted, self._now, self.context.session.login
        if saving is None:
            return
        audit = self._parts.archive.audit

        def save() -> None:
            saving.save({"faces.fpir": f"{wanted:g}"}, by, second.login)
            audit.note(by, "faces.tuned", None, before=before, after=wanted, signed_by=second.login)

        self._busy = True
        self.context.work(save, lambda _: self._saved(wanted), self._not_saved)

    def _saved(self, wanted: float) -> None:
        self._busy = False
        self._parts.vision.tune(replace(self._parts.vision.tuned, fpir=wanted))
        self._told = sentence("gallery-bench.save.done")

    def _not_saved(self, error: Exception) -> None:
        self._busy = False
        self._told = error.sentence if isinstance(error, Refusal) else sentence("gallery-bench.save.failed")

    # --- in words -----------------------------------------------------------------------------------------------------
    def _headline(self) -> Text:
        if self._state == "too-many":
            return sentence("gallery-bench.states.too-many", most=f"{MOST_SEARCHED}")
        if self._state == "few":
            return sentence(
                "gallery-bench.states.few", people=0 if self._looked is None else self._looked.curves.people
            )
        return table("gallery-bench.states")[self._state]

    def _note(self) -> Text:
        if self._looked is None:
            return NO_WORDS
        kept, people = self._looked.kept, self._looked.curves.people
        if kept is None and self._state == "too-many":
            return NO_WORDS  # they were counted no further
        if kept is None:
            return sentence("gallery-bench.note.people", people=people)
        made = f"{kept.made.astimezone(self._parts.zone):%m-%d %H:%M}"
        return sentence("gallery-bench.note.made", people=kept.policy.people, made=made)

    def _changes(self) -> Text:
        before, tried = self._predict(self._now), self._predict(self._wanted)
        if before is None or tried is None or self._now == self._wanted:
            return NO_WORDS
        return sentence(
            "gallery-bench.save.change",
            before=percent(self._now),
            was=f"{before.policy.accept:.2f}",
            after=percent(self._wanted),
            will=f"{tried.policy.accept:.2f}",
        )

    def _how(self, tried: Prediction) -> Text:
        if self._looked is not None and self._looked.curves.people < LEAST_PEOPLE:
            return sentence("gallery-bench.how.small", least=LEAST_PEOPLE)
        if tried.missed is None:
            return sentence("gallery-bench.how.strangers")
        return sentence("gallery-bench.how.both")

    def _no_det(self, tried: Prediction) -> Text:
        if tried.missed is None:
            return sentence("gallery-bench.det.not-measured")
        return sentence("gallery-bench.det.nobody-missed", pictures=tried.missed.of)

    def _numbers(self, tried: Prediction) -> tuple[NumberView, ...]:
        say = table("gallery-bench.numbers")
        margin = sentence(
            "gallery-bench.numbers.margin-said", margin=f"{tried.policy.margin:g}", frames=tried.policy.frames
        )
        pairs = NumberView(say["pairs"], str(tried.pairs), say["pair-unit"], "info", margin)
        kept = tried.fpir <= MOST_POLICY_FPIR
        fpir = NumberView(
            say["fpir"], percent(tried.fpir), "%", "ok" if kept else "look", _limit(MOST_POLICY_FPIR, kept)
        )
        return fpir, _missed(tried.missed, tried.asked), pairs


def _missed(missed: Share | None, asked: Share | None) -> NumberView:
    say = table("gallery-bench.numbers")
    if missed is None or asked is None:
        return NumberView(say["fnir"], say["not-measured"], "", "info", say["fnir-missing"])
    counted = sentence("gallery-bench.numbers.counted", hits=missed.hits, of=missed.of, asked=asked.hits)
    if missed.rate > MOST_FNIR or missed.upper <= MOST_FNIR:
        kept = missed.rate <= MOST_FNIR
        state, said = "ok" if kept else "look", _limit(MOST_FNIR, kept)
    else:
        state, said = "info", sentence("gallery-bench.numbers.open", upper=percent(missed.upper))
    return NumberView(say["fnir"], percent(missed.rate), "%", state, Text(f"{said}\n{counted}"))


def _limit(rate: float, kept: bool) -> Text:
    if kept:
        return sentence("gallery-bench.numbers.within", limit=percent(rate))
    return sentence("gallery-bench.numbers.above", limit=percent(rate))


def _next(rate: float, step: int) -> float:
    """The neighbour on the ladder; itself at its ends."""
    if step > 0:
        return next((each for each in LADDER if each > rate), rate)
    return next((each for each in reversed(LADDER) if each < rate), rate)
