"""The MkDocs adapter: what MkDocs calls, in the order in which it calls it. All else is in the modules beside it."""

import logging
from datetime import date
from pathlib import Path

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_build_date
from mkdocs.utils.templates import TemplateContext

from worksystem.diagnostics import Severity
from worksystem.errors import WorkSystemError
from worksystem.report.visible import make_visible
from worksystem.rules import RULES
from worksystem.site.charts import copy_runtime, has_chart
from worksystem.site.diagrams import copy_library, has_diagram, with_library
from worksystem.site.embed import Embeds
from worksystem.site.fill import SLOT, Shell, fill, root_of
from worksystem.site.html import rooted
from worksystem.site.loaded import Loaded
from worksystem.site.memory import few_collections
from worksystem.site.output import Output, set_aside
from worksystem.site.own_rule_pages import list_own_rules
from worksystem.site.past import keep_known, past_note
from worksystem.site.rule_pages import INDEX
from worksystem.site.rule_tables import FOLDER, rule_index
from worksystem.site.search import Entry, add_entries, build_entry
from worksystem.site.sitemap import add_urls
from worksystem.site.virtual import ASSETS, SHELL_SOURCE, START, asset_files, linked_files, shell_file, virtual_files

__all__ = ["Options", "WorkSystemPlugin"]

log = logging.getLogger("mkdocs.plugins.worksystem")

ASSET_FOLDER = Path(__file__).parent / "assets"
_NOTE = """
<aside class="md-banner md-banner--warning ws-unpublished"><div class="md-banner__inner md-grid md-typeset">
Not published: audience not chosen. Set <code>publish.audience</code> in <code>work/worksystem.yml</code>
to <code>internal</code> or <code>public</code>.</div></aside>"""
_ANNOUNCE = '<div data-md-component="announce">'
_OWN_FOLDERS = ("flow", "metrics", "records")


class Options(Config):  # type: ignore[no-untyped-call]
    """What mkdocs.yml may say below `worksystem`."""

    folder = config_options.Type(str, default=".")
    as_of = config_options.Optional(config_options.Type((str, date)))
    at = config_options.Optional(config_options.Type((str, date)))
    health_weeks = config_options.Optional(config_options.Type(int))
    strict_on = config_options.Choice([severity.value for severity in Severity], default="error")


class WorkSystemPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Loads the work system once a build, lends it to the macros, and fills a page for every record."""

    loaded: Loaded
    embeds: Embeds
    _shell: Shell | None
    _taken: frozenset[str]
    _handbook: frozenset[str]
    _drawn: bool
    _charted: bool

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the work system, say what is wrong with it, and watch its files."""
        folder = Path(config.config_file_path).parent / self.config.folder
        try:
            with few_collections():
                self.loaded = Loaded.read(folder, as_of=self._as_of(), at=self._at(), weeks=self.config.health_weeks)
        except WorkSystemError as error:
            raise PluginError(make_visible(f"{error}; {error.help}" if error.help else str(error))) from error
        self.embeds = Embeds()
        self._shell = None
        self._drawn = self._charted = False
        self.loaded.log_findings(log, strict_on=Severity(self.config.strict_on))
        config.watch.extend(str(path) for path in self.loaded.watched(folder))
        for path in sorted(ASSET_FOLDER.glob("*.css")):
            config.extra_css.append(f"{ASSETS}/{path.name}")
        for path in sorted(ASSET_FOLDER.glob("*.js")):
            config.extra_javascript.append(f"{ASSETS}/{path.name}")
        if self.loaded.system.revision:
            self._go_back(config)
        if self.loaded.edit_url and not config.edit_uri_template:
            docs = Path(config.docs_dir)
            if docs.is_relative_to(self.loaded.system.repository):
                docs = docs.relative_to(self.loaded.system.repository)
                config.edit_uri_template = f"{self.loaded.edit_url}{docs.as_posix()}/{{path}}"
        return config

    def _go_back(self, config: MkDocsConfig) -> None:
        """Take the handbook of the revision too, and let nobody edit it by a link."""
        checkout = self.loaded.system.checkout
        config.docs_dir = str(checkout.find(config.docs_dir))
        config.edit_uri = config.edit_uri_template = None
        for root in checkout.outside:
            log.info("%s lies outside the repository, so it is read as it is today", make_visible(root))

    def _at(self) -> str | None:
        return str(self.config.at) if self.config.at else None

    def _as_of(self) -> date | None:
        value = self.config.as_of or (None if self.config.at else get_build_date())
        if value is None:
            return None
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError as error:
            raise PluginError(f'as_of "{value}" is not a date; write YYYY-MM-DD') from error

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Set aside what the last build filled: MkDocs empties the folder next."""
        set_aside(Path(config.site_dir), _OWN_FOLDERS)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the shell, rule pages, assets and a file for each generated page, so that links to it are valid."""
        for file in linked_files(files, config):
            log.warning("%s is a symbolic link, so it is not published", make_visible(file.src_uri))
            files.remove(file)
        for file in (shell_file(config), *asset_files(ASSET_FOLDER, config)):
            files.append(file)
        if files.get_file_from_path(INDEX) is None:
            own = list_own_rules(self.loaded.workspace, self.loaded.audience)
            index = rooted(rule_index(own, RULES), f"{FOLDER}/")
            files.append(File.generated(config, INDEX, content=index, inclusion=InclusionLevel.NOT_IN_NAV))
        virtual = list(virtual_files(self.loaded.urls, files, config))
        for file in virtual:
            files.append(file)
        if self.loaded.system.revision:
            config.nav = keep_known(config.nav, lambda path: files.get_file_from_path(path) is not None)
        self._taken = frozenset(self.loaded.urls) - {file.dest_uri.removesuffix("index.html") for file in virtual}
        self._handbook = frozenset(file.url for file in files.documentation_pages())
        return files

    @event_priority(100)
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Keep the macros away from pages that nobody wrote as a template."""
        if page.file.generated_by == "worksystem":
            page.meta["render_macros"] = False
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put texts of macros in place, before the search reads the page."""
        return self.embeds.place(html, text=True)

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the shell its slots."""
        if page.file.src_uri == SHELL_SOURCE:
            page.canonical_url = SLOT.format("canonical") if config.site_url else None
            page.edit_url = SLOT.format("edit") if self.loaded.edit_url else None
            page.toc = get_toc([{"level": 1, "id": START, "name": "Content", "children": []}])
        return context

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """List generated pages in the sitemap."""
        if template_name == "sitemap.xml":
            urls = [url for url in self.loaded.urls if url not in self._taken]
            return add_urls(output, _site_url(config), urls)
        return output

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Finish a page that MkDocs rendered; last, so that the shell has what other plugins added."""
        output = self.embeds.place(output)
        # The theme asks the forge's interface for stars wherever this mark stands.
        output = output.replace(' data-md-component="source"', "")
        output = self._draw(output, page.url)
        note = past_note(self.loaded.system.checkout, self.loaded.as_of) + ("" if self.loaded.chosen else _NOTE)
        output = output.replace(_ANNOUNCE, _ANNOUNCE + note, 1)
        if page.file.src_uri == SHELL_SOURCE:
            self._shell = Shell.parse(output)
        return output

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Fill the shell with every generated page and tell the search of it."""
        if self._shell is None:
            raise PluginError("MkDocs rendered no shell, so no page of a record can be made")
        site, site_url, edit_url = Path(config.site_dir), _site_url(config), self.loaded.edit_url
        output = Output(site, _OWN_FOLDERS)
        entries: list[Entry] = []
        with few_collections():
            for page in self.loaded.pages(self._handbook):
                if page.url in self._taken:
                    continue
                html = fill(self._shell, page, site_url=site_url, edit_url=edit_url)
                output.write(page, self._draw(html, page.url))
                if entry := build_entry(page):
                    entries.append(entry)
        for path, text in self.embeds.files.items():
            (site / path).write_text(text, encoding="utf-8", newline="")
        output.close()
        if self._drawn:
            copy_library(site)
        if self._charted:
            copy_runtime(site)
        add_entries(site / "search" / "search_index.json", entries)
        log.info("Filled %d pages, of which %d files are new or changed", len(self.loaded.urls), output.written)

    def _draw(self, html: str, url: str) -> str:
        self._charted = self._charted or has_chart(html)
        if not has_diagram(html):
            return html
        self._drawn = True
        return with_library(html, f"{root_of(url.count('/'))}/")


def _site_url(config: MkDocsConfig) -> str:
    return f"{config.site_url.rstrip('/')}/" if config.site_url else ""
