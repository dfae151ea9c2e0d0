"""A client of the Language Server Protocol: JSON-RPC over the standard input and output of `digest lsp`. It shares no
code with the server."""

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from support.checkout import ROOT

PATIENCE = 60.0
"""Seconds until a machine counts as stuck."""


class Failed(Exception):
    """An answer that is an error."""


class Client:
    """An editor with one folder open."""

    def __init__(self, folder: Path, *, capabilities: dict[str, Any] | None = None) -> None:
        self.folder = folder
        self._process = subprocess.Popen(
            [sys.executable, "-m", "digest", "lsp"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        self._came: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._number = 0
        self._versions: dict[str, int] = {}
        self.said: dict[str, list[dict[str, Any]]] = {}
        """The diagnostics that are shown, by path."""
        try:
            self._begin(capabilities)
        except BaseException:
            self._end()
            raise

    def _begin(self, capabilities: dict[str, Any] | None) -> None:
        folder = self.folder
        edits = {"documentChanges": True, "resourceOperations": ["create", "rename", "delete"]}
        self.server = self.ask(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": folder.as_uri(),
                "workspaceFolders": [{"uri": folder.as_uri(), "name": folder.name}],
                "capabilities": {"workspace": {"workspaceEdit": edits}} if capabilities is None else capabilities,
            },
        )["capabilities"]
        self.tell("initialized", {})

    @property
    def pid(self) -> int:
        """Of the server's process."""
        return self._process.pid

    def __enter__(self) -> "Client":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self.ask("shutdown", None)
                self.tell("exit", None)
                assert self._process.wait(PATIENCE) == 0
        finally:
            self._end()

    def _end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._reader.join()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            stream.close()

    def _read(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while line := stream.readline():
            assert line.lower().startswith(b"content-length:"), f"nothing else may stand on standard output: {line!r}"
            length = int(line.split(b":")[1])
            while stream.readline().strip():
                pass
            self._came.put(json.loads(stream.read(length)))
        self._came.put(None)

    def _write(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        stream = self._process.stdin
        assert stream is not None
        stream.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        stream.flush()

    def _take(self) -> dict[str, Any]:
        message = self._came.get(timeout=PATIENCE)
        if message is None:
            raise Failed("the server has ended")
        if message.get("method") == "textDocument/publishDiagnostics":
            said = message["params"]
            self.said[self.path(said["uri"])] = said["diagnostics"]
        elif "method" in message and "id" in message:  # a request of the server's
            self._write({"id": message["id"], "result": None})
        return message

    def ask(self, method: str, params: Any) -> Any:
        self._number += 1
        self._write({"id": self._number, "method": method, "params": params})
        while True:
            message = self._take()
            if message.get("id") == self._number and "method" not in message:
                if "error" in message:
                    raise Failed(message["error"]["message"])
                return message["result"]

    def tell(self, method: str, params: Any) -> None:
        self._write({"method": method, "params": params})

    # --- what an editor does

    def uri(self, path: str) -> str:
        return (self.folder / path).as_uri()

    def path(self, uri: str) -> str:
        from urllib.parse import unquote, urlsplit

        return Path(unquote(urlsplit(uri).path)).relative_to(self.folder).as_posix()

    def open(self, path: str, text: str | None = None) -> str:
        text = (self.folder / path).read_text(encoding="utf-8") if text is None else text
        self._versions[path] = 1
        document = {"uri": self.uri(path), "languageId": "markdown", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return text

    def type(self, path: str, text: str) -> None:
        """The whole text as it is now, unsaved."""
        self._versions[path] += 1
        document = {"uri": self.uri(path), "version": self._versions[path]}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})

    def save(self, path: str, text: str) -> None:
        (self.folder / path).write_text(text, encoding="utf-8", newline="")
        self.tell("textDocument/didSave", {"textDocument": {"uri": self.uri(path)}})

    def shown(self, path: str, right: Callable[[list[dict[str, Any]]], bool]) -> list[dict[str, Any]]:
        """The diagnostics of a file, once they are right."""
        while path not in self.said or not right(self.said[path]):
            self._take()
        return self.said[path]

    def at(self, method: str, path: str, text: str, place: str, **more: Any) -> Any:
        """Ask about the place of `‸` in a passage of the text."""
        before, _, after = place.partition("‸")
        assert text.count(before + after) == 1, place
        offset = text.index(before + after) + len(before)
        position = self.position(text, offset)
        return self.ask(method, {"textDocument": {"uri": self.uri(path)}, "position": position, **more})

    @staticmethod
    def position(text: str, offset: int) -> dict[str, int]:
        line = text.count("\n", 0, offset)
        begin = text.rfind("\n", 0, offset) + 1
        return {"line": line, "character": len(text[begin:offset].encode("utf-16-le")) // 2}


def edited(text: str, edits: list[dict[str, Any]]) -> str:
    """A text with the edits of the protocol in it."""
    lines = text.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]

    def offset(place: dict[str, int]) -> int:
        if place["line"] >= len(lines):
            return len(text)
        units = lines[place["line"]].encode("utf-16-le")[: 2 * place["character"]]
        return starts[place["line"]] + len(units.decode("utf-16-le"))

    for edit in sorted(edits, key=lambda edit: offset(edit["range"]["start"]), reverse=True):
        start, end = offset(edit["range"]["start"]), offset(edit["range"]["end"])
        text = text[:start] + edit["newText"] + text[end:]
    return text


def apply(folder: Path, change: dict[str, Any]) -> None:
    """A workspace edit, on the files as they are saved."""
    from urllib.parse import unquote, urlsplit

    def file(uri: str) -> Path:
        return Path(unquote(urlsplit(uri).path))

    for uri, edits in change.get("changes", {}).items():
        file(uri).write_text(edited(file(uri).read_text(), edits))
    for one in change.get("documentChanges", ()):
        if one.get("kind") == "rename":
            file(one["newUri"]).parent.mkdir(parents=True, exist_ok=True)
            file(one["oldUri"]).rename(file(one["newUri"]))
        else:
            at = file(one["textDocument"]["uri"])
            at.write_text(edited(at.read_text(), one["edits"]))
    assert all(path.is_relative_to(folder) for path in folder.rglob("*"))
