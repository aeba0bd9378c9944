"""A small writer of DCC elements over the standard library's escaping."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable

DCC, SI = "https://ptb.de/dcc", "https://ptb.de/si"
SI_UNITS = {
    "Cel": r"\degreecelsius", "mm[Hg]": r"\mmHg", "kg": r"\kilogram", "%": r"\percent", "1": r"\one",
    "mmol/L": r"\milli\mole\litre\tothe{-1}", "cm": r"\centi\metre", "min": r"\minute",
}  # fmt: skip
"""UCUM to D-SI."""


def add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    """A `dcc:` element, or of the namespace its tag names; what XML cannot hold is left out of its text.

    Blanks at either end are no part of a value: the schema refuses them.
    """
    element = ET.SubElement(parent, tag if ":" in tag else f"dcc:{tag}", attributes)
    kept = "".join(c for c in text if c in "\t\n" or " " <= c not in "\ufffe\uffff").strip()
    if kept:
        element.text = kept
    return element


def name(parent: ET.Element, zh: str, en: str = "", tag: str = "name") -> ET.Element:
    """A text in one or two languages."""
    element = add(parent, tag)
    add(element, "content", zh, lang="zh")
    if en:
        add(element, "content", en, lang="en")
    return element


def identification(parent: ET.Element, issuer: str, value: str, zh: str, en: str) -> None:
    """A number somebody gave a thing; nothing where there is none.

    Args:
        issuer: manufacturer, calibrationLaboratory, customer, owner or other.
    """
    if not value.strip():
        return
    element = add(parent, "identification")
    add(element, "issuer", issuer)
    add(element, "value", value)
    name(element, zh, en)


def contact(parent: ET.Element, tag: str, called: str, place: str) -> None:
    """An organisation with where it is."""
    element = add(parent, tag)
    name(element, called)
    where = add(element, "location")
    add(where, "countryCode", "CN")
    name(where, place, tag="further")


def value(number: float) -> str:
    """Twelve digits: more than any instrument has, fewer than make 0.1 + 0.2 ugly."""
    return f"{number:.12g}"


def real(parent: ET.Element, zh: str, en: str, number: float, ucum: str, ref_type: str = "") -> None:
    """One number with its unit."""
    quantity = _quantity(parent, zh, en, ref_type)
    single = add(quantity, "si:real")
    add(single, "si:value", value(number))
    add(single, "si:unit", SI_UNITS.get(ucum, rf"\{ucum}"))


def reals(
    parent: ET.Element,
    zh: str,
    en: str,
    numbers: Iterable[float],
    ucum: str,
    ref_type: str = "",
    expanded: tuple[float, float] | None = None,
) -> ET.Element:
    """Numbers of one unit; the quantity.

    Args:
        expanded: (U, k) of each.
    """
    quantity = _quantity(parent, zh, en, ref_type)
    whole = add(quantity, "si:realListXMLList")
    add(whole, "si:valueXMLList", " ".join(map(value, numbers)))
    add(whole, "si:unitXMLList", SI_UNITS.get(ucum, rf"\{ucum}"))
    if expanded is not None:
        unc = add(whole, "si:expandedUncXMLList")
        add(unc, "si:uncertaintyXMLList", value(expanded[0]))
        add(unc, "si:coverageFactorXMLList", value(expanded[1]))
        add(unc, "si:coverageProbabilityXMLList", "0.9545")
        add(unc, "si:distributionXMLList", "normal")
    return quantity


def conformity_word(verdict: str) -> str:
    """`conditional-pass` as the schema spells it: `conditionalPass`."""
    first, *others = verdict.split("-")
    return first + "".join(other.capitalize() for other in others)


def _quantity(parent: ET.Element, zh: str, en: str, ref_type: str) -> ET.Element:
    quantity = add(parent, "quantity", **({"refType": ref_type} if ref_type else {}))
    name(quantity, zh, en)
    return quantity
