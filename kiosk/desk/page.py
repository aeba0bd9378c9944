"""A page of the inner wing: one class, its actions behind one guard, and a frozen view."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, TypeVar, get_args, get_origin, get_type_hints

from devices.clock import Clock, Instant
from kiosk.accounts.permissions import Permission
from kiosk.accounts.session import Session
from kiosk.desk.events import CardEvent
from kiosk.desk.view import QuestionView
from kiosk.sentences import Text

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., None])


class BadValues(ValueError):
    """An action was given values it does not take."""


class Context(Protocol):
    """What a page may ask of the desk. Every call is made on the desk's thread, except `later`.

    Attributes:
        session: Whose page it is.
    """

    session: Session
    clock: Clock

    def show(self) -> None:
        """The page's view has changed without an event of the desk: look at it again."""

    def turn(self) -> None:
        """Other things stand there now: a press on what was there before does not count."""

    def work(self, job: Callable[[], T], then: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        """Run a slow job on another thread; what comes of it is handed over on the desk's, while the page lives."""

    def later(self, what: Callable[[], None]) -> None:
        """From any thread: do this on the desk's thread, while the page lives."""

    def tell(self, notice: Text) -> None:
        """Show one line about what was just done, for some seconds."""

    def ask(self, question: QuestionView, then: Callable[[], None]) -> None:
        """Show a sheet; `then` when it is confirmed."""

    def second_signature(self, permission: Permission, what: Text, then: Callable[[Session], None]) -> None:
        """Ask for somebody else's PIN; `then` with that person's session, used for the signature only."""

    def cards(self, hear: Callable[[CardEvent], None] | None) -> None:
        """Cards go to this page from now on and not to the visit; None gives them back."""

    def keep_open(self) -> None:
        """Something runs that the person can only watch, such as ten readings of a device: the time till the lock
        begins anew, at most till five minutes after the last touch. Called while it runs and no longer.
        """

    def open(self, page: str, **values: object) -> None:
        """Leave this page for another one of the wing, which is given the values by `opened`."""

    def allowed(self, permission: Permission) -> bool:
        """Whether this session may do something: for showing a button or not; the guard asks again."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done on a page."""

    run: Callable[..., None]
    needs: Permission
    types: Mapping[str, Any]
    required: frozenset[str]

    def values(self, given: Mapping[str, object]) -> dict[str, object]:
        """What is given, as the action takes it. Raises BadValues."""
        if unknown := given.keys() - self.types.keys():
            raise BadValues(f"takes no {sorted(unknown)}")
        if missing := self.required - given.keys():
            raise BadValues(f"wants {sorted(missing)}")
        return {name: _as(self.types[name], name, value) for name, value in given.items()}


def action(*, needs: Permission) -> Callable[[F], F]:
    """Mark a method of a page as something that can be done by whoever has a permission."""

    def mark(method: F) -> F:
        method.needs = needs  # type: ignore[attr-defined]
        return method

    return mark


class Page:
    """A page of the wing. Made anew whenever it is opened; all its calls come on the desk's thread.

    Attributes:
        name: As the navigation and QML know it: `pages/<Name>Page.qml`.
        needs: Permission to open it.
        actions: What can be done on it, by name.
    """

    name: ClassVar[str]
    needs: ClassVar[Permission]
    actions: ClassVar[Mapping[str, Action]] = {}

    def __init_subclass__(cls, **rest: Any) -> None:
        super().__init_subclass__(**rest)
        own = {
            name: _action(method) for name, method in vars(cls).items() if hasattr(method, "needs") and callable(method)
        }
        inherited = {
            name: each for base in reversed(cls.__bases__) for name, each in getattr(base, "actions", {}).items()
        }
        cls.actions = {**inherited, **own}

    def __init__(self, context: Context) -> None:
        self.context = context

    def opened(self, **values: object) -> None:
        """It is shown now; `values` are those of `Context.open`."""

    def view(self) -> object:
        """What it shows: a frozen dataclass of strings, numbers, bools, tuples and such dataclasses."""
        raise NotImplementedError

    def tick(self, now: Instant) -> None:
        """About once a second while it is shown."""

    def set_aside(self) -> None:
        """The wing is shut with this page's work kept; what runs (a camera, a preview) ends now."""

    def taken_up(self) -> None:
        """The same person has come back to it."""

    def unsaved(self) -> QuestionView | None:
        """What to ask before another page of the navigation is opened; None where nothing would be lost."""
        return None

    def left(self) -> None:
        """Another page was opened, or the work is given up. Nothing of a person may stay."""


def _action(method: Callable[..., None]) -> Action:
    hints = get_type_hints(method)
    parameters = list(inspect.signature(method).parameters.values())[1:]
    return Action(
        run=method,
        needs=method.needs,  # type: ignore[attr-defined]
        types={parameter.name: hints[parameter.name] for parameter in parameters},
        required=frozenset(p.name for p in parameters if p.default is inspect.Parameter.empty),
    )


def _as(kind: Any, name: str, value: object) -> object:
    """A value that came from QML as the type an action asks for: JavaScript knows one kind of number and of list."""
    if kind is int and isinstance(value, float) and value.is_integer():
        return int(value)
    if get_origin(kind) is tuple and isinstance(value, list | tuple):
        inner = get_args(kind)[0]
        return tuple(_as(inner, name, each) for each in value)
    if not isinstance(kind, type) or not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise BadValues(f"{name} is not what is asked for")
    return value
