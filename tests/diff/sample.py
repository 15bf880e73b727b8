"""One change with everything in it, for the expected files of the three formats; hostile where it can be."""

from pathlib import Path

from tests.diff.sides import BEFORE, change, make_diff
from worksystem.diff import Diff
from worksystem.workflow.known import Known

__all__ = ["EXPECTED", "HOSTILE", "make_sample"]

EXPECTED = Path(__file__).with_name("expected")
HOSTILE = (
    "<img src=x onerror=alert(1)> ![i](https://evil.example/i.png) [a](javascript:b) @everyone #12 GH-7 "
    "https://evil.example www.evil.example me@evil.example `c` | $x$ </details>\u202e"
)


def make_sample(folder: Path) -> Diff:
    """A branch that moves, assigns, adds and takes away, and changes a workflow and a person."""
    item = change(
        ("status: todo", "status: done"),
        ("owner: ada", "owner: bo"),
        ("due: 2026-12-01", "due: 2026-11-20"),
        ("serve it, done: no", "serve it, done: yes"),
        ("title: Rotate the certificates", f"title: '{HOSTILE}'"),
    )
    new = "title: Watch them\nstatus: todo\ntype: task\nowner: adda\nteam: platform\n"
    second = BEFORE["work/items/OPS-00002.yml"].replace("status: doing", "status: done")
    return make_diff(
        folder,
        {
            **item,
            **change(
                ("wip: 1", "wip: 2"),
                ("covers: [outcome]", "count: 2, covers: [outcome]"),
                path="work/workflows/delivery.yml",
            ),
            **change(("capacity: 32h", "capacity: 24h"), path="work/people.yml"),
            "work/items/OPS-00002.yml": f"# done at last\n{second}",
            "work/items/OPS-00003.yml": new,
            "content/index.md": "# Home\n",
        },
        known=Known(by=("grace",)),
    )
