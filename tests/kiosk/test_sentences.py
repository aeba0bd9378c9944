"""The catalogue of sentences: keys, blanks, a second language, and that every call and every sentence has its other."""

from __future__ import annotations

import ast
import pickle
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_type_hints

import msgspec
import pytest

from kiosk.sentences import FIRST_LANGUAGE, Catalogue, Refusal, Text, blank_names, catalogue, sentence, table, texts_in
from kiosk.settings import DeviceEntry, Settings

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(path for room in ("kiosk", "ui") for path in (ROOT / room).rglob("*.py"))
LOADER = ROOT / "kiosk" / "sentences.py"
TYPED = ("visitor", "self-check", "alerts", "faults", "setting-meanings")
"""Topics read whole: four into types that refuse a missing and an unknown sentence, one held by the test below."""


# --- the catalogue ----------------------------------------------------------------------------------------------------
@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two languages; the second one has one sentence less, and one with another blank."""
    first = (
        'young = "要满 {least} 岁"',
        'old = "请坐"',
        'bye = "慢走"',
        'unit = "kg"',
        "[more]",
        'tips = [["seat", "歇歇"]]',
    )
    second = ('young = "from {age} on"', 'old = "Please sit down"', "[more]", 'tips = [["seat", "Rest a little"]]')
    for language, lines in {"zh-CN": first, "en": second}.items():
        (tmp_path / language).mkdir()
        (tmp_path / language / "hall.toml").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "zh-CN" / "only.toml").write_text('one = "一"\n', encoding="utf-8")
    return tmp_path


def test_sentence_has_its_blanks_filled_and_knows_where_it_is_from(folder: Path) -> None:
    said = Catalogue("zh-CN", folder).sentence("hall.young", least=60, name="not in it")
    assert said == "要满 60 岁"
    assert (said.key, said.blanks) == ("hall.young", {"least": 60})


def test_second_language_is_a_second_folder(folder: Path) -> None:
    said = Catalogue("en", folder).sentence("hall.old")
    assert (said, said.key) == ("Please sit down", "hall.old")


def test_what_a_second_language_lacks_is_said_in_the_first(folder: Path) -> None:
    english = Catalogue("en", folder)
    assert english.sentence("hall.bye") == "慢走"
    assert english.sentence("only.one") == "一"


def test_what_a_second_language_lacks_is_listed(folder: Path) -> None:
    assert Catalogue("en", folder).lacking() == ("hall.young", "hall.bye", "only.one")
    assert Catalogue("zh-CN", folder).lacking() == ()


def test_table_is_the_sentences_of_one_level(folder: Path) -> None:
    hall = Catalogue("zh-CN", folder).table("hall")
    assert hall == {"young": "要满 {least} 岁", "old": "请坐", "bye": "慢走", "unit": "kg"}
    assert hall["bye"].key == "hall.bye"


@pytest.mark.parametrize("key", ["hall.nothing", "hall.more", "hall", "nowhere.at-all", "hall.old.deeper"])
def test_key_of_no_sentence_is_refused(folder: Path, key: str) -> None:
    with pytest.raises((KeyError, TypeError)):
        Catalogue("zh-CN", folder).sentence(key)


def test_blank_left_open_is_refused(folder: Path) -> None:
    with pytest.raises(KeyError, match="least"):
        Catalogue("zh-CN", folder).sentence("hall.young")


def test_words_of_somebody_are_not_taken_for_blanks(folder: Path) -> None:
    assert Catalogue("zh-CN", folder).sentence("hall.young", least="{old}") == "要满 {old} 岁"


def test_text_goes_to_another_process_whole() -> None:
    said = pickle.loads(pickle.dumps(Text("王奶奶", "people.grandmother", {"name": "王"})))
    assert (said, said.key, said.blanks) == ("王奶奶", "people.grandmother", {"name": "王"})


def test_sentence_broken_into_lines_is_the_same_sentence() -> None:
    said = Text("请到|右侧窗口", "visitor.window", {"side": "右侧"}).laid_out("请到\n右侧窗口")
    assert (said, said.key, said.blanks) == ("请到\n右侧窗口", "visitor.window", {"side": "右侧"})


@pytest.mark.parametrize("language", sorted(path.name for path in (ROOT / "resources/sentences").iterdir()))
def test_every_topic_that_a_language_has_is_whole_in_it(language: str) -> None:
    topics = {path.stem for path in (ROOT / "resources/sentences" / language).iterdir()}
    assert [key for key in Catalogue(language).lacking() if key.partition(".")[0] in topics] == []


def test_code_of_a_refusal_is_the_last_part_of_its_key_and_its_message_shows_nobody() -> None:
    said = Text("这个证件号码已经登记给 王*英", "refusals.whitelist-other-name", {"name": "王*英"})
    assert Refusal(said).code == "whitelist-other-name"
    assert Refusal(said, "other").code == "other"
    assert (Refusal(said).sentence, str(Refusal(said))) == (said, "whitelist-other-name")


# --- every call and every sentence ------------------------------------------------------------------------------------
def calls(name: str) -> Iterator[tuple[Path, ast.Call]]:
    """Every call of `sentence` or `table` as imported from the loader."""
    for path, tree in modules():
        froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        if any(node.module == "kiosk.sentences" and any(a.name == name for a in node.names) for node in froms):
            yield from ((path, node) for node in ast.walk(tree) if _calls(node, name))


def _calls(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


@cache
def modules() -> tuple[tuple[Path, ast.Module], ...]:
    texts = {path: path.read_text("utf-8") for path in SOURCES if path != LOADER}
    return tuple((path, ast.parse(text)) for path, text in texts.items() if "kiosk.sentences" in text)


def keys(call: ast.Call) -> list[str]:
    """The keys a call can ask for: written out, or one of two written out."""
    first = call.args[0]
    each = (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,)
    return [str(part.value) for part in each if isinstance(part, ast.Constant)] if len(call.args) == 1 else []


def place(path: Path, call: ast.Call) -> str:
    return f"{path.relative_to(ROOT)}:{call.lineno}"


def test_the_walk_finds_the_calls() -> None:
    assert "kiosk/health_code/age.py" in {str(path.relative_to(ROOT)) for path, _ in calls("sentence")}
    assert "ui/visitor/opening_views.py" in {str(path.relative_to(ROOT)) for path, _ in calls("table")}


def test_every_key_is_written_out() -> None:
    for name in ("sentence", "table"):
        assert [place(path, call) for path, call in calls(name) if not keys(call)] == []


def test_every_key_that_is_asked_for_is_there_and_every_blank_filled() -> None:
    problems = []
    for path, call in calls("sentence"):
        given = {str(keyword.arg) for keyword in call.keywords}
        for key in keys(call):
            try:
                there = {text.key: text for text in texts_in(catalogue().topic(key.partition(".")[0]))}[key]
            except KeyError:
                problems.append(f"{place(path, call)}: no sentence {key}")
                continue
            if blank_names(there) != given:
                problems.append(f"{place(path, call)}: {key} has {sorted(blank_names(there))}, given {sorted(given)}")
    assert problems == []


def test_every_table_that_is_asked_for_is_there() -> None:
    assert all(table(key) for _, call in calls("table") for key in keys(call))


def test_every_sentence_is_asked_for() -> None:
    used = {key for _, call in calls("sentence") for key in keys(call)}
    used |= {"words.and"}  # the loader's own
    used |= {text.key for _, call in calls("table") for key in keys(call) for text in table(key).values()}
    topics = [topic for topic in catalogue().topics() if topic not in TYPED]
    there = [text.key for topic in topics for text in texts_in(catalogue().topic(topic))]
    assert [key for key in there if key not in used] == []


def test_every_setting_has_its_meaning_and_every_meaning_its_setting() -> None:
    def leaves(kind: type[msgspec.Struct], prefix: str) -> Iterator[str]:
        hints = get_type_hints(kind)
        for name in (field.name for field in msgspec.structs.fields(kind)):
            if isinstance(hints[name], type) and issubclass(hints[name], msgspec.Struct):
                yield from leaves(hints[name], f"{prefix}.{name}")
            else:
                yield f"{prefix}.{name}"

    settings = {*leaves(Settings, "setting-meanings"), *leaves(DeviceEntry, "setting-meanings.devices")}
    of_a_model = {"setting-meanings.devices", "setting-meanings.devices.options"}
    assert {text.key for text in texts_in(catalogue().topic("setting-meanings"))} == settings - of_a_model


def test_a_sentence_asked_for_at_the_top_of_a_module_is_none() -> None:
    """What is looked up while modules are read costs the first picture time, and could not change its language."""
    at_once = []
    for path, tree in modules():
        inner = {id(n) for f in ast.walk(tree) if isinstance(f, ast.FunctionDef | ast.Lambda) for n in ast.walk(f)}
        found = [n for n in ast.walk(tree) if _calls(n, "sentence") or _calls(n, "table")]
        at_once += [place(path, n) for n in found if id(n) not in inner and isinstance(n, ast.Call)]
    assert at_once == []


def test_the_first_language_is_the_one_of_the_hall() -> None:
    assert FIRST_LANGUAGE == "zh-CN"
    assert sentence("terminal.closed.headline") == "请到窗口"
