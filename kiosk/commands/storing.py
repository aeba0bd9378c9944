"""Opens the store for a command, and turns its refusals into sentences."""

from __future__ import annotations

import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kiosk.commands.context import Context, Refused
from kiosk.sentences import Text, fault_sentences, sentence

if TYPE_CHECKING:
    from kiosk.archive.archive import Archive
    from kiosk.archive.reading import ReadingArchive
    from kiosk.store.errors import StoreError


def store_fault(error: StoreError) -> Text:
    """What is wrong with the store, as a technician reads it."""
    said = fault_sentences(error.code).technician
    return sentence("commands.store-fault", said=said, code=error.code, detail=error.detail)


@contextmanager
def opened_store(context: Context, *, begin: bool = False) -> Iterator[Archive]:
    """The store of the command's data folder, closed afterwards. Store faults leave as Refused.

    Args:
        begin: One is begun where there is none. Not by a command about what is in the store already: a mistyped
            `--data` must not become a folder.
    """
    from kiosk.archive.archive import Archive
    from kiosk.archive.calibrations import CalibrationRules
    from kiosk.store.errors import StoreError
    from kiosk.store.reading import refuse_missing
    from kiosk.whitelist.admission import AdmissionRules

    settings = context.settings
    try:
        if not begin:
            refuse_missing(context.data_dir)
        with Archive.open(
            context.data_dir,
            context.clock,
            rules=AdmissionRules(min_age=settings.whitelist.min_age),
            zone=ZoneInfo(settings.hall.time_zone),
            calibration=CalibrationRules(settings.calibration.second_signature, settings.calibration.override_days),
        ) as store:
            yield store
    except StoreError as error:
        raise Refused(store_fault(error)) from error


@contextmanager
def reading_store(context: Context) -> Iterator[ReadingArchive]:
    """The same for a command that only reads: nothing is made, changed or locked. Store faults leave as Refused."""
    from kiosk.archive.reading import ReadingArchive
    from kiosk.store.errors import StoreError
    from kiosk.whitelist.admission import AdmissionRules

    settings = context.settings
    rules, zone = AdmissionRules(min_age=settings.whitelist.min_age), ZoneInfo(settings.hall.time_zone)
    try:
        with ReadingArchive.open(context.data_dir, context.clock, rules=rules, zone=zone) as store:
            yield store
    except StoreError as error:
        raise Refused(store_fault(error)) from error


def operator() -> str:
    """Who typed the command, for the audit trail: `cli:`, the account's name and its number, such as `cli:wang(1000)`.

    The number is the real user id, which nobody chooses for themselves; the environment (LOGNAME, USER) is not asked.
    """
    uid = os.getuid()
    try:
        return f"cli:{pwd.getpwuid(uid).pw_name}({uid})"
    except KeyError:
        return f"cli:({uid})"
