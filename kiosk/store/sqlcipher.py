"""The one place that decides which SQLite the store runs on: SQLCipher, under sqlite-utils.

sqlite-utils takes a module called `pysqlite3` instead of the standard library's `sqlite3` when there is one.
SQLCipher's driver is given that name before sqlite-utils is imported, so that both raise and catch the same exceptions.
Everything else in the house imports `Database`, `Migrations` and `driver` from here, never from sqlite_utils.
"""

from __future__ import annotations

import sys

import sqlcipher3
import sqlcipher3.dbapi2 as driver

if "sqlite_utils" in sys.modules and sys.modules.get("pysqlite3") is not sqlcipher3:
    raise ImportError("sqlite_utils was imported before kiosk.store.sqlcipher and runs on a SQLite without encryption")
sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = driver

from sqlite_utils import Database, Migrations  # noqa: E402  the names above must stand first

__all__ = ["Database", "Migrations", "driver"]
