"""How the picture is drawn, decided before Qt starts: Qt's software renderer unless there is a real graphics card.

OpenGL without a card means llvmpipe, which takes seven times the processor time of the software renderer.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from pathlib import Path
from typing import Literal

Renderer = Literal["software", "gpu"]

VIRTUAL = frozenset(
    {"vkms", "virtio-pci", "virtio_gpu", "vmwgfx", "bochs-drm", "cirrus", "qxl", "simple-framebuffer", "vgem"}
)
"""Kernel drivers behind which no graphics hardware stands."""


def choose(wish: Literal["auto", "software", "gpu"], root: Path = Path("/")) -> Renderer:
    """`wish` as it is, or for `auto` gpu only where a render node belongs to a real card."""
    if wish != "auto":
        return wish
    return "gpu" if any(_is_real(node, root) for node in sorted((root / "dev/dri").glob("renderD*"))) else "software"


def prepare_environment(renderer: Renderer, environment: MutableMapping[str, str] = os.environ) -> None:
    """Set what Qt reads when it starts, and remove what OpenCV's own Qt may have left."""
    for name in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):
        environment.pop(name, None)
    if renderer == "software":
        environment["QT_QUICK_BACKEND"] = "software"
    else:
        environment.pop("QT_QUICK_BACKEND", None)


def _is_real(node: Path, root: Path) -> bool:
    driver = root / "sys/class/drm" / node.name / "device/driver"
    try:
        name = driver.resolve(strict=True).name
    except OSError:
        return False
    return name not in VIRTUAL and os.access(node, os.R_OK | os.W_OK)
