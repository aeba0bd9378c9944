"""Fictitious people, readings and visits for the store's tests, and a small stand-in for whoever waits for a commit."""

from __future__ import annotations

import threading
import time
from datetime import date

from devices.clock import Clock
from devices.identity import CardReference, DocumentType, IdentityDocument
from kiosk.archive.archive import Archive
from kiosk.archive.templates import NewTemplate
from kiosk.archive.whitelist import Enrolment
from kiosk.ids import new_id
from kiosk.measurements.measurement import Measurement, Source, Validity
from kiosk.people.resident import Resident
from kiosk.visits.ports import StaffAlert, VisitRecord
from kiosk.whitelist.consent import Consent, ConsentHow, ConsentKind

WANG_NUMBER = "310100194403120020"
WANG_CARD = "310000D1560000050000000000000001"


class Answer:
    """A `done` callback that can be waited for."""

    def __init__(self) -> None:
        self.said: list[bool] = []
        self._came = threading.Condition()

    def __call__(self, ok: bool) -> None:
        with self._came:
            self.said.append(ok)
            self._came.notify_all()

    def wait(self, count: int = 1, timeout_s: float = 10.0) -> list[bool]:
        """What was said, once it was said `count` times."""
        with self._came:
            assert self._came.wait_for(lambda: len(self.said) >= count, timeout_s), "no answer from the store"
            return list(self.said)


def wang(**changes: object) -> IdentityDocument:
    """王桂英's identity card."""
    fields: dict[str, object] = {
        "type": DocumentType.RESIDENT,
        "number": WANG_NUMBER,
        "name": "王桂英",
        "sex": "2",
        "nation": "01",
        "birth": date(1944, 3, 12),
        "address": "上海市虚构区梧桐里11弄3号楼402室",
        "issuer": "上海市公安局虚构分局",
        "long_term": True,
    }
    return IdentityDocument(**(fields | changes))  # type: ignore[arg-type]


def card_only(code: str = WANG_CARD) -> IdentityDocument:
    """A social-security card of version 3, which keeps its holder back."""
    return IdentityDocument(DocumentType.SOCIAL_SECURITY, None, None, card=CardReference(code, None, "3.00"))


def measurement(clock: Clock, resident_id: str | None, **changes: object) -> Measurement:
    """A body temperature of 36.5 °C."""
    fields: dict[str, object] = {
        "id": new_id(),
        "group_id": new_id(),
        "metric": "temp_body",
        "value": 36.5,
        "unit": "Cel",
        "source": Source.DEVICE,
        "validity": Validity.VALID,
        "taken_at": clock.now(),
        "resident_id": resident_id,
        "visit_id": None,
        "device": "forehead",
        "raw_value": 34.2,
        "raw_frame": b"\xfe\xac\x00\x05",
        "flags": ("steady",),
    }
    return Measurement(**(fields | changes))  # type: ignore[arg-type]


def visit(clock: Clock, resident_id: str | None, *, visit_id: str | None = None, ended: bool = True) -> VisitRecord:
    """A visit of two steps."""
    return VisitRecord(
        visit_id=visit_id or new_id(),
        resident_id=resident_id,
        identified_by="id-card",
        started=clock.now(),
        ended=clock.now() if ended else None,
        outcome="served" if ended else None,
        steps=(("reading", "card arrived", 0.0), ("checking", "holder found", 0.8)),
    )


def alert(clock: Clock, resident_id: str | None = None) -> StaffAlert:
    """A call for help."""
    return StaffAlert(new_id(), None, resident_id, "help", "王奶奶请人帮忙", clock.now())


def consent(kind: ConsentKind = ConsentKind.FACE, **changes: object) -> Consent:
    """A consent signed by 王桂英."""
    fields: dict[str, object] = {
        "kind": kind,
        "text_version": "2026-11",
        "purpose": "认出您",
        "place": "本机",
        "period": "到撤回为止",
        "given_by": "王桂英",
        "how": ConsentHow.SIGNATURE,
    }
    return Consent(**(fields | changes))  # type: ignore[arg-type]


def enrolment(**changes: object) -> Enrolment:
    """王桂英 with a face consent and two templates."""
    fields: dict[str, object] = {
        "resident": Resident(id=new_id(), name="王桂英", number=WANG_NUMBER, sex="2", birth=date(1944, 3, 12)),
        "consents": (consent(),),
        "templates": (NewTemplate("dlib", "20.0", b"\x01\x02\x03\x04" * 128),
                      NewTemplate("dlib", "20.0", b"\x05\x06\x07\x08" * 128)),
    }  # fmt: skip
    return Enrolment(**(fields | changes))  # type: ignore[arg-type]


def settled(store: Archive, timeout_s: float = 5.0) -> None:
    """Wait until the store has nothing left to commit."""
    deadline = time.monotonic() + timeout_s
    while store.health().unsaved:
        assert time.monotonic() < deadline, "the store does not come to rest"
        threading.Event().wait(0.005)
