"""The only writer of files that people edit: plans carried out with every byte kept that is not meant to change.

`draft_plan` says what a plan would do, `render_diff` shows it, `write_draft` does it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from worksystem.edit.draft import Desk, Draft, Drafted, draft_plan
    from worksystem.edit.error import EditError
    from worksystem.edit.merge import Merged, merge_texts
    from worksystem.edit.preview import render_diff
    from worksystem.edit.replacements import list_replacements
    from worksystem.edit.text import edit_text
    from worksystem.edit.write import write_draft

__all__ = [
    "Desk",
    "Draft",
    "Drafted",
    "EditError",
    "Merged",
    "draft_plan",
    "edit_text",
    "list_replacements",
    "merge_texts",
    "render_diff",
    "write_draft",
]

_HOME_OF: Final = {
    "Desk": "draft",
    "Draft": "draft",
    "Drafted": "draft",
    "EditError": "error",
    "Merged": "merge",
    "draft_plan": "draft",
    "edit_text": "text",
    "list_replacements": "replacements",
    "merge_texts": "merge",
    "render_diff": "preview",
    "write_draft": "write",
}


def __getattr__(name: str) -> Any:
    """Import on first use: git calls the merge driver once for every file, and it needs little of this."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
