"""Fixtures of the walks."""

from __future__ import annotations

import pytest

from tests.walks.demonstration_run import Played, play


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """All scripted visits, played once."""
    return play(tmp_path_factory.mktemp("demonstration") / "out")
