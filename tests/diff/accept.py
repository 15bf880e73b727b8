"""Write the expected files anew; read the difference before it is committed: `python -m tests.diff.accept`."""

import tempfile
from pathlib import Path

from tests.diff.sample import EXPECTED, make_sample
from tests.diff.test_formats import RENDERINGS

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        diff = make_sample(Path(folder))
    for name, render in RENDERINGS.items():
        (EXPECTED / name).write_text(render(diff), encoding="utf-8", newline="")
