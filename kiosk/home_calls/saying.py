"""Why something was not done, for whoever works here."""

from __future__ import annotations

import logging

from devices.device import where_it_broke
from kiosk.sentences import Refusal, Text, fault_sentences, sentence
from kiosk.store.errors import StoreError

log = logging.getLogger("kiosk.home_calls")


def said_of(error: Exception) -> Text:
    """One sentence."""
    if isinstance(error, Refusal):
        return error.sentence
    if isinstance(error, StoreError):
        return fault_sentences(error.code).staff
    log.error("an act at the home calls failed: %s", where_it_broke(error))
    return sentence("staff.failed")
