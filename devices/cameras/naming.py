"""Finds a V4L2 camera again after it was plugged in elsewhere: /dev/video numbers change, its own name does not.

udev links `/dev/v4l/by-id/usb-<maker>_<model>_<serial>-video-index0` to the device node of the moment (systemd
60-persistent-v4l.rules). Two cameras of one model without serial numbers share a name; give such ones a
`/dev/v4l/by-path/…` path in the settings, which names the socket instead.
"""

from __future__ import annotations

from pathlib import Path

BY_ID = Path("/dev/v4l/by-id")
DEVICES = Path("/dev")


class StableName:
    """Resolves one configured source. An index, or a plain device node, is remembered by the camera's own name.

    Args:
        source: What the settings say: an index ("0"), a device path, a URL or a file.
        by_id, devices: Where the links and the device nodes are.
    """

    def __init__(self, source: str, *, by_id: Path = BY_ID, devices: Path = DEVICES) -> None:
        self._source, self._by_id, self._devices = source, by_id, devices
        self._name: Path | None = None

    @property
    def is_device(self) -> bool:
        """The source is a camera on this machine."""
        return self._source.isdigit() or self._source.startswith(str(self._devices) + "/")

    def resolve(self) -> str:
        """What to open now: a device node, or the source itself when it is no local camera.

        Raises:
            FileNotFoundError: the camera is not plugged in.
        """
        if not self.is_device:
            return self._source
        node = self._configured() if self._name is None else self._name
        # A name is a link: it leads to today's number, or nowhere.
        return str(node.resolve(strict=True))

    def opened(self, node: str) -> None:
        """`node` has been opened: from now on the camera is known by its own name, if it has one."""
        if not self.is_device or self._name is not None or self._configured().is_symlink():
            return
        links = sorted(self._by_id.iterdir()) if self._by_id.is_dir() else []
        self._name = next((link for link in links if str(link.resolve()) == node), None)

    def _configured(self) -> Path:
        return self._devices / f"video{self._source}" if self._source.isdigit() else Path(self._source)
