"""What a branch changes in the work, not in the text: two work systems in, one `Diff` of plain values out."""

from worksystem.diff.changes import Change, Diff, Effect, Objection, RecordChange, Stand, Verdict
from worksystem.diff.compare import Side, compare, list_moved

__all__ = [
    "Change",
    "Diff",
    "Effect",
    "Objection",
    "RecordChange",
    "Side",
    "Stand",
    "Verdict",
    "compare",
    "list_moved",
]
