"""The reference cases for flow metrics, as plain values: answers that others published, beside the checkout."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

FLOW = Path(__file__).parents[3] / "shared" / "data" / "flow"

# For `pytestmark` in every test that reads the cases.
SHARED = [
    pytest.mark.shared,
    pytest.mark.skipif(not FLOW.is_dir(), reason="../shared/data does not lie beside the checkout: left out"),
]


def read_cases(name: str) -> Any:
    """One file of cases; empty where the data is not there, so that the tests can be collected and left out."""
    path = FLOW / name
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of cases, as text."""
    with (FLOW / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
