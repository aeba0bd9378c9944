"""The three sentences of an error, read from `resources/sentences/faults.toml`."""

from __future__ import annotations

from functools import cache

import msgspec

import resources


class FaultSentences(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to say of one error: to the person before the screen, to staff, to a technician."""

    visitor: str
    staff: str
    technician: str


@cache
def all_fault_sentences() -> dict[str, FaultSentences]:
    """Every error code with its sentences."""
    text = resources.path("sentences", "faults.toml").read_bytes()
    return msgspec.toml.decode(text, type=dict[str, FaultSentences])


def fault_sentences(code: str) -> FaultSentences:
    """The sentences of a code; those of the general fault for a code nobody wrote sentences for."""
    table = all_fault_sentences()
    return table.get(code, table["device"])
