"""What the page of the periods shows at one moment. Frozen; nothing personal: classes, days, counts."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.sentences import NO_WORDS, Text


@dataclass(frozen=True, slots=True)
class PastRow:
    """One purge: when, how many of each class, how long it took. `failed` when none was made; `what` says why."""

    when: Text
    what: Text
    took: Text
    failed: bool = False


@dataclass(frozen=True, slots=True)
class RetentionView:
    """The page.

    Attributes:
        periods: (class, how long).
        at: When it is done.
        tonight: What goes then; empty while it is being counted.
        leapt: That the clock is not believed, and what to do; empty when it is.
        failure: The last purge that was not made, and why; empty when the newest one was.
        past: The newest first.
    """

    periods: tuple[tuple[Text, Text], ...] = ()
    at: Text = NO_WORDS
    tonight: Text = NO_WORDS
    leapt: Text = NO_WORDS
    failure: Text = NO_WORDS
    past: tuple[PastRow, ...] = ()
    busy: bool = False
