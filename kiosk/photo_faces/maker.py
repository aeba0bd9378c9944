"""Faces of the photos of an office's list: made before anything is written, in memory only."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from devices.clock import Clock
from kiosk.archive.archive import ArchiveContents
from kiosk.archive.import_plan import Compared, Progress
from kiosk.archive.templates import NewTemplate
from kiosk.faces.engines.engine import FaceEngine, Vector
from kiosk.faces.enrolment.in_use import engines_in_use
from kiosk.gallery.stored import gallery_of, of_engine
from kiosk.imports.rows import ImportRefused, PhotoRef
from kiosk.people.names import mask_name
from kiosk.photo_faces.comparing import NewFace, Verdict, compared
from kiosk.photo_faces.crew import Crew, at_once
from kiosk.photo_faces.looking import COMMAND, Looker, NotLooking, Stopped
from kiosk.photo_faces.protocol import Said, Told
from kiosk.sentences import Text, sentence
from kiosk.settings import Faces
from kiosk.store.errors import StoreError

MOST_LOST = 20
"""So many photos in a row that end the process are no matter of the photos."""

PhotoBytes = Callable[[PhotoRef], bytes]
"""Reads one photo; raises ImportRefused."""


class FacesFailed(Exception):
    """No faces were made at all.

    Attributes:
        sentence: Why, for the clerk.
    """

    def __init__(self, said: Text) -> None:
        super().__init__(said.key)
        self.sentence = said


@dataclass(frozen=True, slots=True, repr=False)
class FaceOutcome:
    """What looking at the photos of an import gave. Held in memory only.

    Attributes:
        templates: By row.
        refused: Why a row's photo gave nothing, by row; the row itself is imported without a face.
    """

    templates: Mapping[int, tuple[NewTemplate, ...]] = field(default_factory=dict)
    refused: Mapping[int, Text] = field(default_factory=dict)


class FaceMaker:
    """Makes templates of photos, in processes of its own.

    Args:
        read: Reads one photo when it is its turn; on several threads.
        command: What looks at photos; tests give other programs.
        processes: How many may do so at once.
    """

    def __init__(
        self, store: ArchiveContents, faces: Faces, clock: Clock, read: PhotoBytes, command: Sequence[str] = COMMAND,
        processes: Callable[[], int] = at_once,
    ) -> None:  # fmt: skip
        self._store, self._faces, self._clock, self._read, self._command = store, faces, clock, read, command
        self._processes = processes
        self.child_pids: tuple[int, ...] = ()

    def start(
        self,
        rows: Sequence[Compared],
        told: Progress,
        done: Callable[[FaceOutcome], None],
        failed: Callable[[Text], None],
    ) -> Callable[[], None]:
        """Make them on a thread of its own; what is given is called on that thread.

        What it gives back ends it: it waits for the end, nothing is called any more, and it may be called again.
        """
        stop = threading.Event()

        def work() -> None:
            try:
                outcome = self.make(rows, told, stop)
            except Stopped:
                return
            except FacesFailed as error:
                failed(error.sentence)
            except StoreError:
                failed(sentence("imported.faces.store"))
            else:
                if not stop.is_set():
                    done(outcome)

        thread = threading.Thread(target=work, name="photo-faces", daemon=True)
        thread.start()

        def end() -> None:
            stop.set()
            if threading.current_thread() is not thread:
                thread.join(15)

        return end

    def make(
        self, rows: Sequence[Compared], told: Progress = lambda done, total: None, stop: threading.Event | None = None
    ) -> FaceOutcome:
        """Make them; a core takes about a seventh of a second for each row that wants a face. Others are passed over.

        Raises:
            Stopped: `stop` was set; nothing is left of it.
            FacesFailed: the stick is gone, or the engines do not load.
            StoreError: what is stored could not be read.
        """
        stop = stop or threading.Event()
        wanted = [row for row in rows if row.wants_face]
        engines = engines_in_use(self._faces)
        made: dict[int, tuple[NewTemplate, ...]] = {}
        refused: dict[int, Text] = {}
        names = Told(tuple(one.name for one in engines), self._faces.runtime)
        with Crew(names, self._clock, stop, self._looked, self._processes(), self._command) as crew:
            lost = 0
            for at, (row, said) in enumerate(crew.look(wanted), start=1):
                self.child_pids = crew.pids
                lost = lost + 1 if said is None else 0
                if lost >= MOST_LOST:
                    raise FacesFailed(sentence("imported.faces.lost"))
                if said is None:
                    refused[row.row] = sentence("imported.faces.photo-lost")
                elif isinstance(said, Text):
                    refused[row.row] = said
                else:
                    made[row.row] = said
                told(at, len(wanted))
        return self._judged(wanted, made, refused, engines[0])

    def _looked(self, looker: Looker, row: Compared) -> tuple[NewTemplate, ...] | Text | None:
        """Templates, why there are none, or None when the photo ended the process. On a thread of each process."""
        photo = row.candidate.photo
        assert photo is not None
        try:
            data = self._read(photo)
        except ImportRefused as refusal:
            if not photo.path.exists():
                raise FacesFailed(sentence("imported.faces.gone")) from None
            return refusal.sentence
        try:
            said = looker.look(data)
        except NotLooking as error:
            raise FacesFailed(sentence("whitelist.faces.engine-missing", why=error)) from None
        return None if said is None else _templates(said)

    def _judged(
        self, rows: Sequence[Compared], made: dict[int, tuple[NewTemplate, ...]], refused: dict[int, Text],
        engine: FaceEngine,
    ) -> FaceOutcome:  # fmt: skip
        by_id = {row.resident.id: row for row in rows if row.row in made}
        faces = [
            face for who, row in by_id.items() if (face := self._face(who, made[row.row], row, engine)) is not None
        ]
        pairs = [(pair.one, pair.other) for pair in self._store.look_alikes.all() if pair.declared]
        kept = self._store.face_policies.in_force(engine.name, engine.version)
        verdict = compared(
            faces, gallery_of(self._store, engine, suspended=True), engine, None if kept is None else kept.policy,
            self._faces.fpir, frozenset([*pairs, *((other, one) for one, other in pairs)]),
        )  # fmt: skip
        for who, row in by_id.items():
            why = self._why_not(who, verdict, by_id)
            if why is not None:
                refused[row.row] = why
            if why is not None or who in verdict.already:
                del made[row.row]
        return FaceOutcome(made, refused)

    def _face(self, who: str, templates: tuple[NewTemplate, ...], row: Compared, engine: FaceEngine) -> NewFace | None:
        mine = next((one for one in templates if one.engine == engine.name), None)
        if mine is None:
            return None
        stored = None
        if row.has_face:
            parts = of_engine(self._store.templates.of(who, suspended=True), engine)
            stored = np.stack([_vector(part.vector) for part in parts]) if parts else None
        return NewFace(who, _vector(mine.vector), stored)

    def _why_not(self, who: str, verdict: Verdict, by_id: Mapping[str, Compared]) -> Text | None:
        if who in verdict.unlike:
            return sentence("imported.faces.unlike")
        others = verdict.like.get(who)
        if not others:
            return None
        other = by_id.get(others[0])
        if other is not None:
            return sentence("imported.faces.like-row", name=_masked(other.resident.name), row=other.row)
        known = self._store.register.resident(others[0])
        name = None if known is None else known.name or known.name_foreign
        return sentence("imported.faces.like", name=_masked(name))


def _templates(said: Said) -> tuple[NewTemplate, ...] | Text | None:
    """None for an answer that is no template."""
    if said.refused:
        return Text(said.refused)
    try:
        made = tuple(NewTemplate(one.engine, one.version, one.packed, one.quality) for one in said.made)
    except ValueError:
        return None
    return made or None


def _vector(data: bytes) -> Vector:
    return np.frombuffer(data, "<f4").astype(np.float32)


def _masked(name: str | None) -> str:
    return mask_name(name or "")
