"""What DCC 3.2.0 and D-SI 2.1.0 permit where our certificates write: names, order, how often, and form of values.

Our own table, read off the published schemas; they are no part of this project. An element nobody lists here is wrong.
"""

from __future__ import annotations

import re

from kiosk.certificates.xml_reading import Node

CONTENT = {
    "certificate": "administrativeData:administrative measurementResults:measurements document:bytes?",
    "administrative": "dccSoftware:softwares coreData:core items:items calibrationLaboratory:laboratory "
    "respPersons:persons customer:contact statements:statements?",
    "softwares": "software:software+",
    "software": "name:text release:filled type:filled? description:rich?",
    "core": "countryCodeISO3166_1:country usedLangCodeISO639_1:language+ mandatoryLangCodeISO639_1:language+ "
    "uniqueIdentifier:filled identifications:identifications? receiptDate:date? beginPerformanceDate:date "
    "endPerformanceDate:date performanceLocation:place issueDate:date?",
    "items": "name:text? description:rich? owner:contact? identifications:identifications? item:item+",
    "item": "name:text description:rich? installedSoftwares:softwares? manufacturer:maker model:filled? "
    "identifications:identifications",
    "identifications": "identification:identification+",
    "identification": "issuer:issuer value:filled name:text?",
    "laboratory": "calibrationLaboratoryCode:filled? contact:contact",
    "contact": "name:text eMail:filled? phone:filled? fax:filled? location:location",
    "maker": "name:text eMail:filled? phone:filled? fax:filled? location:location?",
    "location": "( city:filled | countryCode:country | postCode:filled | street:filled | further:rich )+",
    "persons": "respPerson:person+",
    "person": "person:maker description:rich? role:filled? mainSigner:boolean?",
    "statements": "statement:statement+",
    "statement": "name:text? description:rich? convention:filled? traceable:boolean? norm:filled* reference:filled* "
    "declaration:rich? valid:boolean? date:date? conformity:conformity? conformityXMLList:conformities? data:data?",
    "measurements": "measurementResult:measurement+",
    "measurement": "name:text description:rich? usedMethods:methods? usedSoftware:softwares? "
    "measuringEquipments:equipments? influenceConditions:conditions? results:results",
    "methods": "usedMethod:method+",
    "method": "name:text description:rich? norm:filled* reference:filled*",
    "equipments": "name:text? description:rich? measuringEquipment:equipment+",
    "equipment": "name:text description:rich? manufacturer:maker? model:filled? identifications:identifications?",
    "conditions": "influenceCondition:condition+",
    "condition": "name:text description:rich? status:status? data:data",
    "results": "result:result+",
    "result": "name:text description:rich? data:data",
    "data": "( text:rich | quantity:quantity | list:list )+",
    "list": "name:text? description:rich? ( list:list | quantity:quantity )+ measurementMetaData:metadata?",
    "quantity": "name:text? description:rich? ( noQuantity:rich | si.real:real | si.realListXMLList:reals ) "
    "measurementMetaData:metadata?",
    "metadata": "metaData:statement+",
    "bytes": "name:text? description:rich? fileName:filled mimeType:filled dataBase64:base64",
    "text": "content:string+",
    "rich": "name:text? content:string*",
    "real": "si.label:string? si.value:decimal si.unit:unit",
    "reals": "si.valueXMLList:decimals si.unitXMLList:unit si.expandedUncXMLList:expanded?",
    "expanded": "si.uncertaintyXMLList:uncertainty si.coverageFactorXMLList:factor "
    "si.coverageProbabilityXMLList:probability si.distributionXMLList:filled?",
}
_DECIMAL = r"[-+]?(\d*\.\d+|\d+\.?)([Ee][-+]?\d+)?"
_CONFORMITY = "(pass|fail|conditionalPass|conditionalFail|noPass|noFail)"
VALUES = {
    "string": r"(?s).*",
    "filled": r"\S+(\s+\S+)*",
    "country": "[A-Z]{2}",
    "language": "[a-z]{2}",
    "date": r"\d{4}-\d\d-\d\d",
    "boolean": "true|false|0|1",
    "place": "laboratory|customer|laboratoryBranch|customerBranch|other",
    "issuer": "manufacturer|calibrationLaboratory|customer|owner|other",
    "status": "(before|after)(Adjustment|Repair)",
    "conformity": _CONFORMITY,
    "conformities": f"{_CONFORMITY}( {_CONFORMITY})*",
    "unit": r"\\\S+",
    "decimal": _DECIMAL,
    "decimals": f"{_DECIMAL}( {_DECIMAL})*",
    "uncertainty": _DECIMAL.removeprefix("[-+]?"),
    "factor": r"[1-9]\d*(\.\d*)?",
    "probability": r"0(\.\d*)?|1(\.0*)?",
    "base64": "[A-Za-z0-9+/]+={0,2}",
}
_ATTRIBUTES = {"refType", "lang", "schemaVersion", "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"}
_SPACES = {"{https://ptb.de/dcc}": "", "{https://ptb.de/si}": "si."}
_CHILD = re.compile(r"([\w.]+):(\w+)([?*+]?)")


def faults(root: Node) -> list[str]:
    """What is wrong in a document, each with where; none in a valid one."""
    found = [] if root.tag == "{https://ptb.de/dcc}digitalCalibrationCertificate" else [root.tag]
    if root.attributes.get("schemaVersion") != "3.2.0":
        found.append("schemaVersion")
    _check(root, "certificate", root.name, found)
    return found


def _check(node: Node, kind: str, where: str, found: list[str]) -> None:
    if not set(node.attributes) <= _ATTRIBUTES or "" in node.attributes.values():
        found.append(f"{where}: {sorted(node.attributes)}")
    if kind in VALUES:
        if node.children or not re.fullmatch(VALUES[kind], node.text):
            found.append(f"{where}: {node.text[:40]!r} is no {kind}")
        return
    names = [_short(child.tag) for child in node.children]
    kinds = {name: of for name, of, _ in _CHILD.findall(CONTENT[kind])}
    if node.text or not _in_order(kind, names):
        found.append(f"{where}: {' '.join(names)}")
    for name, child in zip(names, node.children, strict=True):
        if name in kinds:
            _check(child, kinds[name], f"{where}/{name}", found)


def _in_order(kind: str, names: list[str]) -> bool:
    content = CONTENT[kind]
    if kind == "administrative":  # in any order
        return sorted(names) == sorted(name for name, _, often in _CHILD.findall(content) if not often or name in names)
    pattern = _CHILD.sub(lambda child: f"(?:{re.escape(child[1])};){child[3]}", content).replace(" ", "")
    return re.fullmatch(pattern, "".join(f"{name};" for name in names)) is not None


def _short(tag: str) -> str:
    space, brace, name = tag.rpartition("}")
    return _SPACES.get(space + brace, f"{space}:") + name
