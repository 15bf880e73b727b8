"""What an editor does: it runs the YAML language server, opens a text, and asks at the cursor.

The server is the one that the extensions of editors bring along; `npm ci` in this folder puts it here.
"""

import asyncio
import shutil
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

__all__ = ["CURSOR", "SERVER", "Editor", "missing"]

T = TypeVar("T")
Said = Sequence[lsp.Diagnostic]

SERVER = Path(__file__).parent / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
CURSOR = "<|>"
_PATIENCE = 60


def missing() -> str:
    """What this machine lacks to run the server; empty if nothing."""
    if shutil.which("node") is None:
        return "node is not installed"
    return "" if SERVER.is_file() else "the language server is not installed: npm ci --prefix tests/editor"


class Editor:
    """An editor with one folder open; `settings` are those of `.vscode/settings.json`. Close it after use."""

    def __init__(self, folder: Path, settings: Mapping[str, Any]) -> None:
        self._folder = folder
        self._loop = asyncio.new_event_loop()
        self._client = LanguageClient("tests", "1")
        self._version = 1
        self._awaited: dict[str, asyncio.Future[Said]] = {}
        self._client.feature(lsp.WORKSPACE_CONFIGURATION)(
            lambda params: [_section(settings, each.section or "") for each in params.items]
        )
        self._client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda params: self._note(params))
        self._run(self._start())

    def complete(self, path: str, text: str) -> list[str]:
        """What is offered at the cursor, in the server's order."""
        with self._opened(path, text) as (document, at, _):
            found = self._run(self._client.text_document_completion_async(lsp.CompletionParams(document, at)))
        offered = found.items if isinstance(found, lsp.CompletionList) else found or ()
        return [item.label for item in offered]

    def hover(self, path: str, text: str) -> str:
        """What is shown about the word under the cursor."""
        with self._opened(path, text) as (document, at, _):
            found = self._run(self._client.text_document_hover_async(lsp.HoverParams(document, at)))
        return found.contents.value if found is not None and isinstance(found.contents, lsp.MarkupContent) else ""

    def complain(self, path: str, text: str) -> list[tuple[int, str]]:
        """What is underlined: line from 1 and message."""
        with self._opened(path, text) as (_, _, said):
            return [(each.range.start.line + 1, each.message) for each in said]

    def close(self) -> None:
        """Stop the server."""
        self._run(self._client.shutdown_async(None))
        self._client.exit(None)
        self._run(self._client.stop())  # type: ignore[no-untyped-call]
        self._loop.close()

    async def _start(self) -> None:
        await self._client.start_io("node", str(SERVER), "--stdio")
        root = self._folder.as_uri()
        await self._client.initialize_async(
            lsp.InitializeParams(
                process_id=None,
                root_uri=root,
                workspace_folders=[lsp.WorkspaceFolder(root, self._folder.name)],
                capabilities=lsp.ClientCapabilities(
                    workspace=lsp.WorkspaceClientCapabilities(configuration=True, workspace_folders=True),
                    text_document=lsp.TextDocumentClientCapabilities(
                        hover=lsp.HoverClientCapabilities(content_format=[lsp.MarkupKind.Markdown])
                    ),
                ),
            )
        )
        self._client.initialized(lsp.InitializedParams())
        await self._settle()

    async def _settle(self) -> None:
        """Wait until the server has its settings: from then on it speaks once of each text that is opened."""
        uri = (self._folder / "work" / "worksystem.yml").as_uri()
        said: Said = ()
        opened = lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri, "yaml", 1, "no_such_field: 1\n"))
        self._client.text_document_did_open(opened)
        while not said:
            self._awaited[uri] = self._loop.create_future()
            said = await asyncio.wait_for(self._awaited[uri], _PATIENCE)
        self._awaited[uri] = self._loop.create_future()
        self._client.text_document_did_close(lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(uri)))
        await asyncio.wait_for(self._awaited[uri], _PATIENCE)

    @contextmanager
    def _opened(self, path: str, text: str) -> Iterator[tuple[lsp.TextDocumentIdentifier, lsp.Position, Said]]:
        """The text in an open document, with the place of its cursor and what the server says of it."""
        before, _, after = text.partition(CURSOR)
        uri = (self._folder / path).as_uri()
        document = lsp.TextDocumentIdentifier(uri)
        self._awaited[uri] = self._loop.create_future()
        # the server knows a text by its version
        self._version += 1
        opened = lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri, "yaml", self._version, before + after))
        self._client.text_document_did_open(opened)
        said = self._run(self._awaited[uri])
        yield document, lsp.Position(before.count("\n"), len(before.rpartition("\n")[2])), said
        self._awaited[uri] = self._loop.create_future()
        self._client.text_document_did_close(lsp.DidCloseTextDocumentParams(document))
        self._run(self._awaited[uri])  # a closed document has nothing left underlined

    def _note(self, params: lsp.PublishDiagnosticsParams) -> None:
        waiting = self._awaited.get(params.uri)
        if waiting is not None and not waiting.done():
            waiting.set_result(params.diagnostics)

    def _run(self, work: "Coroutine[Any, Any, T] | asyncio.Future[T]") -> T:
        return self._loop.run_until_complete(asyncio.wait_for(work, _PATIENCE))


def _section(settings: Mapping[str, Any], name: str) -> object:
    """The settings below a name, as an editor hands them over: `yaml.schemas` is `schemas` of `yaml`."""
    below = {key.removeprefix(f"{name}."): value for key, value in settings.items() if key.startswith(f"{name}.")}
    return below or settings.get(name)
