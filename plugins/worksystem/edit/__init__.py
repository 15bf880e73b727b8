"""The only writer of files that people edit: plans carried out with every byte kept that is not meant to change.

`draft_plan` says what a plan would do, `render_diff` shows it, `write_draft` does it.
"""

from worksystem.edit.draft import Draft, Drafted, draft_plan
from worksystem.edit.error import EditError
from worksystem.edit.preview import render_diff
from worksystem.edit.text import edit_text
from worksystem.edit.write import write_draft

__all__ = ["Draft", "Drafted", "EditError", "draft_plan", "edit_text", "render_diff", "write_draft"]
