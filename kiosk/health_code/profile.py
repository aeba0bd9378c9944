"""The rules in force, as data: which levels a code can have, how each is shown, and how long an answer holds.

A profile is a TOML file in `resources/codes/code-profiles`. Nothing about a level stands anywhere else in the program.
"""

from __future__ import annotations

import string
import unicodedata
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

import resources
from resources.learnt import learn

PLACES = frozenset({"window_side", "window_name"})
"""What a lead sentence may leave open, between braces; see `Level.lead_at`."""


class ProfileError(ValueError):
    """A profile cannot be used; the message names the file, the field and the reason."""


Sentence = Annotated[str, Meta(min_length=1, max_length=60)]


class Level(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One state a code can have.

    Attributes:
        id: What the service calls it.
        word: What is written beside the shape; the shape repeats it for those who see no colour.
        tone: Colour role of the visitor wing, which has no alarm colour.
        lead: The sentence for the visitor; may hold {window_side} and {window_name}.
        sends_to_window: Whether the visitor is asked to the window.
        staff: What staff are told.
    """

    id: Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]{0,11}$")]
    word: Annotated[str, Meta(min_length=1, max_length=4)]
    shape: Literal["ok", "tri", "oct", "info"]
    tone: Literal["done", "care", "act", "ink"]
    lead: Sentence
    sends_to_window: bool
    staff: Sentence

    def lead_at(self, window_side: str, window_name: str) -> str:
        """The lead sentence for a hall, such as 请到右侧窗口，工作人员会帮您看一看."""
        return self.lead.format(window_side=window_side, window_name=window_name)


class LastKnownRule(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a stored state may be shown while the service cannot be reached.

    Attributes:
        max_age_s: Older states are not shown at all; 0 shows none.
        lead: What the visitor is told instead of the level's own sentence.
    """

    max_age_s: Annotated[int, Meta(ge=0, le=31 * 86400)]
    lead: Sentence


class Profile(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One set of rules.

    Attributes:
        title: Name of the code on the screen.
        default_level: Level the embedded provider gives a resident nothing is known about.
        validity_s: How long a code of the embedded provider holds.
        refresh_lead_s: How long before its end a new one is asked for.
        sources: Where the rules are published.
        unsure: Which parts rest on memory or are this product's own decision.
    """

    name: Annotated[str, Meta(pattern=r"^[a-z0-9-]{1,32}$")]
    title: Annotated[str, Meta(min_length=1, max_length=8)]
    about: Sentence
    default_level: str
    validity_s: Annotated[int, Meta(ge=10, le=86400)]
    refresh_lead_s: Annotated[int, Meta(ge=1, le=3600)]
    last_known: LastKnownRule
    levels: Annotated[tuple[Level, ...], Meta(min_length=1, max_length=12)]
    sources: Annotated[tuple[str, ...], Meta(min_length=1)]
    unsure: tuple[str, ...] = ()

    def level(self, level_id: str) -> Level:
        """The level with this id. Raises KeyError when the profile has none."""
        for level in self.levels:
            if level.id == level_id:
                return level
        raise KeyError(level_id)

    def has(self, level_id: str) -> bool:
        """Whether the profile knows this level."""
        return any(level.id == level_id for level in self.levels)


learn(Profile)


def available(folder: Path | None = None) -> tuple[str, ...]:
    """Names of the profiles that are shipped, sorted; or of those in `folder`."""
    return tuple(sorted(file.stem for file in (folder or _shipped()).glob("*.toml")))


def load(name: str, folder: Path | None = None) -> Profile:
    """The profile of this name, from the shipped ones or from `folder`.

    Raises:
        ProfileError: there is none, or it breaks a rule.
    """
    folder = folder or _shipped()
    file = folder / f"{name}.toml"
    if name not in available(folder):
        raise ProfileError(f"there is no code profile {name!r}; there are {', '.join(available(folder)) or 'none'}")
    try:
        profile = msgspec.toml.decode(file.read_bytes(), type=Profile)
    except OSError as error:
        raise ProfileError(f"{file.name}: cannot be read: {type(error).__name__}") from error
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ProfileError(f"{file.name}: {error}") from error
    problem = _problem(profile, name)
    if problem:
        raise ProfileError(f"{file.name}: {problem}")
    return profile


def _shipped() -> Path:
    return resources.path("codes", "code-profiles")


def _problem(profile: Profile, stem: str) -> str | None:
    """The first rule that spans several fields and is broken."""
    if profile.name != stem:
        return f"name is {profile.name!r}, the file says {stem!r}"
    if profile.refresh_lead_s >= profile.validity_s:
        return "refresh_lead_s must be shorter than validity_s"
    for what in ("id", "word"):
        values = [getattr(level, what) for level in profile.levels]
        twice = sorted({value for value in values if values.count(value) > 1})
        if twice:
            return f"two levels have the {what} {twice[0]!r}"
    if not profile.has(profile.default_level):
        return f"default_level {profile.default_level!r} is not one of the levels"
    if _unprintable(profile.title) or _unprintable(profile.last_known.lead):
        return "title and last_known.lead must be plain text"
    return next((problem for level in profile.levels if (problem := _level_problem(level))), None)


def _level_problem(level: Level) -> str | None:
    if any(_unprintable(text) for text in (level.word, level.lead, level.staff)):
        return f"level {level.id!r}: its words must be plain text"
    if level.sends_to_window and (level.shape == "ok" or level.tone == "done"):
        return f"level {level.id!r}: sends to the window and looks as if all were done"
    try:
        fields = {field for _, field, _, _ in string.Formatter().parse(level.lead) if field is not None}
        level.lead_at("", "")
    except (ValueError, KeyError, IndexError, AttributeError):
        return f"level {level.id!r}: lead has braces that mean nothing"
    if not fields <= PLACES:
        return f"level {level.id!r}: lead may only leave open {', '.join(sorted(PLACES))}"
    return None


def _unprintable(text: str) -> bool:
    return any(unicodedata.category(char)[0] in "CZ" and char != " " for char in text)
