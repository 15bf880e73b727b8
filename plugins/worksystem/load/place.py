"""Where the past of a collection lies: in the repository of the work system, in another one, or in a bundle."""

from pathlib import Path

from worksystem.model.settings import Collection
from worksystem.source.bundle import is_bundle
from worksystem.source.folder import find_repository, relative
from worksystem.source.witness import look

__all__ = ["place_of"]


def place_of(collection: Collection, folder: Path, repository: Path) -> tuple[str, str]:
    """Which repository remembers a collection, empty for the work system's own, and where its root lies in it."""
    root = (folder / collection.root).resolve()
    if collection.history is not None:
        named = (root / collection.history.repository).resolve()
        look(f"kind:{named / 'HEAD'}", f"kind:{named / 'objects'}")
        is_bare = (named / "HEAD").is_file() and (named / "objects").is_dir()
        top = None if is_bare or is_bundle(named) else find_repository(named)
        inside = top is not None and root.is_relative_to(top)
        return str(named), f"{relative(root, top)}/" if top is not None and inside and root != top else ""
    top = find_repository(root)
    prefix = "" if root == top else f"{relative(root, top)}/"
    return ("" if top == repository else str(root)), prefix
