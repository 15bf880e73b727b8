"""Files held against the schemas of forges, which check-jsonschema brings along; nothing is fetched."""

import subprocess
import sys
from pathlib import Path

__all__ = ["fits_schema"]


def fits_schema(schema: str, *files: Path) -> None:
    """Fail where a file does not have the form that `schema` describes; one of `check-jsonschema --help`'s vendored."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
