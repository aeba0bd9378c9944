"""What somebody typed to change a member, field by field, checked while it is typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from kiosk.members.words import mask_phone
from kiosk.people.contact_rules import checked_level, checked_phone
from kiosk.people.name_rules import checked_name
from kiosk.people.names import mask_name
from kiosk.people.resident import Resident
from kiosk.sentences import Refusal, Text

LEVELS = ("district", "street", "committee", "community", "building", "home")
FIELDS = ("name", "phone", *LEVELS)


@dataclass(slots=True, repr=False)
class Draft:
    """See the module.

    Attributes:
        typed: As it was typed.
        changes: What is to be kept, of fields that will say something else than now; None empties one.
        problems: What is wrong with a field.
    """

    typed: dict[str, str] = field(default_factory=dict)
    changes: dict[str, str | None] = field(default_factory=dict)
    problems: dict[str, Text] = field(default_factory=dict)

    def write(self, name: str, text: str, known: Resident) -> None:
        """This is what a field is to say."""
        self.typed[name] = text
        self.changes.pop(name, None)
        self.problems.pop(name, None)
        try:
            value = _checked(name, text)
        except Refusal as problem:
            self.problems[name] = problem.sentence
            return
        if value == _known(name, known):
            del self.typed[name]
        else:
            self.changes[name] = value

    def compare(self, known: Resident) -> None:
        """The member is known otherwise now: what was typed and is known already is no change any more."""
        for name, text in list(self.typed.items()):
            self.write(name, text, known)

    def value(self, name: str, known: Resident) -> str:
        """What a field says, whole."""
        return self.typed.get(name, _known(name, known) or "")

    def shown(self, name: str, known: Resident, *, whole: bool) -> str:
        """The same for the screen: what was not typed just now is masked unless its field was touched."""
        if whole or name in self.typed:
            return self.value(name, known)
        value = _known(name, known) or ""
        return mask_name(value) if name == "name" and value else mask_phone(value) if name == "phone" else value

    def change(self) -> Callable[[Resident], Resident]:
        """From the member as known to the member as they should be."""
        return partial(_with, dict(self.changes))


def _with(changes: dict[str, str | None], known: Resident) -> Resident:
    plain = {name: value for name, value in changes.items() if name not in LEVELS}
    levels = {name: value for name, value in changes.items() if name in LEVELS}
    return replace(known, **plain, address=replace(known.address, **levels))  # type: ignore[arg-type]


def _known(name: str, known: Resident) -> str | None:
    value: str | None = getattr(known.address, name) if name in LEVELS else getattr(known, name)
    return value


def _checked(name: str, text: str) -> str | None:
    if name == "name":
        return checked_name(text)
    return checked_phone(text) if name == "phone" else checked_level(name, text)
