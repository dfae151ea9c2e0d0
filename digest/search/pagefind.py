"""Documents -> the files of a search index, made by Pagefind in a process of its own.

Pagefind's `--service` takes requests on its standard input and answers on its standard output, each a JSON object in
Base64 with a comma after it. Its own Python wrapper waits a tenth of a second before it reads each answer, which makes
half an hour of a large edition; here all requests are on their way while the answers are read. Nothing is written to
the disk on the way.
"""

import base64
import os
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any

import msgspec

from digest.model.document import Document
from digest.search.canonical import canonical

if TYPE_CHECKING:
    import subprocess

_PACKAGES = ("pagefind_bin_extended", "pagefind_bin")
"""The first that is installed; the extended one cuts Chinese and Japanese into words."""
_SERVED = ("fragment/", "index/", "filter/", "pagefind-entry.json", "pagefind.js")
"""What a search reads, beside one `.pf_meta` and one program in WebAssembly; the rest is Pagefind's own interface."""


class Failed(Exception):
    """No index could be made; says why, in words."""


def engine() -> str | None:
    """Where Pagefind is installed; None: it is not."""
    for package in _PACKAGES:
        with suppress(ImportError, FileNotFoundError):
            return str(import_module(package).get_executable())
    return None


def files(program: str, documents: Iterable[Document], lang: str) -> dict[str, bytes]:
    """The files of an index by path below its folder: the same bytes for the same documents in the same order.

    `lang` is the edition's language, by whose rules words are stemmed. Raises Failed.
    """
    made = _made(program, documents, lang)
    try:
        languages = msgspec.json.decode(made["pagefind-entry.json"])["languages"].values()
        served = {f"pagefind.{of['hash']}.pf_meta" for of in languages}
        served |= {f"wasm.{of['wasm'] or 'unknown'}.pagefind" for of in languages}
        return canonical({path: data for path, data in made.items() if path.startswith(_SERVED) or path in served})
    except (KeyError, TypeError, ValueError) as error:
        raise Failed(f"Pagefind made something that is not known here: {error}") from error


def _made(program: str, documents: Iterable[Document], lang: str) -> dict[str, bytes]:
    import subprocess  # which a site without a search has no use for

    # Settings that lie about where somebody builds would change what is made.
    env = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    try:
        process = subprocess.Popen(  # noqa: S603  # the program of a package that is installed beside this one
            [program, "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=os.path.dirname(program),
            env=env,
        )
    except OSError as error:
        raise Failed(f"Pagefind does not start: {error}") from error
    answers: list[dict[str, Any]] = []
    reading = threading.Thread(target=_read, args=(process, answers), daemon=True)
    reading.start()
    assert process.stdin
    try:
        with suppress(BrokenPipeError):  # it has ended, and the answers say why
            for number, payload in enumerate(_requests(documents, lang), 1):
                request = msgspec.json.encode({"message_id": number, "payload": payload})
                process.stdin.write(base64.b64encode(request) + b",")
            process.stdin.flush()
            reading.join()
    finally:
        process.kill()  # it has nothing to put away
        reading.join()
        with suppress(BrokenPipeError):
            process.communicate()
    if not answers:
        raise Failed(f"Pagefind ended too early, with code {process.returncode}")
    if "files" not in answers[0]:
        raise Failed(f"Pagefind says: {answers[0].get('message')}")
    return {file["path"]: base64.b64decode(file["content"]) for file in answers[0]["files"]}


def _read(process: "subprocess.Popen[bytes]", answers: list[dict[str, Any]]) -> None:
    """Read all answers up to the files or an error. In a thread: an answer that nobody reads holds up the requests."""
    assert process.stdout
    held: list[bytes] = []
    while piece := os.read(process.stdout.fileno(), 1 << 20):
        first, *others = piece.split(b",")
        held.append(first)
        for other in others:
            answer = msgspec.json.decode(base64.b64decode(b"".join(held)))["payload"]
            held = [other]
            if answer["type"] in ("GetFiles", "Error"):
                answers.append(answer)
                return


def _requests(documents: Iterable[Document], lang: str) -> Iterator[Mapping[str, Any]]:
    yield {"type": "NewIndex", "config": {"force_language": lang}}
    for document in documents:
        yield {
            "type": "AddRecord",
            "index_id": 0,
            "url": document.url,
            "content": document.text or document.title,
            "language": lang,
            "meta": {"title": document.title, "facts": document.facts},
            "filters": {name: list(values) for name, values in document.filters().items() if values},
            "sort": {"date": document.date} if document.date else None,
        }
    yield {"type": "GetFiles", "index_id": 0}
