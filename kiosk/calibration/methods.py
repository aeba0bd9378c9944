"""How a device is compared with a reference and within what: methods.toml and limits.toml in resources/calibration."""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType

import msgspec

import resources
from kiosk.calibration.records import Verdict
from kiosk.calibration.refusals import CalibrationRefused
from kiosk.calibration.runs import Way
from resources.learnt import learn


class Claim(StrEnum):
    """What a method may be said to have shown."""

    CALIBRATION = "calibration"  # errors with their uncertainty, traceable: a certificate
    PLAUSIBILITY = "plausibility"  # nothing is grossly wrong; never a certificate
    FUNCTION_TEST = "function-test"  # the device works; its accuracy is not known


class Adjusts(StrEnum):
    """What may be changed after the as-found run."""

    LINE = "line"
    OFFSET = "offset"
    NONE = "none"


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A limit up to and with the reference value `to`; `relative` to that value."""

    to: float
    value: float
    relative: bool = False


class Limit(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename={"low": "from"}):
    """One row of the table of limits.

    Attributes:
        id: Its name in the file.
        methods: Ids of the methods it goes with.
        rule, clause: Where it stands; the clause is "" where it is not known.
        use: "first" for a new or repaired device, "in-service" for one in use, "any".
        unit: UCUM.
        value: Largest permitted |error| everywhere; None where `steps` say it.
        low: Below it there is no limit; None where there is no such end.
        leak: Largest permitted loss of pressure a minute.
        scale_interval: The figures of `steps` are scale intervals (e), of this size where a run does not say its own;
            None where they are in `unit`.
        from_memory: Nobody has compared it with the paper.
        source: Where the figure comes from.
    """

    id: str = ""
    methods: tuple[str, ...]
    rule: str
    clause: str
    use: str
    unit: str
    value: float | None = None
    steps: tuple[Step, ...] = ()
    low: float | None = None
    leak: float | None = None
    scale_interval: float | None = None
    from_memory: bool
    source: str

    def at(self, reference: float, scale_interval: float = 0.0) -> float:
        """Largest permitted |error| at a reference value. Raises CalibrationRefused "no-limit" where there is none.

        Args:
            scale_interval: Of the scale; not asked for other limits.
        """
        e = 1.0 if self.scale_interval is None else scale_interval or self.scale_interval
        if self.low is not None and reference < self.low:
            raise CalibrationRefused("no-limit", point=reference)
        if self.value is not None:
            return self.value
        for step in self.steps:
            if reference <= step.to * e + 1e-9:
                return step.value * (reference if step.relative else e)
        raise CalibrationRefused("no-limit", point=reference)


class FigureLimit(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a figure of a camera is to reach: no reference stands behind it, so there is no error."""

    rule: str
    clause: str
    at_least: float = -math.inf
    at_most: float = math.inf
    from_memory: bool
    source: str

    def judge(self, value: float, low: float, high: float) -> Verdict:
        """A figure with its 95 % interval: PASS only where all of the interval is within, FAIL where none of it is."""

        def within(each: float) -> bool:
            return self.at_least <= each <= self.at_most

        if not all(map(math.isfinite, (value, low, high))):
            raise CalibrationRefused("not-a-number")
        if within(value):
            return Verdict.PASS if within(low) and within(high) else Verdict.CONDITIONAL_PASS
        apart = high < self.at_least or low > self.at_most
        return Verdict.FAIL if apart else Verdict.CONDITIONAL_FAIL


class Method(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One way of comparing.

    Attributes:
        id: Its name in the file; its words are in `calibration.methods`.
        device_kind: Of the devices it is for.
        metrics: What may be read, in `unit` (UCUM).
        reference: Kind of the reference it leans on, see `Reference.kind`.
        claim: What it may be said to show; only CALIBRATION has a certificate and comes into force.
        points: Reference values proposed; empty where they are whatever the reference shows.
        least_points, least_readings: Fewer are refused. A check in service needs one point.
        readings: Proposed at each point.
        both_ways: Each point is read rising and falling.
        digital_rounding: Small weights are put on until the display turns (`SetPoint.added`).
        in_range: The reference is a range and a reading lies in it or not; there is no error and no U.
        ways: How readings may come, the usual one first.
        environment: Fields of `Environment` it asks for.
        ambient: Room temperature in which it may be done, °C.
        least_warm_up_min: How long the device is on before.
        spread_at_most: Highest minus lowest reading of a point, in `unit`, before the device counts as unsteady.
        zero: Largest permitted change of the zero during a run; None where there is no zero to read.
        leak: Whether a leak is read.
        settling_min: Minutes in which a pressure is read after it was set: what leaks meanwhile is uncertain.
        unseen: Half width of what so few points cannot show (rectangular), in `unit`.
        limits: Ids of its rows, the usual one first.
        figures: Of a camera, in place of points and limits.
        sources: Rules and papers.
    """

    id: str = ""
    device_kind: str
    metrics: tuple[str, ...]
    unit: str
    reference: str
    claim: Claim
    adjusts: Adjusts
    points: tuple[float, ...]
    least_points: int
    readings: int
    least_readings: int
    ways: tuple[Way, ...]
    environment: tuple[str, ...]
    ambient: tuple[float, float]
    limits: tuple[str, ...]
    sources: tuple[str, ...]
    both_ways: bool = False
    digital_rounding: bool = False
    in_range: bool = False
    least_warm_up_min: float = 0.0
    spread_at_most: float | None = None
    zero: float | None = None
    leak: bool = False
    settling_min: float = 0.0
    unseen: float = 0.0
    figures: tuple[str, ...] = ()

    @property
    def limit_rows(self) -> tuple[Limit, ...]:
        """The limits it can be judged by, the usual one first."""
        return tuple(limits()[name] for name in self.limits)

    def limit_row(self, limit_id: str = "") -> Limit:
        """The limit with this id, or the usual one. Raises CalibrationRefused "limit-wrong" for one not of its own."""
        if limit_id and limit_id not in self.limits:
            raise CalibrationRefused("limit-wrong", limit=limit_id)
        return limits()[limit_id or self.limits[0]]

    @property
    def certifies(self) -> bool:
        """Whether a certificate may be made of it."""
        return self.claim is Claim.CALIBRATION


class _Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    limit: dict[str, Limit]
    figure: dict[str, FigureLimit] = {}


class _Methods(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    method: dict[str, Method]


learn(_Limits, _Methods)


@cache
def limits() -> Mapping[str, Limit]:
    """Every limit by id, in the order of the file."""
    return read_limits(resources.path("calibration", "limits.toml").read_bytes())


@cache
def figure_limits() -> Mapping[str, FigureLimit]:
    """What the figures of a camera are to reach, by name."""
    content = resources.path("calibration", "limits.toml").read_bytes()
    return MappingProxyType(msgspec.toml.decode(content, type=_Limits).figure)


@cache
def methods() -> Mapping[str, Method]:
    """Every method by id, in the order of the file."""
    return read_methods(resources.path("calibration", "methods.toml").read_bytes())


def read_limits(content: bytes) -> Mapping[str, Limit]:
    """The limits of a file. Raises ValueError for a row without rule, source or figure, and msgspec's errors."""
    read = msgspec.toml.decode(content, type=_Limits).limit
    for name, row in read.items():
        if (row.value is None) == (not row.steps) or not row.rule or not row.source:
            raise ValueError(f"limits.toml: {name} needs its rule, its source and either a value or steps")
        if [step.to for step in row.steps] != sorted({step.to for step in row.steps}):
            raise ValueError(f"limits.toml: the steps of {name} do not rise")
    return MappingProxyType({name: msgspec.structs.replace(row, id=name) for name, row in read.items()})


def read_methods(content: bytes) -> Mapping[str, Method]:
    """The methods of a file. Raises ValueError for one that cannot be judged or adjusts more than it shows."""
    read = msgspec.toml.decode(content, type=_Methods).method
    for name, row in read.items():
        for wanted in row.limits:
            found = limits().get(wanted)
            if found is None or name not in found.methods or found.unit != row.unit:
                raise ValueError(f"methods.toml: {name} cannot be judged by {wanted}")
        if not set(row.figures) <= set(figure_limits()) or not (row.limits or row.figures):
            raise ValueError(f"methods.toml: {name} cannot be judged at all")
        if row.adjusts is not Adjusts.NONE and row.claim is not Claim.CALIBRATION:
            raise ValueError(f"methods.toml: {name} adjusts what it has not calibrated")
    return MappingProxyType({name: msgspec.structs.replace(row, id=name) for name, row in read.items()})


def methods_for(device_kind: str, metric: str) -> tuple[Method, ...]:
    """The methods for a metric of a kind of device, in the order of the file."""
    return tuple(m for m in methods().values() if m.device_kind == device_kind and metric in m.metrics)
