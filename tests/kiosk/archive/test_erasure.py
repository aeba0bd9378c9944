"""After a revocation the template is gone from the disk: from the pages in use, the free pages and the log."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from kiosk.archive.archive import Archive
from kiosk.store.keys import load
from kiosk.store.rows import one
from tests.support.clock import ManualClock
from tests.support.store_rows import enrolment

PAGE, RESERVE = 4096, 80  # SQLCipher 4: 16 bytes IV and 64 bytes HMAC at the end of each page


def decrypted(path: Path, key: bytes) -> bytes:
    """Every page of a SQLCipher 4 file with a raw key, free pages included, without SQLite's help."""
    raw = path.read_bytes()
    hmac_key = hashlib.pbkdf2_hmac("sha512", key, bytes(b ^ 0x3A for b in raw[:16]), 2, 32)
    plain = bytearray()
    for number in range(len(raw) // PAGE):
        page = raw[number * PAGE : (number + 1) * PAGE]
        body, iv, mac = page[16 if number == 0 else 0 : -RESERVE], page[-RESERVE:-64], page[-64:]
        wanted = hmac.new(hmac_key, body + iv + (number + 1).to_bytes(4, "little"), "sha512").digest()
        assert mac == wanted, f"page {number + 1} does not fit its HMAC"
        decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
        plain += decryptor.update(body) + decryptor.finalize()
    return bytes(plain)


def test_revoked_template_leaves_no_byte_behind(folder: Path, clock: ManualClock) -> None:
    with Archive.open(folder, clock) as store:
        store.whitelist.add(enrolment(), "cli:tester")
        resident_id = store.whitelist.entries()[0].resident.id
        with store._core.readers.db() as db:
            sealed = [bytes(row["vector"]) for row in db.query("SELECT vector FROM templates")]
        store._core.writer.outside(lambda db: db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
        key = load(folder / "store.key").database
        before = decrypted(folder / "kiosk.db", key)
        assert all(vector[:200] in before for vector in sealed)  # so that the search below can fail
        assert store.whitelist.revoke(resident_id, "cli:tester", "本人要求") is True
        assert (folder / "kiosk.db-wal").stat().st_size == 0
        after = decrypted(folder / "kiosk.db", key)
        for vector in sealed:
            assert not any(vector[start : start + 16] in after for start in range(0, len(vector) - 16, 16))


def test_reader_in_the_way_delays_the_erasure_but_does_not_forget_it(
    store: Archive, folder: Path, clock: ManualClock
) -> None:
    store.whitelist.add(enrolment(), "cli:tester")
    resident_id = store.whitelist.entries()[0].resident.id
    store._core.writer.outside(lambda db: db.execute("PRAGMA busy_timeout = 1").fetchall())
    with store._core.readers.db() as db:
        db.execute("BEGIN")
        assert one(db, "SELECT count(*) AS n FROM templates") == {"n": 2}
        assert store.whitelist.revoke(resident_id, "cli:tester", "本人要求") is False
        assert (folder / "kiosk.db-wal").stat().st_size > 0
        db.execute("ROLLBACK")
    clock.advance(0.6)
    for _ in range(2):
        store._core.writer.call(lambda db: None)
    assert (folder / "kiosk.db-wal").stat().st_size == 0
