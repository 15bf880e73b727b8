"""The pages of the rules in the handbook: each rule's specification as it is, and a table of all of them."""

from collections.abc import Iterable, Iterator
from importlib.resources import files as resources

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from worksystem.rules import RULES, Rule

__all__ = ["FOLDER", "rule_files", "rule_table"]

FOLDER = "reference/rules"
_INTRODUCTION = """# Rules

What `worksystem check` looks for. A code is never used again for something else; its first digit says what the rule is
about: 0 reading files, 1 the shape of records, 2 references, 3 workflows, 4 ownership and load, 5 time and freshness,
6 the handbook, 7 flow, 9 the checker itself.

"""


def rule_files(files: Files, config: MkDocsConfig) -> Iterator[File]:
    """A Markdown file for each rule with a page, and the table, unless the handbook has a file of that name."""
    pages = resources("worksystem.rules").joinpath("pages")
    texts = {f"{FOLDER}/index.md": _INTRODUCTION + rule_table(RULES)}
    for rule in RULES:
        page = pages.joinpath(f"{rule.code}.md")
        if page.is_file():
            texts[f"{FOLDER}/{rule.code}.md"] = page.read_text(encoding="utf-8")
    for name, text in texts.items():
        if files.get_file_from_path(name) is None:
            yield File.generated(config, name, content=text, inclusion=InclusionLevel.NOT_IN_NAV)


def rule_table(rules: Iterable[Rule], root: str = "") -> str:
    """The rules as a Markdown table; `root` is the way from the page to the folder of the rules."""
    lines = ["| Rule | Finds | Severity | Principle |", "| --- | --- | --- | --- |"]
    for rule in rules:
        principle = rule.principle.replace("_", " ").capitalize()
        name = f"[{rule.code} {rule.name}]({root}{rule.code}.md)"
        lines.append(f"| {name} | {rule.summary.replace('|', '&#124;')} | {rule.severity} | {principle} |")
    return "\n".join(lines) + "\n"
