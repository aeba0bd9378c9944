"""One line of a check of a certificate."""

from __future__ import annotations

import math
from dataclasses import dataclass

from kiosk.sentences import Text


@dataclass(frozen=True, slots=True)
class Finding:
    """What was compared.

    Attributes:
        what: A key of `certificates.verify.what`.
        stated: What the certificate says, as it is shown.
        found: What came of checking it.
        agrees: None where there was nothing to compare it with.
    """

    what: str
    stated: str
    found: str
    agrees: bool | None


def same(what: str, stated: str, found: str) -> Finding:
    """Two words."""
    return Finding(what, stated, found, stated == found)


def near(what: str, stated: float | None, found: float | None) -> Finding:
    """Two numbers; what the twelfth digit says is no difference."""
    if stated is None or found is None:
        return Finding(what, _shown(stated), _shown(found), stated is found)
    return Finding(what, _shown(stated), _shown(found), math.isclose(stated, found, rel_tol=1e-9, abs_tol=1e-9))


def said(what: str, text: Text, *, agrees: bool | None) -> Finding:
    """Something that is no comparison of two figures."""
    return Finding(what, "", text, agrees)


def _shown(value: float | None) -> str:
    return "\N{EM DASH}" if value is None else f"{value:.6g}"
