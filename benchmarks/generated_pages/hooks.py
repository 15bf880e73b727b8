"""What a site of generated MkDocs pages does: every item is a Markdown page, outside the navigation."""

from pathlib import Path
from typing import Any

import yaml
from mkdocs.structure.files import File, Files


def on_files(files: Files, config: Any) -> Files:
    """Add a page for every item file of the folder that the configuration names."""
    for path in sorted(Path(config["extra"]["items"]).iterdir()):
        item = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        files.append(File.generated(config, f"items/{path.stem}.md", content=_page(path.stem, item)))
    return files


def _page(id: str, item: dict[str, Any]) -> str:
    rows = "".join(
        f"| {key} | {_cell(value)} |\n" for key, value in item.items() if key not in ("title", "description", "id")
    )
    return f"# {id} {item['title']}\n\n| field | value |\n| --- | --- |\n{rows}\n{item.get('description') or ''}\n"


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(f"[{each}](../items/{each}.md)" if "-" in str(each) else str(each) for each in value)
    return "" if value is None else str(value)
