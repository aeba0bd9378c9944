"""Every sentence people read, by its key, from `resources/sentences/LANGUAGE/TOPIC.toml`.

A key is the topic and the path in its file, with dots between: `whitelist.too-young`. A sentence has its blanks by
name, `{age}`. A second language is a second folder; what it lacks is said in the first one. Only the file of a topic
that is asked for is read: the terminal must show its first picture within half a second.
"""

from __future__ import annotations

import os
import string
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import msgspec

import resources
from resources.learnt import learn

FIRST_LANGUAGE = "zh-CN"
"""The language every sentence is written in first."""

LANGUAGE = os.environ.get("KIOSK_LANGUAGE") or FIRST_LANGUAGE
"""The language this terminal speaks. What has no sentence in it is said in the first one; so far the second one, `en`,
has the help of the command line.
"""


class Text(str):
    """Words that know which sentence they are. Shown as they stand; a voice speaks `key` with its `blanks`.

    Attributes:
        key: Of the sentence, "" for words that are in no catalogue.
        blanks: What fills its blanks, by name, and nothing else. A value may be a Text of its own.
    """

    __slots__ = ("blanks", "key")
    key: str
    blanks: Mapping[str, object]

    def __new__(cls, shown: str = "", key: str = "", blanks: Mapping[str, object] | None = None) -> Text:
        """Words as shown, with their origin."""
        text = super().__new__(cls, shown)
        text.key, text.blanks = key, dict(blanks or {})
        return text

    def __reduce__(self) -> tuple[Any, ...]:
        return Text, (str(self), self.key, self.blanks)

    def fill(self, **blanks: object) -> Text:
        """The sentence with its blanks filled; what it has no blank for is left out. Raises KeyError for one left."""
        used = {name: blanks[name] for name in blank_names(self)}
        return Text(self.format(**used), self.key, used)

    def laid_out(self, shown: str) -> Text:
        """The same sentence, broken into lines otherwise."""
        return Text(shown, self.key, self.blanks)


NO_WORDS = Text()
"""Where nothing is said."""


class Catalogue:
    """The sentences of one language.

    Args:
        language: Name of its folder.
        folder: Where the folders of all languages are; the shipped ones if None.
    """

    def __init__(self, language: str = LANGUAGE, folder: Path | None = None) -> None:
        self._folder = folder or resources.path("sentences")
        self._languages = dict.fromkeys((FIRST_LANGUAGE, language))
        self._topics: dict[str, dict[str, Any]] = {}
        self._tables: dict[str, dict[str, Text]] = {}

    def topic(self, name: str) -> dict[str, Any]:
        """The tables of one file; every string in them is a Text with its key. Raises KeyError."""
        if name not in self._topics:
            whole: dict[str, Any] = {}
            for language in self._languages:
                whole = _over(whole, self._read(language, name))
            self._topics[name] = keyed(name, whole)
        return self._topics[name]

    def sentence(self, key: str, /, **blanks: object) -> Text:
        """A sentence with its blanks filled. Raises KeyError for a key or a blank that is not there."""
        text = self._at(key)
        if not isinstance(text, Text):
            raise KeyError(key)
        return text.fill(**blanks)

    def table(self, key: str) -> dict[str, Text]:
        """The sentences of one table by the last part of their keys, blanks not filled. Raises KeyError."""
        if key not in self._tables:
            found = self._at(key)
            if not isinstance(found, dict):
                raise KeyError(key)
            self._tables[key] = {name: text for name, text in found.items() if isinstance(text, Text)}
        return self._tables[key].copy()

    def topics(self) -> tuple[str, ...]:
        """Every topic."""
        return tuple(sorted(path.stem for path in (self._folder / FIRST_LANGUAGE).glob("*.toml")))

    def lacking(self) -> tuple[str, ...]:
        """Keys that this language has no sentence for, or one with other blanks."""
        language = next(reversed(self._languages))
        first = Catalogue(FIRST_LANGUAGE, self._folder)
        lacking = []
        for topic in self.topics():
            own = {text.key: text for text in texts_in(keyed(topic, self._read(language, topic)))}
            for text in texts_in(first.topic(topic)):
                wanted = own.get(text.key)
                if not text.isascii() and (wanted is None or blank_names(wanted) != blank_names(text)):
                    lacking.append(text.key)
        return tuple(lacking)

    def _read(self, language: str, topic: str) -> dict[str, Any]:
        path = self._folder / language / f"{topic}.toml"
        if not path.exists():
            if language == FIRST_LANGUAGE:
                raise KeyError(topic)
            return {}
        with path.open("rb") as file:
            return tomllib.load(file)

    def _at(self, key: str) -> Any:
        topic, *names = key.split(".")
        found: Any = self.topic(topic)
        for name in names:
            found = found[int(name)] if isinstance(found, list) else found[name]
        return found


def keyed(key: str, part: Any) -> Any:
    """Tables and lists as they are, with every string in them a Text that knows its key below `key`."""
    match part:
        case str():
            return Text(part, key)
        case dict():
            return {name: keyed(f"{key}.{name}", inner) for name, inner in part.items()}
        case list():
            return [keyed(f"{key}.{index}", inner) for index, inner in enumerate(part)]
    return part


def texts_in(part: Any) -> Iterator[Text]:
    """Every Text in tables and lists."""
    if isinstance(part, Text):
        yield part
    elif isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from texts_in(inner)


@lru_cache(maxsize=4096)
def blank_names(text: str) -> frozenset[str]:
    """The names of the blanks of a sentence."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def as_text(kind: type, value: object) -> object:
    """For `msgspec.convert(…, dec_hook=as_text)`: a Text stays what it is. Raises NotImplementedError for others."""
    if kind is Text and isinstance(value, Text):
        return value
    raise NotImplementedError(kind)


@cache
def catalogue() -> Catalogue:
    """The sentences this terminal speaks."""
    return Catalogue(LANGUAGE)


def sentence(key: str, /, **blanks: object) -> Text:
    """See `Catalogue.sentence`. A test reads every call: the key is written out, and so is each blank."""
    return catalogue().sentence(key, **blanks)


def table(key: str) -> dict[str, Text]:
    """See `Catalogue.table`."""
    return catalogue().table(key)


def listed(names: Iterable[object]) -> str:
    """Names one after the other, 甲、乙、丙."""
    return sentence("words.and").join(map(str, names))


class Refusal(Exception):
    """What somebody asked for is not done.

    Attributes:
        sentence: Why, for the person at the desk. Not the exception's message: it may show a masked name.
        code: For programs: the last part of the sentence's key, where none is given.
    """

    def __init__(self, sentence: Text, code: str = "") -> None:
        self.sentence = sentence
        self.code = code or sentence.key.rpartition(".")[2]
        super().__init__(self.code)


class FaultSentences(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to say of one error: to the person before the screen, to staff, to a technician."""

    visitor: Text
    staff: Text
    technician: Text


learn(FaultSentences)


@cache
def all_fault_sentences() -> dict[str, FaultSentences]:
    """Every error code with its sentences."""
    return msgspec.convert(catalogue().topic("faults"), dict[str, FaultSentences], dec_hook=as_text)


def fault_sentences(code: str) -> FaultSentences:
    """The sentences of a code; those of the general fault for a code nobody wrote sentences for."""
    faults = all_fault_sentences()
    return faults.get(code, faults["device"])


def _over(base: dict[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """`base` with what `other` says instead."""
    whole = dict(base)
    for name, inner in other.items():
        below = whole.get(name)
        whole[name] = _over(below, inner) if isinstance(below, dict) and isinstance(inner, dict) else inner
    return whole
