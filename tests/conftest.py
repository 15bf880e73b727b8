"""Fixtures that every room's tests may use."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.systems import make_system as build
from worksystem.load import WorkSystem


@pytest.fixture
def make_system(tmp_path: Path) -> Callable[[Mapping[str, str]], WorkSystem]:
    """Builds a work system in the test's own folder from a mapping of path to text."""
    return lambda files: build(tmp_path, files)
