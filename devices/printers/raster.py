"""A slip as dots: what every printer is given. Text is drawn by whoever has fonts, so that no character is a box."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, repr=False)
class Raster:
    """A black-and-white picture. Its repr shows its size only: a slip is somebody's.

    Attributes:
        width: Dots of a row, a multiple of 8.
        data: Rows from the top, eight dots a byte, the leftmost in the highest bit; 1 is black.
    """

    width: int
    data: bytes

    def __post_init__(self) -> None:
        if self.width <= 0 or self.width % 8:
            raise ValueError(f"{self.width} dots a row are no whole bytes")
        if len(self.data) % (self.width // 8):
            raise ValueError("the last row is not whole")

    @property
    def height(self) -> int:
        """Rows of dots."""
        return len(self.data) // (self.width // 8)

    def bands(self, rows: int) -> tuple[Raster, ...]:
        """The same in pieces of at most so many rows, from the top."""
        step = rows * self.width // 8
        return tuple(Raster(self.width, self.data[at : at + step]) for at in range(0, len(self.data), step))

    def __repr__(self) -> str:
        return f"<Raster {self.width} x {self.height}>"
