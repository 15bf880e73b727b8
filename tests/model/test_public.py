"""What the room offers."""

import subprocess
import sys

import worksystem.model


def test_every_public_name_is_there_once() -> None:
    names = worksystem.model.__all__
    assert len(names) == len(set(names))
    assert [name for name in names if not hasattr(worksystem.model, name)] == []


def test_importing_the_room_costs_next_to_nothing() -> None:
    code = "import sys, worksystem.model; print('pydantic' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
