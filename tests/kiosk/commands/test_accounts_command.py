"""`kiosk accounts …` as it is typed: the first auditor by the code that was printed, everybody else by the auditor."""

from __future__ import annotations

import functools
import io
import json
from pathlib import Path
from typing import Any

import pyotp
import pytest

from kiosk.accounts import authenticator, codes, keeping
from kiosk.archive.archive import Archive
from kiosk.cli import main
from kiosk.commands import accounts_asking
from kiosk.commands.context import Context
from kiosk.sentences import sentence
from tests.support.accounts import SECRET, cheap_hasher, code_at
from tests.support.clock import ManualClock

AUDITOR_PIN, STAFF_PIN = "739164", "947205"


class Desk:
    """Somebody at a keyboard, and what they saw last."""

    def __init__(self, data: Path, clock: ManualClock, patch: pytest.MonkeyPatch, capsys: Any) -> None:
        self.data, self.clock, self._patch, self._capsys = data, clock, patch, capsys
        self.said = ""

    def types(self, line: str, *secrets: str, code: int = 0) -> str:
        """Type a command and what it asks for; what was printed."""
        self._patch.setattr("sys.stdin", io.StringIO("".join(f"{secret}\n" for secret in secrets)))
        self._capsys.readouterr()
        assert main(["accounts", *line.split(), "--data", str(self.data)]) == code, self._capsys.readouterr().err
        out, self.said = self._capsys.readouterr()
        return str(out).strip() if code == 0 else str(self.said).splitlines()[-1]

    def code(self) -> str:
        """The authenticator's next code."""
        self.clock.advance(30)
        return code_at(self.clock.now().utc)

    def auditor(self) -> tuple[str, str, str]:
        """What the auditor types to be let in."""
        return "sun", AUDITOR_PIN, self.code()

    def opened(self) -> None:
        """The first account is there: 孙丽, auditor."""
        printed = self.types("init").splitlines()[0]
        code = code_at(self.clock.now().utc)
        self.types("add sun --role auditor --name 孙丽", printed, AUDITOR_PIN, AUDITOR_PIN, code)

    def staffed(self) -> None:
        """孙丽 and 李秀华, who is staff."""
        self.opened()
        self.types("add li --role staff --name 李秀华", *self.auditor(), STAFF_PIN, STAFF_PIN)

    def listed(self) -> list[dict[str, Any]]:
        """Every account."""
        found: list[dict[str, Any]] = json.loads(self.types("list --json"))
        return found


@pytest.fixture
def desk(
    tmp_path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    for module in (authenticator, keeping):
        monkeypatch.setattr(module, "PinHasher", cheap_hasher)
    monkeypatch.setattr(codes, "new_secret", lambda: SECRET)
    monkeypatch.setattr("kiosk.cli.Context", functools.partial(Context, clock=clock))
    return Desk(tmp_path / "data", clock, monkeypatch, capsys)


def test_D1_the_first_account_is_made_with_the_code_that_was_printed_once(desk: Desk) -> None:
    printed = desk.types("init").splitlines()
    assert [len(group) for group in printed[0].split(" ")] == [4, 4, 4, 4]
    assert printed[1].startswith("这是开通码，只显示这一次")
    said = desk.types("add sun --role auditor --name 孙丽", printed[0], AUDITOR_PIN, AUDITOR_PIN,
                      code_at(desk.clock.now().utc))  # fmt: skip
    assert said == "已加账号 sun（审计员）。"
    assert (
        f"otpauth://totp/%E6%A2%A7%E6%A1%90%E9%87%8C%E7%A4%BE%E5%8C%BA%E6%9C%8D%E5%8A%A1%E4%B8%AD%E5%BF%83:sun?secret={SECRET}"
        in desk.said
    )
    assert "█▀" in desk.said
    assert [(a["login"], a["name"], a["role"]) for a in desk.listed()] == [("sun", "孙*", "auditor")]
    assert "已经有账号了" in desk.types("init", code=1)
    assert "只有一位审计员" in desk.types("list")


def test_D1_there_is_no_default_password(desk: Desk) -> None:
    desk.types("init")
    for code in ("", "0000 0000 0000 0000", "1234567890123456"):
        refused = desk.types("add sun --role auditor --name 孙丽", code, code=1)
        assert refused.startswith(("开通码（kiosk", "开通码不对"))
    assert desk.listed() == []


def test_the_first_account_is_an_auditors(desk: Desk) -> None:
    printed = desk.types("init").splitlines()[0]
    assert "第一个账号必须是审计员" in desk.types(
        "add li --role staff --name 李秀华", printed, STAFF_PIN, STAFF_PIN, code=1
    )


def try_code(desk: Desk, printed: str, *, code: int) -> str:
    return desk.types("add sun --role auditor --name 孙丽", printed, AUDITOR_PIN, AUDITOR_PIN,
                      code_at(desk.clock.now().utc), code=code)  # fmt: skip


def test_D1_a_set_up_code_ends_after_a_day(desk: Desk) -> None:
    printed = desk.types("init").splitlines()[0]
    desk.clock.advance(24 * 3600)
    assert "开通码不对、过期" in try_code(desk, printed, code=1)
    assert "已加账号" in try_code(desk, desk.types("init").splitlines()[0], code=0)


def test_D1_five_wrong_set_up_codes_are_the_end_of_the_right_one(desk: Desk) -> None:
    printed = desk.types("init").splitlines()[0]
    for _ in range(5):
        try_code(desk, "1111 2222 3333 4444", code=1)
    assert "试错了太多次" in try_code(desk, printed, code=1)


def test_a_newer_set_up_code_ends_the_older_one(desk: Desk) -> None:
    first = desk.types("init").splitlines()[0]
    second = desk.types("init").splitlines()[0]
    try_code(desk, first, code=1)
    assert "已加账号" in try_code(desk, second, code=0)


def test_an_authenticator_that_was_not_set_up_makes_no_account(desk: Desk) -> None:
    printed = desk.types("init").splitlines()[0]
    refused = desk.types("add sun --role auditor --name 孙丽", printed, AUDITOR_PIN, AUDITOR_PIN, "000000", code=1)
    assert refused.startswith("动态码不对")
    assert desk.listed() == []


def test_the_auditor_makes_the_others_and_each_types_their_own_pin(desk: Desk) -> None:
    desk.staffed()
    assert [(a["login"], a["role"]) for a in desk.listed()] == [("sun", "auditor"), ("li", "staff")]
    assert desk.types("list").splitlines() == [
        "sun  孙*  审计员",
        "li  李*华  工作人员",
        "共 2 个账号。",
        desk_warning(),
    ]


def desk_warning() -> str:
    return "只有一位审计员：这位的手机丢了或密码忘了，就没有人能重设。请再加一位。"


def test_D1_staff_make_no_account_and_nothing_more_is_asked_of_them(desk: Desk) -> None:
    desk.staffed()
    refused = desk.types("add wang --role auditor --name 王强", "li", STAFF_PIN, code=1)
    assert refused == "您的角色不能做这件事，已经记入审计。"
    assert len(desk.listed()) == 2


def test_a_login_that_was_ever_taken_is_not_given_again(desk: Desk) -> None:
    desk.staffed()
    desk.types("disable li", *desk.auditor())
    assert "这个账号有人用" in desk.types("add li --role staff --name 李建国", *desk.auditor(), code=1)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("738201", "738202"), "两次输的不一样，没有改动。"),
        (("123456", "123456"), "这个密码太容易猜：不要用连号、重复的数字，或键盘上一条线。请换一个。"),
        (("73820", "73820"), "密码用 6 到 12 位数字。"),
    ],
)
def test_D1_a_pin_is_typed_twice_and_not_a_weak_one(desk: Desk, typed: tuple[str, str], said: str) -> None:
    desk.opened()
    assert desk.types("add li --role staff --name 李秀华", *desk.auditor(), *typed, code=1) == said


def test_the_auditor_resets_a_pin_and_that_unlocks(desk: Desk) -> None:
    desk.staffed()
    for pause_s in (0, 1, 2, 4, 8):
        desk.clock.advance(pause_s)
        refused = desk.types("change-pin --as li", "111222", code=1)
    assert refused == "连续错了太多次，锁住了，请 15 分钟后再试，或请审计员解锁。"
    assert "锁住，还有 15 分钟" in desk.types("list")
    desk.types("reset-pin li", *desk.auditor(), "738201", "738201")
    assert desk.types("change-pin --as li", "738201", "648317", "648317") == "账号 li 的密码已改。"


def test_the_auditor_unlocks_who_remembers(desk: Desk) -> None:
    desk.staffed()
    assert desk.types("change-pin --as li", "111222", code=1).startswith("账号或密码不对，还可以试 4 次。")
    assert desk.types("change-pin --as li", STAFF_PIN, code=1) == "请 1 秒后再试。"
    assert desk.types("unlock li --as sun", *desk.auditor()[1:]) == "账号 li 已解锁。"
    desk.types("change-pin --as li", STAFF_PIN, "648317", "648317")


def test_D1_nobody_disables_themself_nor_the_last_auditor(desk: Desk) -> None:
    desk.opened()
    assert "不能停用自己的账号" in desk.types("disable sun", *desk.auditor(), code=1)
    desk.types("add qian --role auditor --name 钱文", *desk.auditor(), "648317", "648317", desk.code())
    desk.types("disable sun", "qian", "648317", desk.code())
    assert "sun  孙*  审计员  已停用" in desk.types("list")
    assert "已停用" not in desk.types("list").splitlines()[1]


def test_another_authenticator_ends_the_old_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.opened()
    other = "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU"
    monkeypatch.setattr(codes, "new_secret", lambda: other)
    signed = desk.auditor()
    assert (
        desk.types("totp sun", *signed, pyotp.TOTP(other).at(desk.clock.now().utc))
        == "账号 sun 的动态码已换，原来的不能再用。"
    )
    assert "不对" in desk.types("unlock sun", *desk.auditor(), code=1)


def test_staff_need_no_authenticator_and_renew_nobody_elses(desk: Desk) -> None:
    desk.staffed()
    assert desk.types("totp li", *desk.auditor(), code=1).startswith("工作人员的账号")
    assert desk.types("totp sun --as li", STAFF_PIN, code=1) == "您的角色不能做这件事，已经记入审计。"


def test_a_card_is_linked_and_taken_away_and_its_number_is_in_no_file(desk: Desk) -> None:
    desk.staffed()
    assert "已经和账号 li 连上" in desk.types("link-card li", *desk.auditor(), "310101195603120020")
    assert [a["card"] for a in desk.listed()] == [False, True]
    assert "已经是另一个账号的" in desk.types("link-card sun", *desk.auditor(), "310101195603120020", code=1)
    with Archive.open(desk.data, desk.clock) as store:
        assert store.accounts.of_card("310101195603120020") == "li"
        with store._core.readers.db() as db:
            dump = repr([list(db.query(f"SELECT * FROM {table}")) for table in ("accounts", "audit")])
    assert "310101195603120020" not in dump
    assert "不再连着卡" in desk.types("link-card li --remove", *desk.auditor())


def test_D1_no_pin_code_or_name_is_in_the_trail(desk: Desk) -> None:
    printed = desk.types("init").splitlines()[0]
    try_code(desk, printed, code=0)
    desk.types("add li --role staff --name 李秀华", *desk.auditor(), STAFF_PIN, STAFF_PIN)
    desk.types("reset-pin li", *desk.auditor(), "738201", "738201")
    with Archive.open(desk.data, desk.clock) as store, store._core.readers.db() as db:
        trail = [tuple(row) for row in db.execute("SELECT actor, action, detail FROM audit ORDER BY seq")]
    assert [action for _, action, _ in trail] == [
        "account.set-up-code", "account.set-up-tried", "account.added", "account.opened", "account.added",
        "account.opened", "account.pin-changed",
    ]  # fmt: skip
    assert trail[-1] == ("sun", "account.pin-changed", '{"own": false}')
    told = repr(trail)
    for secret in (AUDITOR_PIN, STAFF_PIN, "738201", SECRET, printed, printed.replace(" ", ""), "孙丽", "李秀华"):
        assert secret not in told


def test_what_is_asked_for_is_not_left_empty(desk: Desk) -> None:
    desk.opened()
    assert desk.types("disable li", "", code=1) == "您的账号是空的。"
    assert desk.types("disable li", "sun", "", code=1) == "sun 的密码是空的。"


def test_a_login_that_cannot_be_is_refused_before_anything_is_asked(desk: Desk) -> None:
    desk.types("init")
    refused = desk.types("add 李秀华 --role staff --name 李秀华", code=1)
    assert refused == "账号用 2 到 16 位小写字母、数字、点或短横，以字母或数字开头。"


class Keyboard(io.StringIO):
    """Standard input with a person at it."""

    def isatty(self) -> bool:
        return True


def test_at_a_keyboard_nothing_that_is_typed_is_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []

    def hidden(prompt: str, stream: object) -> str:
        asked.append(prompt)
        return " 739164 "

    monkeypatch.setattr("getpass.getpass", hidden)
    monkeypatch.setattr("sys.stdin", Keyboard("sun\n"))
    assert accounts_asking.plain(sentence("accounts.asked.login")) == "sun"
    assert accounts_asking.secret(sentence("accounts.asked.pin", login="sun")) == "739164"
    assert asked == ["sun 的密码："]
    assert capsys.readouterr().err == "您的账号："
