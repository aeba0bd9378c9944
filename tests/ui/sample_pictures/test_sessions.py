"""What a technician's session leaves: what came after the first two, by how many came."""

from __future__ import annotations

from ui.sample_pictures.sessions import grown


def test_the_sessions_that_fill_caches_do_not_count() -> None:
    after = [
        {"rss_mb": 150.0, "python": 90.0},
        {"rss_mb": 200.0, "python": 100.0},
        {"rss_mb": 201.0, "python": 100.0},
        {"rss_mb": 203.0, "python": 104.0},
    ]
    assert grown(after) == {"rss_mb": 1.5, "python": 2.0}
