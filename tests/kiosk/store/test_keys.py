"""The key file: made once, whole, private."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.store.errors import StoreError
from kiosk.store.keys import Keys, load, load_or_create


def test_first_start_makes_a_private_key_and_keeps_it(tmp_path: Path) -> None:
    path = tmp_path / "store.key"
    first = load_or_create(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert load_or_create(path).database == first.database
    assert os.listdir(tmp_path) == ["store.key"]


def test_derived_keys_differ_and_are_stable() -> None:
    keys = Keys.of_master(bytes(32))
    all_keys = {keys.database, keys.fields, keys.index, keys.audit, keys.check, keys.code_signing}
    assert len(all_keys) == 6
    assert keys.database.hex() == "5320ae6ec22064f512eeef00d5ac43c5b125d5113a19d024bed41e9bb1c44cf7"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666, 0o620])
def test_key_that_others_may_touch_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "store.key"
    load_or_create(path)
    path.chmod(mode)
    with pytest.raises(StoreError) as refused:
        load(path)
    assert refused.value.code == "store-key-file"


@pytest.mark.parametrize("content", [b"", b"\x00" * 77, b"kiosk-key-1\n", b"kiosk-key-1\n" + b"g" * 64 + b"\n",
                                     b"kiosk-key-1\n" + b"ab" * 31 + b"\n", b"kiosk-key-2\n" + b"ab" * 32 + b"\n",
                                     b"kiosk-key-1\n" + b"ab" * 32 + b"\nmore"])  # fmt: skip
def test_damaged_key_is_called_damaged(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "store.key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(StoreError) as refused:
        load_or_create(path)
    assert refused.value.code == "store-key-file"
    assert path.read_bytes() == content


def test_link_is_not_followed(tmp_path: Path) -> None:
    load_or_create(tmp_path / "real.key")
    (tmp_path / "store.key").symlink_to(tmp_path / "real.key")
    with pytest.raises(StoreError) as refused:
        load(tmp_path / "store.key")
    assert refused.value.code == "store-key-file"


def test_keys_do_not_show_in_a_repr() -> None:
    assert "\\x" not in repr(Keys.of_master(bytes(32)))
