"""A sound really reaches the far end, and one that cannot is told so in time."""

from __future__ import annotations

import os
import time
import wave
from pathlib import Path

import pytest

from devices.errors import DeviceNotAvailable
from devices.sound.chime import chime
from devices.sound.player import SoundFailed, SoundPlayer

FILE_PLUGIN = """
pcm.!default {{ type file slave.pcm hall file "{heard}" format wav }}
pcm.hall {{ type null }}
"""


def program(folder: Path, lines: str) -> None:
    """Another player of that name, first on the PATH."""
    path = folder / "aplay"
    path.write_text(f"#!/bin/sh\n{lines}\n")
    path.chmod(0o755)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    return tmp_path


def test_every_sample_reaches_the_sound_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = tmp_path / "heard.wav"
    (tmp_path / "asoundrc").write_text(FILE_PLUGIN.format(heard=heard))
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(tmp_path / "asoundrc"))
    SoundPlayer().play(chime())
    with wave.open(str(heard)) as file:
        played = file.readframes(file.getnframes())
    assert chime()[44:] in played


def test_device_is_named_and_the_bytes_go_in_by_the_pipe(folder: Path) -> None:
    program(folder, f'echo "$@" > {folder}/said; cat > {folder}/heard')
    SoundPlayer("plughw:1,0").play(b"RIFF sound")
    assert (folder / "said").read_text() == "-q -D plughw:1,0 -\n"
    assert (folder / "heard").read_bytes() == b"RIFF sound"


def test_device_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "asoundrc").write_text("")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(tmp_path / "asoundrc"))
    with pytest.raises(SoundFailed) as failed:
        SoundPlayer().play(chime())
    assert failed.value.code == "sound"


def test_player_that_hangs_is_ended(folder: Path) -> None:
    program(folder, "exec sleep 30")
    begun = time.monotonic()
    with pytest.raises(SoundFailed):
        SoundPlayer(longest_s=0.2).play(chime())
    assert time.monotonic() - begun < 5


def test_player_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DeviceNotAvailable):
        SoundPlayer().play(chime())
