"""What sessions find ready: models loaded, a policy that fits the gallery, and a process that is not too old."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from kiosk.faces.engines.engine import EngineMissing
from kiosk.faces.protocol.messages import Health, Loaded, Missing, Renewing
from kiosk.faces.worker import hardening
from kiosk.faces.worker.galleries import Galleries
from kiosk.faces.worker.loaded_models import LoadedModels
from kiosk.faces.worker.pipes import Ended, MessageWriter
from kiosk.facilities import Facility, FacilityChanged
from kiosk.settings import Faces

LOADING_WITHIN_S = 30.0
MEASURING_WITHIN_S = 50.0
HEALTH_EVERY_S = 20.0
LIVES_AT_LEAST_S = 600.0
"""A process over its memory sooner would be renewed for ever: the setting is too small, not the process sick."""


def renewal_due(age_s: float, resident_mb: float, *, renew_hours: float, memory_mb: float) -> str | None:
    """Why a process is replaced although it works (native libraries leak, memory goes to pieces): "age" or "memory";
    None when it is not due. To be asked when nobody is there. Pure.
    """
    if age_s >= renew_hours * 3600.0:
        return "age"
    if resident_mb > memory_mb and age_s >= LIVES_AT_LEAST_S:
        return "memory"
    return None


class Upkeep:
    """Loads the models and keeps policy and process fresh; never between two frames of one session.

    Args:
        memory_locked: For the record only.
    """

    def __init__(
        self,
        models: LoadedModels,
        galleries: Galleries,
        settings: Faces,
        writer: MessageWriter,
        now_s: Callable[[], float],
        *,
        memory_locked: bool,
    ) -> None:
        self.models, self.galleries = models, galleries
        self._settings, self._writer, self._now_s = settings, writer, now_s
        self._memory_locked = memory_locked
        self._born_s = now_s()
        self._checked_s = -1e9

    def load_models(self) -> None:
        """Engine and liveness. Raises EngineMissing."""
        self._writer.beat(LOADING_WITHIN_S)
        began_s = self._now_s()
        try:
            self.models.load()
        except EngineMissing as error:
            self._writer.notice(Missing(str(error), vital=True))
            self._writer.send(FacilityChanged(Facility.CAMERA, False, "vision-no-engine"))
            raise
        engine = self.models.engine
        self._writer.notice(Loaded(engine.name, engine.version, round(self._now_s() - began_s, 3)))

    def load_second(self) -> None:
        """The second opinion, if it is wanted; without it when it does not load."""
        second = self.models.second
        if second is None or self.models.is_second_ready:
            return
        self._writer.beat(LOADING_WITHIN_S)
        began_s = self._now_s()
        try:
            self.models.load_second()
        except EngineMissing as error:
            self.galleries.drop_second()
            self._writer.notice(Missing(str(error), vital=False))
            return
        self._writer.notice(Loaded(second.name, second.version, round(self._now_s() - began_s, 3)))

    def settle_policy(self) -> None:
        """Make the policy the gallery calls for, if the one in force was made for another."""
        if not self.galleries.is_policy_due:
            return
        self._writer.beat(MEASURING_WITHIN_S)
        began_s = self._now_s()
        made = self.galleries.make_policy()
        self._writer.notice(msgspec.structs.replace(made, seconds=round(self._now_s() - began_s, 3)))
        self._writer.beat()

    def while_idle(self, *, somebody: bool) -> None:
        """No session runs. Raises Ended when it is time for a new process and nobody is there."""
        self.load_second()
        self.settle_policy()
        now_s = self._now_s()
        if now_s - self._checked_s < HEALTH_EVERY_S:
            return
        self._checked_s = now_s
        resident_mb = hardening.resident_mb()
        self._writer.notice(Health(round(resident_mb, 1), self._memory_locked))
        if somebody:
            return
        hours, memory_mb = self._settings.renew_hours, self._settings.memory_mb
        why = renewal_due(now_s - self._born_s, resident_mb, renew_hours=hours, memory_mb=memory_mb)
        if why is not None:
            self._writer.notice(Renewing(why))
            raise Ended
