"""The words of a consent are those of the file of their version, whoever asks."""

from __future__ import annotations

import pytest

from kiosk.whitelist.consent import NEWEST_TEXT, ConsentHow, ConsentKind, consent_in_words_of, consent_texts


def test_words_of_a_version_are_read_once_and_nobody_can_change_them() -> None:
    texts = consent_texts(NEWEST_TEXT)
    assert consent_texts(NEWEST_TEXT) is texts
    with pytest.raises(TypeError):
        texts["face"] = texts["health"]  # type: ignore[index]


@pytest.mark.parametrize("version", ["2020-01-01", "../codes/import-columns", "", "２０２６"])
def test_version_there_never_was_has_no_words(version: str) -> None:
    with pytest.raises(FileNotFoundError):
        consent_in_words_of(version, ConsentKind.FACE, "王秀英", ConsentHow.SIGNATURE)
