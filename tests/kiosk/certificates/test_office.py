"""Certificates are given out: printed, or put on a stick."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.calibration.records import CalibrationRecord
from kiosk.certificates.office import Certificates
from kiosk.certificates.particulars import Issuer
from kiosk.certificates.printers import CupsPrinter, FolderPrinter, Printer
from kiosk.certificates.sheet import Sheet
from kiosk.sentences import Refusal
from kiosk.sticks import Stick
from tests.conftest import AnnouncedLog
from tests.kiosk.certificates import thermometer

ISSUER = Issuer("梧桐里社区服务中心", "Asia/Shanghai", "kiosk 0.9")


class Records:
    def __init__(self, *records: CalibrationRecord) -> None:
        self._records = records

    def record(self, id_or_number: str) -> CalibrationRecord | None:
        return next((r for r in self._records if id_or_number in (r.id, r.number)), None)


class Trail:
    def __init__(self) -> None:
        self.noted: list[tuple[object, ...]] = []

    def note(self, actor: str, action: str, subject: str | None = None, **detail: object) -> None:
        self.noted.append((actor, action, subject, detail))


class Drawn:
    """Draws nothing but the number."""

    def pdf(self, sheet: Sheet, attached: bytes | None = None) -> bytes:
        return f"{sheet.number} {len(attached or b'') > 1000}".encode()


def office(
    printer: Printer, *sticks: Stick, records: Records | None = None, trail: Trail | None = None
) -> Certificates:
    return Certificates(
        records or Records(thermometer.signed()),
        trail or Trail(),
        ISSUER,
        lambda: {"tang": "唐建国"},
        Drawn(),
        printer,
        lambda: sticks,
    )


def a_stick(folder: Path) -> Stick:
    return Stick(folder, "CERT", 10**9, os.stat(folder).st_dev)


def lp(folder: Path, code: int) -> CupsPrinter:
    command = folder / "lp"
    command.write_text(f'#!/bin/sh\ncat > "{folder}/got"\necho "$@" > "{folder}/words"\nexit {code}\n')
    command.chmod(0o755)
    return CupsPrinter(str(command))


def test_it_is_printed_and_noted(tmp_path: Path) -> None:
    trail = Trail()
    said = office(lp(tmp_path, 0), trail=trail).print("c-1", "tang")
    assert said == "证书 JZ-2026-0007 送到打印机了。"
    assert (tmp_path / "got").read_bytes() == b"JZ-2026-0007 True"
    assert (tmp_path / "words").read_text().split() == ["-t", "JZ-2026-0007", "-o", "media=A4"]
    assert trail.noted == [("tang", "certificate.printed", "c-1", {"number": "JZ-2026-0007"})]


def test_a_printer_that_refuses_prints_nothing(tmp_path: Path, announced: AnnouncedLog) -> None:
    trail = Trail()
    announced.expect("lp ended with 1")
    with pytest.raises(Refusal) as refused:
        office(lp(tmp_path, 1), trail=trail).print("c-1", "tang")
    assert refused.value.code == "printer"
    assert trail.noted == []


def test_without_a_print_service_the_stick_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refusal) as refused:
        office(CupsPrinter()).print("c-1", "tang")
    assert refused.value.code == "no-lp"
    assert "U 盘" in refused.value.sentence


def test_a_demonstration_prints_into_a_folder(tmp_path: Path) -> None:
    office(FolderPrinter(tmp_path / "printed")).print("JZ-2026-0007", "tang")
    assert (tmp_path / "printed" / "JZ-2026-0007.pdf").read_bytes() == b"JZ-2026-0007 True"


def test_pdf_and_dcc_are_put_on_a_stick(tmp_path: Path) -> None:
    trail = Trail()
    made = office(CupsPrinter(), a_stick(tmp_path), trail=trail)
    assert "U 盘 CERT" in made.to_stick("JZ-2026-0007", "tang")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["JZ-2026-0007.pdf", "JZ-2026-0007.xml"]
    assert (tmp_path / "JZ-2026-0007.xml").read_bytes() == made.dcc("c-1")
    assert [entry[1] for entry in trail.noted] == ["certificate.to-stick"]


def test_without_a_stick_nothing_is_noted() -> None:
    trail = Trail()
    with pytest.raises(Refusal):
        office(CupsPrinter(), trail=trail).to_stick("c-1", "tang")
    assert trail.noted == []


def test_no_certificate_of_a_number_nobody_has() -> None:
    with pytest.raises(Refusal) as refused:
        office(CupsPrinter()).pdf("JZ-2026-9999")
    assert refused.value.code == "unknown"


def test_no_certificate_that_does_not_agree_with_its_readings() -> None:
    with pytest.raises(Refusal) as refused:
        office(CupsPrinter(), records=Records(thermometer.signed(as_left_u=0.1))).pdf("c-1")
    assert refused.value.code == "differs"


def test_names_of_those_who_signed_are_on_it() -> None:
    assert "唐建国" in office(CupsPrinter()).dcc("c-1").decode()
