"""What is said of the readings behind a value."""

from __future__ import annotations

from collections.abc import Mapping

from devices.decoding import IRREGULAR
from kiosk.measurements.catalogue import metric
from kiosk.measurements.measurement import known_values
from kiosk.sentences import NO_WORDS, Text, sentence
from kiosk.visits.visit import Value


def mean_of(value: Value, names: tuple[str, ...], words: Mapping[str, Text]) -> Text:
    """2 次的平均：138/86、142/88; of a value that lacks its second reading, that it does; empty for any other."""
    if value.short:
        return words["short"]
    if not value.parts:
        return NO_WORDS
    read = [known_values(part) for part in value.parts]
    shown = ("/".join(metric(name).shown(each[name]) for name in names if name in each) for each in read)
    return words["mean"].fill(number=len(value.parts), parts=sentence("visitor.notices.either").join(shown))


def pulse_notice(value: Value, words: Mapping[str, Text]) -> Text:
    """A pulse the instrument found irregular: a notice, never what it may mean."""
    return words["irregular"] if any(IRREGULAR in m.flags for m in value.measurements) else NO_WORDS
