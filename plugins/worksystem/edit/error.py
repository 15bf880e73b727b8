"""What an edit is refused with: where, and why."""

from worksystem.errors import WorkSystemError
from worksystem.position import Place

__all__ = ["EditError"]


class EditError(WorkSystemError):
    """An edit cannot be made as asked; nothing was written."""

    def __init__(self, place: Place, why: str, *, help: str | None = None) -> None:
        start = place.span.start
        at = f":{start.line}:{start.column}" if start != (1, 1) else ""
        super().__init__(f"cannot edit {place.path}{at}: {why}", help=help)
        self.place = place
        self.why = why
