"""Every sentence that is read aloud has its clip, in the words that stand on the screen now, rightly said."""

from __future__ import annotations

import hashlib
import re

import pytest
from pypinyin import Style, pinyin

from devices.sound.stream import RATE_HZ, decoded
from kiosk.sentences import Text
from kiosk.voice.clips import Clip, Clips
from kiosk.voice.spoken import fingerprint
from kiosk.voice.wanted import wanted

CLIPS = Clips()
WORDS = {fingerprint(text): text for text in wanted()}
SYLLABLE = re.compile(r"[a-z]+[1-5]")
HANZI = re.compile(r"[\u4e00-\u9fff]")


def readings(hanzi: str) -> set[str]:
    """Every reading pypinyin knows, with its tone."""
    return set(pinyin(hanzi, style=Style.TONE3, heteronym=True, neutral_tone_with_five=True)[0])


def test_L19_every_sentence_has_its_clip_in_the_words_of_now_and_no_clip_is_left_over() -> None:
    assert {text.key: text for sha, text in WORDS.items() if sha not in {row.text_sha for row in CLIPS.rows}} == {}
    assert [row.key for row in CLIPS.rows if row.text_sha not in WORDS] == []
    assert [(row.key, WORDS[row.text_sha].key) for row in CLIPS.rows if row.key != WORDS[row.text_sha].key] == []
    assert len(CLIPS.of(wanted())) == len(WORDS) > 100


def test_every_file_is_the_one_that_was_made_and_none_is_left_over() -> None:
    assert [row.file for row in CLIPS.rows if not CLIPS.is_whole(row)] == []
    assert {path.name for path in CLIPS.folder.glob("*.ogg")} == {row.file for row in CLIPS.rows}
    assert sum(path.stat().st_size for path in CLIPS.folder.iterdir()) < 4_000_000


def test_the_same_sounds_are_one_file_and_others_another() -> None:
    by_file: dict[str, set[tuple[str, str]]] = {}
    for row in CLIPS.rows:
        by_file.setdefault(row.file, set()).add((row.pinyin, row.voice))
    assert all(len(said) == 1 for said in by_file.values())


@pytest.mark.parametrize("row", CLIPS.rows, ids=lambda row: row.file[:12])
def test_what_is_said_is_what_is_written(row: Clip) -> None:
    text = WORDS[row.text_sha]
    hanzi, said = HANZI.findall(text), SYLLABLE.findall(row.pinyin)
    assert len(said) == len(hanzi), (text, row.pinyin)
    assert [(a, b) for a, b in zip(hanzi, said, strict=True) if not may_be(a, b)] == sandhi_only(hanzi, said)
    assert set(SYLLABLE.sub("", row.pinyin)) <= set("- ,.;:?!")
    assert len(said) >= 3, "a clip of one or two syllables loses its tones"


def may_be(hanzi: str, syllable: str) -> bool:
    """Whether a dictionary knows this reading, or it is one with its tone lost."""
    known = readings(hanzi)
    return syllable in known or (syllable[-1] == "5" and syllable[:-1] in {one[:-1] for one in known})


def sandhi_only(hanzi: list[str], said: list[str]) -> list[tuple[str, str]]:
    """Those that stand so by the rules of 一, 不 and two third tones."""
    found = []
    for place, (one, syllable) in enumerate(zip(hanzi, said, strict=True)):
        if may_be(one, syllable):
            continue
        after = said[place + 1] if place + 1 < len(said) else ""
        after_third = place + 1 < len(hanzi) and any(r[-1] == "3" for r in readings(hanzi[place + 1]))
        third = syllable[-1] == "2" and f"{syllable[:-1]}3" in readings(one) and after_third
        one_or_not = (one == "一" and syllable == ("yi2" if after[-1:] == "4" else "yi4")) or (
            one == "不" and syllable == "bu2" and after[-1:] == "4"
        )
        if third or one_or_not:
            found.append((one, syllable))
    return found


def test_to_measure_is_never_said_as_an_amount() -> None:
    for row in CLIPS.rows:
        text = WORDS[row.text_sha]
        said = dict(zip(enumerate(HANZI.findall(text)), SYLLABLE.findall(row.pinyin), strict=True))
        assert {syllable for (_, hanzi), syllable in said.items() if hanzi == "量"} <= {"liang2"}, text


def test_the_tones_a_dictionary_gets_wrong_are_right() -> None:
    said = {WORDS[row.text_sha]: row.pinyin for row in CLIPS.rows}
    assert "neng2 liang2" in said[Text("照样能量，只是不记下来")]
    assert said[Text("不留照片。")] == "bu4-liu2 zhao4-pian4 ."
    assert "xie4-xie5" in said[Text("新的同意记下了，谢谢")]
    assert "yi2-xia4" in said[Text("点一下最像的")]
    assert "jiu4 dang4 di4-yi1-ci4" in said[Text("下次来，就当第一次来")]


@pytest.mark.parametrize("row", CLIPS.rows, ids=lambda row: row.file[:12])
def test_a_clip_lasts_as_long_as_its_words_take_slowly_said(row: Clip) -> None:
    samples = decoded(CLIPS.path(row).read_bytes()).astype(int)
    assert len(samples) / RATE_HZ == pytest.approx(row.ms / 1000, abs=0.02)
    assert 0.19 <= row.ms / 1000 / len(SYLLABLE.findall(row.pinyin)) <= 0.45
    loudest = abs(samples).max()
    assert 8_000 < loudest < 31_000  # -12 to -0.5 dB of full scale
    heard = abs(samples) > 300
    assert heard[: RATE_HZ // 4].any(), "silence before it"
    assert heard[-RATE_HZ // 4 :].any(), "silence after it"


def test_a_fingerprint_is_of_the_words_alone() -> None:
    assert fingerprint("由您定。") == hashlib.sha256("由您定。".encode()).hexdigest()
    assert fingerprint(Text("由您定。", "some.key")) == fingerprint("由您定。") != fingerprint("由您定")
