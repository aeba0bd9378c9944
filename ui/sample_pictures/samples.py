"""Every screen and its hard variants by the visit's own view builder, drawn and audited. All people are invented."""

from __future__ import annotations

from functools import cache

from ui.sample_pictures.aloud_samples import read_aloud
from ui.sample_pictures.arrival_samples import who_is_it
from ui.sample_pictures.own_samples import consents_that_end, somebody_helps, what_one_may_ask
from ui.sample_pictures.sample import Sample
from ui.sample_pictures.service_samples import self_check, service, the_end


@cache
def samples() -> tuple[Sample, ...]:
    """Every sample, by the order of a visit; names are unique."""
    asked = (*what_one_may_ask(), *somebody_helps(), *consents_that_end())
    found = (*who_is_it(), *service(), *self_check(), *asked, *the_end())
    found = (*found, *read_aloud(found))
    names = [sample.name for sample in found]
    if len(set(names)) != len(names):
        raise ValueError(f"two samples are called alike: {sorted({n for n in names if names.count(n) > 1})}")
    return found
