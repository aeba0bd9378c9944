"""The zone in which a birthday begins, unless the hall's settings name another one."""

from __future__ import annotations

from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
