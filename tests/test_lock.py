"""The lock files: one version of each package on every Python, so that what is checked on one runs on the others."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_no_package_is_locked_at_two_versions(name: str) -> None:
    packages = Counter(re.findall(r"^([A-Za-z0-9_.-]+)==", (ROOT / name).read_text(), re.MULTILINE))
    assert packages["numpy"] == 1
    assert [package for package, count in packages.items() if count > 1] == []
