"""The file that tells a wrong key from damage."""

from __future__ import annotations

from pathlib import Path

from kiosk.store.key_check import KeyCheck

SALT = bytes(range(16))


def test_it_says_what_the_key_makes_of_the_salt_and_is_written_only_when_it_says_something_else(tmp_path: Path) -> None:
    database = tmp_path / "kiosk.db"
    database.write_bytes(SALT + bytes(100))
    check = KeyCheck(database)
    assert check.noted() == ""
    check.keep(b"k" * 32)
    # hmac.new(b"k" * 32, bytes(range(16)), "sha256").hexdigest()
    assert check.noted() == "2c965294f1bf4e9de0053680b4985b15ed381ab9a91a1e4b86f0de935d9a9fc3"
    written = check.path.stat().st_ino
    check.keep(b"k" * 32)
    assert check.path.stat().st_ino == written
    check.keep(b"l" * 32)
    assert check.noted() == "d6ea9c22f34a98a3c3d013dc50b32f077fc6287198fa6aea1f00701f88e296d5"
    assert check.path.name == "kiosk.db.check"
