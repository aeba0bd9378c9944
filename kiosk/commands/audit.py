"""`kiosk audit verify / export`: whether the trail, or an exported file of it, can be believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass
