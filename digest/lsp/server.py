"""The Language Server Protocol, over standard input and output.

What one file tells is said at each keystroke; what only the edition tells, when a file was saved, by a look at it in
the background.
"""

import asyncio
import contextlib
import logging
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls import uris
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer

from digest import __version__
from digest.edition import NoEdition, root_of
from digest.load import SETTINGS
from digest.lsp.asked import asked, label_at, note_at
from digest.lsp.desk import Desk
from digest.lsp.findings import Change, Finding, carried
from digest.lsp.library import Card, Key
from digest.lsp.places import Places
from digest.lsp.rename import Refused, Renamed, renamed
from digest.model.source import FOLDERS, Ref, Span

_SEVERITY = {
    "error": lsp.DiagnosticSeverity.Error,
    "warning": lsp.DiagnosticSeverity.Warning,
    "note": lsp.DiagnosticSeverity.Information,
}
_ICON = {
    "report": lsp.CompletionItemKind.File,
    "quote": lsp.CompletionItemKind.Text,
    "entity": lsp.CompletionItemKind.Class,
    "source": lsp.CompletionItemKind.Module,
    "story": lsp.CompletionItemKind.Event,
    "page": lsp.CompletionItemKind.File,
}


MOST = 200
"""Ids that are offered at once; an editor asks again as more of one is typed."""


class Server(LanguageServer):
    """One editor's connection."""

    desk: Desk | None = None

    def __init__(self) -> None:
        # Whole texts: they are small, and what an editor and a library take for a line can differ.
        super().__init__("digest", __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Full)
        self.stale = asyncio.Event()
        self.saved: set[str] = set()
        """Paths of files that were saved since the last look; empty among them: nobody knows which."""
        self.watching = False
        """The editor tells of files that others change, so that all that it does not speak of are as they were."""
        self.shown: set[str] = set()
        """Paths of files of which something is said in the editor."""
        self.following: asyncio.Task[None] | None = None

    def start(self, params: lsp.InitializeParams) -> None:
        folders = [folder.uri for folder in params.workspace_folders or ()]
        for uri in filter(None, (*folders, params.root_uri)):
            file = uris.to_fs_path(uri)
            try:
                self.desk = Desk(root_of(Path(file or "")))
                return
            except NoEdition:
                continue

    async def follow(self) -> None:
        """Look at the edition whenever something was saved, and say what there is to be said."""
        desk = self.desk
        assert desk is not None
        while True:
            await self.stale.wait()
            self.stale.clear()
            paths, self.saved = self.saved, set()
            try:
                look = await asyncio.to_thread(desk.look, () if "" in paths else paths)
            except OSError as error:
                self.saved.add("")  # what this look missed, the next must find
                self.tell(f"{error.filename or 'the edition'} cannot be read: {error.strerror or error}")
                continue
            except Exception as error:  # noqa: BLE001  # a fault of ours, which the next look need not meet again
                self.saved.add("")
                self.tell(f"a fault of the program, not of your content: {error!r}")
                continue
            desk.last, desk.settings = look, look.settings
            self.publish_all()

    def look_again(self, paths: Iterable[str] = ("",)) -> None:
        """Some files were saved; without their names, any may have been."""
        self.saved.update(paths if self.watching else ("",))
        self.stale.set()

    def tell(self, message: str) -> None:
        self.window_log_message(lsp.LogMessageParams(type=lsp.MessageType.Warning, message=message))

    # --- between the protocol and us

    def at(self, uri: str) -> tuple[Desk, str] | None:
        """The edition and the path in it of a document; None if it is no content."""
        file = uris.to_fs_path(uri)
        path = self.desk.path_of(Path(file)) if self.desk and file else ""
        return (self.desk, path) if self.desk and path else None

    def uri(self, path: str) -> str:
        assert self.desk is not None
        return uris.from_fs_path(str(self.desk.root / path)) or ""

    def places(self, text: str) -> Places:
        return Places(text, str(self.server_capabilities.position_encoding or "utf-16"))

    def range(self, places: Places, start: int, end: int) -> lsp.Range:
        return lsp.Range(lsp.Position(*places.position(start)), lsp.Position(*places.position(end)))

    def location(self, span: Span) -> lsp.Location:
        """The place of a span that was told of the saved file."""
        assert self.desk is not None
        text = self.desk.saved(span.path).removeprefix("\ufeff")
        places = self.places(text)
        start = places.starts[min(span.line, len(places.starts)) - 1] + span.column - 1
        return lsp.Location(self.uri(span.path), self.range(places, start, start + span.end - span.start))

    def edits(self, places: Places, changes: Iterable[Change]) -> list[lsp.TextEdit]:
        return [lsp.TextEdit(self.range(places, change.start, change.end), change.text) for change in changes]

    # --- what is said

    def publish(self, path: str) -> None:
        """Say what there is to be said of one file."""
        desk = self.desk
        assert desk is not None
        if path in desk.texts:
            text = desk.texts[path]
            found = desk.findings(path, text)
        else:
            text = desk.saved(path).removeprefix("\ufeff")
            found = carried(desk.last.said.get(path, ()) if desk.last else (), text, Places(text, "utf-32"))
        if not found and path not in self.shown:
            return
        places = self.places(text)
        (self.shown.add if found else self.shown.discard)(path)
        diagnostics = [self.diagnostic(places, one) for one in found]
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(self.uri(path), diagnostics))

    def publish_all(self) -> None:
        desk = self.desk
        assert desk is not None
        said = desk.last.said if desk.last else {}
        for path in sorted({*said, *self.shown, *desk.texts}):
            self.publish(path)

    def diagnostic(self, places: Places, one: Finding) -> lsp.Diagnostic:
        said = one.said
        others = [lsp.DiagnosticRelatedInformation(self.location(other.span), other.text) for other in said.others]
        return lsp.Diagnostic(
            range=self.range(places, one.start, one.end),
            severity=_SEVERITY[said.severity],
            code=said.code,
            source="digest",
            message=f"{said.message} ({said.help})" if said.help else said.message,
            related_information=others or None,
        )


_CONTENT = lsp.FileOperationRegistrationOptions(
    [lsp.FileOperationFilter(lsp.FileOperationPattern("**/content/**/*.md"))]
)
"""The files whose renaming concerns us."""

server = Server()
"""Handlers are registered with it; a process serves one editor."""


@server.feature(lsp.INITIALIZE)
def initialize(ls: Server, params: lsp.InitializeParams) -> None:
    ls.start(params)


@server.feature(lsp.INITIALIZED)
async def initialized(ls: Server, _: lsp.InitializedParams) -> None:
    if ls.desk is None:
        ls.tell("there is no content/ in this folder or above it, so digest has nothing to say here")
        return
    ls.look_again()
    ls.following = asyncio.create_task(ls.follow())
    watchers = [lsp.FileSystemWatcher("**/content/**")]
    options = lsp.DidChangeWatchedFilesRegistrationOptions(watchers)
    workspace = ls.client_capabilities.workspace
    watched = workspace.did_change_watched_files if workspace else None
    if watched and watched.dynamic_registration:
        kind = lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES
        await ls.client_register_capability_async(lsp.RegistrationParams([lsp.Registration("content", kind, options)]))
        ls.watching = True


@server.feature(lsp.SHUTDOWN)
def shutdown(ls: Server, _: None) -> None:
    if ls.following is not None:
        ls.following.cancel()


# --- documents -------------------------------------------------------------------------------------------------------


@server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
def opened(ls: Server, params: lsp.DidOpenTextDocumentParams) -> None:
    _hold(ls, params.text_document.uri, params.text_document.text)


@server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
def changed(ls: Server, params: lsp.DidChangeTextDocumentParams) -> None:
    _hold(ls, params.text_document.uri, params.content_changes[-1].text)


def _hold(ls: Server, uri: str, text: str) -> None:
    if place := ls.at(uri):
        desk, path = place
        desk.texts[path] = text
        ls.publish(path)


@server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
def closed(ls: Server, params: lsp.DidCloseTextDocumentParams) -> None:
    if place := ls.at(params.text_document.uri):
        desk, path = place
        desk.texts.pop(path, None)
        ls.publish(path)


@server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
def saved(ls: Server, params: lsp.DidSaveTextDocumentParams) -> None:
    if place := ls.at(params.text_document.uri):
        ls.look_again([place[1]])


@server.feature(lsp.WORKSPACE_DID_RENAME_FILES, _CONTENT)
def renamed_by_hand(ls: Server, _: lsp.RenameFilesParams) -> None:
    if ls.desk:
        ls.look_again()


@server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
def watched(ls: Server, params: lsp.DidChangeWatchedFilesParams) -> None:
    if ls.desk:
        places = [ls.at(change.uri) for change in params.changes]
        ls.look_again(place[1] if place else "" for place in places)


# --- completion ------------------------------------------------------------------------------------------------------


@server.feature(
    lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=["@", "=", "^", "{", ":", " ", "[", ","])
)
def complete(ls: Server, params: lsp.CompletionParams) -> lsp.CompletionList | None:
    place = ls.at(params.text_document.uri)
    if place is None:
        return None
    desk, path = place
    places = ls.places(desk.text(path))
    offset = places.offset(params.position.line, params.position.character)
    wanted = asked(places.text, offset, _kind(path), desk.schemas)
    if wanted is None:
        return None
    where = ls.range(places, wanted.start, wanted.end)
    typed = places.text[wanted.start : offset].lstrip("@")
    cards = desk.last.library.like(typed, wanted.kinds) if desk.last else []
    words = [
        lsp.CompletionItem(
            label=word.word,
            kind=lsp.CompletionItemKind.Keyword,
            detail=word.what or None,
            text_edit=lsp.TextEdit(where, word.text),
        )
        for word in wanted.words
    ]
    ids = [_item(card, where, as_link=wanted.as_link) for card in cards[:MOST]]
    return lsp.CompletionList(is_incomplete=len(cards) > MOST, items=[*words, *ids])


def _item(card: Card, where: lsp.Range, *, as_link: bool) -> lsp.CompletionItem:
    id = card.key[1]
    label = f"@{id}" if as_link else id
    return lsp.CompletionItem(
        label=label,
        kind=_ICON[card.key[0]],
        detail=card.name,
        documentation=card.facts or None,
        filter_text=f"{label} {card.name}",
        text_edit=lsp.TextEdit(where, f"[{_words(card.name)}](@{id})" if as_link else id),
    )


def _words(name: str) -> str:
    return name.replace("[", "\\[").replace("]", "\\]")


def _kind(path: str) -> str:
    return "site" if path == SETTINGS else FOLDERS[path.split("/")[1]]


# --- an id under the cursor ------------------------------------------------------------------------------------------


def _named(ls: Server, uri: str, position: lsp.Position) -> tuple[Desk, Ref, Key] | None:
    """The reference at a position, and what it names."""
    place = ls.at(uri)
    if place is None:
        return None
    desk, path = place
    head = desk.head(path)
    offset = ls.places(desk.text(path)).offset(position.line, position.character)
    for ref in head.refs if head else ():
        if ref.span.start <= offset <= ref.span.end and desk.last:
            key = desk.last.library.named(ref)
            return (desk, ref, key) if key else None
    return None


@server.feature(lsp.TEXT_DOCUMENT_HOVER)
def hover(ls: Server, params: lsp.HoverParams) -> lsp.Hover | None:
    found = _named(ls, params.text_document.uri, params.position)
    if found is None or found[0].last is None:
        return None
    desk, ref, key = found
    assert desk.last is not None
    where = ls.range(ls.places(desk.text(ref.span.path)), ref.span.start, ref.span.end)
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, desk.last.library.told(key)), where)


@server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
def definition(ls: Server, params: lsp.DefinitionParams) -> lsp.Location | None:
    """The file of an id; the note of a mark."""
    found = _named(ls, params.text_document.uri, params.position)
    if found is not None:
        desk, _, key = found
        head = desk.last.library.heads.get(key) if desk.last else None
        start = lsp.Position(0, 0)
        return lsp.Location(ls.uri(head.path), lsp.Range(start, start)) if head else None
    place = ls.at(params.text_document.uri)
    if place is None:
        return None
    desk, path = place
    places = ls.places(desk.text(path))
    label = label_at(places.text, places.offset(params.position.line, params.position.character))
    at = note_at(places.text, label) if label else -1
    return lsp.Location(params.text_document.uri, ls.range(places, at, at + len(label) + 3)) if at >= 0 else None


@server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
def references(ls: Server, params: lsp.ReferenceParams) -> list[lsp.Location]:
    found = _named(ls, params.text_document.uri, params.position)
    if found is None or found[0].last is None:
        return []
    desk, _, key = found
    library = desk.last.library if desk.last else None
    assert library is not None
    paths = {span.path for span in library.uses(key)} | {*desk.texts}
    made: list[lsp.Location] = []
    for path in sorted(paths):
        head = desk.head(path)
        places = ls.places(desk.text(path))
        made += [
            lsp.Location(ls.uri(path), ls.range(places, ref.span.start, ref.span.end))
            for ref in (head.refs if head else ())
            if library.named(ref) == key
        ]
    head = library.heads.get(key)
    if params.context.include_declaration and head:
        made.append(lsp.Location(ls.uri(head.path), lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))))
    return made


@server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
def prepare(ls: Server, params: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
    found = _named(ls, params.text_document.uri, params.position)
    if found is None:
        return None
    desk, ref, key = found
    if ref.id != key[1]:
        return None  # an old id: what it names has another now
    places = ls.places(desk.text(ref.span.path))
    return lsp.PrepareRenamePlaceholder(ls.range(places, ref.span.start, ref.span.end), ref.id)


@server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
def rename(ls: Server, params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
    found = _named(ls, params.text_document.uri, params.position)
    if found is None:
        return None
    return _renaming(ls, found[0], found[2], params.new_name, move=True)


@server.feature(lsp.WORKSPACE_WILL_RENAME_FILES, _CONTENT)
def moved(ls: Server, params: lsp.RenameFilesParams) -> lsp.WorkspaceEdit | None:
    """A content file that the editor is about to rename: its id is renamed everywhere."""
    for file in params.files:
        old, new = ls.at(file.old_uri), ls.at(file.new_uri)
        if old is None or new is None or old[0].last is None:
            continue
        desk, path = old
        id, name = (one.rpartition("/")[2].removesuffix(".md") for one in (path, new[1]))
        if id == name or path.split("/")[1] != new[1].split("/")[1]:
            continue
        return _renaming(ls, desk, (FOLDERS[path.split("/")[1]], id), name, move=False)
    return None


def _renaming(ls: Server, desk: Desk, key: Key, new: str, *, move: bool) -> lsp.WorkspaceEdit:
    """The edit that renames an id. Not `move`: the editor moves its file itself."""
    assert desk.last is not None
    try:
        made = renamed(desk.last.library, key, new, desk.head, desk.text, desk.captures(), [*desk.texts])
    except Refused as refused:
        raise JsonRpcInvalidParams(str(refused)) from None
    moves = made.moves if move else [one for one in made.moves if one[0] != _path(desk, key)]
    if moves and not _moves_files(ls):
        raise JsonRpcInvalidParams("this editor cannot rename files on request, and the id is the file's name")
    return _workspace(ls, desk, Renamed(made.changes, moves))


def _path(desk: Desk, key: Key) -> str:
    head = desk.last.library.heads.get(key) if desk.last else None
    return head.path if head else ""


def _moves_files(ls: Server) -> bool:
    workspace = ls.client_capabilities.workspace
    edit = workspace.workspace_edit if workspace else None
    return bool(edit and edit.document_changes and lsp.ResourceOperationKind.Rename in (edit.resource_operations or ()))


def _workspace(ls: Server, desk: Desk, made: Renamed) -> lsp.WorkspaceEdit:
    changes: list[Any] = []
    for path in sorted(made.changes):
        places = ls.places(desk.text(path))
        document = lsp.OptionalVersionedTextDocumentIdentifier(ls.uri(path))
        changes.append(lsp.TextDocumentEdit(document, ls.edits(places, made.changes[path])))
    changes += [lsp.RenameFile(old_uri=ls.uri(old), new_uri=ls.uri(new)) for old, new in made.moves]
    return lsp.WorkspaceEdit(document_changes=changes)


# --- fixes -----------------------------------------------------------------------------------------------------------


@server.feature(
    lsp.TEXT_DOCUMENT_CODE_ACTION,
    lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix, lsp.CodeActionKind.SourceFixAll]),
)
def actions(ls: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    place = ls.at(params.text_document.uri)
    if place is None:
        return []
    desk, path = place
    places = ls.places(desk.text(path))
    found = desk.findings(path, places.text)
    only: Sequence[str] = [str(getattr(kind, "value", kind)) for kind in params.context.only or ()]
    first = places.offset(params.range.start.line, params.range.start.character)
    last = places.offset(params.range.end.line, params.range.end.character)
    made: list[lsp.CodeAction] = []
    for one in found:
        if one.change is None or one.start > last or one.end < first or not _wanted(only, "quickfix"):
            continue
        made.append(
            lsp.CodeAction(
                title=_title(one.change, places.text),
                kind=lsp.CodeActionKind.QuickFix,
                diagnostics=[ls.diagnostic(places, one)],
                is_preferred=one.said.fix.safe if one.said.fix else None,
                edit=_in_one(ls, path, places, [one.change]),
            )
        )
    safe = _apart([one.change for one in found if one.change and one.said.fix and one.said.fix.safe])
    if safe and _wanted(only, "source.fixAll"):
        made.append(
            lsp.CodeAction(
                title="Mend what can only be meant in one way",
                kind=lsp.CodeActionKind.SourceFixAll,
                edit=_in_one(ls, path, places, safe),
            )
        )
    return made


def _wanted(only: Sequence[str], kind: str) -> bool:
    return not only or any(kind == one or kind.startswith(f"{one}.") for one in only)


def _title(change: Change, text: str) -> str:
    old = text[change.start : change.end]
    if not change.text:
        return "Remove it"
    return f"Write `{change.text.strip()}`" + (f" for `{old}`" if old.strip() and len(old) <= 60 else "")


def _apart(changes: Iterable[Change]) -> list[Change]:
    """Those that touch no other; of two that do, the first."""
    kept: list[Change] = []
    for change in sorted(changes):
        if not kept or change.start > kept[-1].end:
            kept.append(change)
    return kept


def _in_one(ls: Server, path: str, places: Places, changes: Sequence[Change]) -> lsp.WorkspaceEdit:
    return lsp.WorkspaceEdit(changes={ls.uri(path): ls.edits(places, changes)})


def serve() -> None:
    """Speak the protocol on standard input and output until the editor ends it."""
    logging.getLogger("pygls").setLevel(logging.CRITICAL)  # what it says of itself is nothing to an editor
    # pygls closes what it writes to; and a word printed by anybody else would break the protocol.
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as out, contextlib.redirect_stdout(sys.stderr):
        server.start_io(sys.stdin.buffer, out)
