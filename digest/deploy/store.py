"""A bucket or container: S3 and what speaks its language, Google Cloud Storage, Azure; all through obstore.

Credentials come from the environment, as obstore reads it (`AWS_ACCESS_KEY_ID`, `GOOGLE_SERVICE_ACCOUNT`,
`AZURE_STORAGE_ACCOUNT_KEY` ...), and are never asked for, kept or shown.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from digest.deploy import kinds
from digest.deploy.inplace import Moved
from digest.deploy.manifest import NAME
from digest.deploy.site import Site
from digest.deploy.stopped import Stopped, without_secrets
from digest.deploy.target import Sent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from obstore.store import ObjectStore

AT_ONCE = 10
"""Requests in flight."""

CREDENTIALS = {
    "s3": "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    "gs": "GOOGLE_SERVICE_ACCOUNT (the path of a key file)",
    "az": "AZURE_STORAGE_ACCOUNT_NAME and AZURE_STORAGE_ACCOUNT_KEY",
}


class Store:
    own_headers = True

    def __init__(self, url: str, *, endpoint: str = "", region: str = "", retries: int = 4) -> None:
        """`url`: `s3://bucket/folder`, `gs://bucket/folder` or `az://container/folder`. `endpoint`: where a store that
        speaks S3 is to be reached, if not at Amazon. A request that fails is made again, `retries` times."""
        self.name = url.rstrip("/")
        self._scheme = url.partition(":")[0]
        self._unconditional = False
        self._condition: Any = "create"
        try:
            import obstore
            from obstore.store import from_url
        except ImportError:
            raise Stopped(
                f"{self._scheme}:// targets need the package obstore: install digest with its extra `deploy`"
            ) from None
        self._api = obstore
        config: dict[str, Any] = {}
        if endpoint:
            config["endpoint"] = endpoint
        if region:
            config["region"] = region
        with self._asking("the address"):
            connect: Any = from_url  # which settings it takes depends on the scheme, and so its type
            self._store: ObjectStore = connect(
                self.name,
                config=config or None,
                client_options={"timeout": "60s", "allow_http": endpoint.startswith("http://")},
                retry_config={"max_retries": retries, "retry_timeout": dt.timedelta(seconds=60)},
            )

    def manifest(self) -> bytes | None:
        with self._asking(NAME):
            try:
                got = _waited(lambda: self._api.get(self._store, NAME))
            except FileNotFoundError:
                self._condition = "create"
                return None
            self._condition = _version(got.meta)
            return bytes(_waited(got.bytes))

    def note(self, data: bytes) -> None:
        def put(mode: Any) -> Any:
            attributes = _attributes(kinds.headers(NAME))
            return _waited(lambda: self._api.put(self._store, NAME, data, attributes=attributes, mode=mode))

        errors = self._api.exceptions
        with self._asking(NAME):
            try:
                answer = put("overwrite" if self._unconditional else self._condition)
            except (errors.AlreadyExistsError, errors.PreconditionError):
                raise Moved from None
            except errors.BaseError as error:
                # Some stores that speak S3 know no conditions. There two deploys at once are told apart by the claim
                # alone.
                if self._unconditional or "501 Not Implemented" not in str(error):
                    raise
                self._unconditional = True
                answer = put("overwrite")
        self._condition = _version(answer)

    def present(self, site: Site) -> Mapping[str, str]:
        with self._asking("the list of files"):
            listed = _waited(lambda: [meta for chunk in self._api.list(self._store, chunk_size=1000) for meta in chunk])
        return {meta["path"]: _tag(meta["e_tag"], meta["size"]) for meta in listed if meta["path"] != NAME}

    def put(self, site: Site, paths: Sequence[str], sent: Sent) -> Mapping[str, str]:
        def put(path: str) -> str:
            data = site.read(path)
            with self._asking(path):
                done = self._api.put(self._store, path, data, attributes=_attributes(kinds.headers(path)))
            return _tag(done["e_tag"], len(data))

        return self._all(put, paths, sent)

    def remove(self, site: Site, paths: Sequence[str]) -> None:
        def remove(path: str) -> str:
            # An earlier deploy may have got as far as this.
            with self._asking(path), suppress(FileNotFoundError):
                self._api.delete(self._store, path)
            return path

        self._all(remove, paths, lambda _: None)

    def _all(self, work: Callable[[str], str], paths: Sequence[str], done: Sent) -> dict[str, str]:
        """Several at a time. After the first error none is begun, and those in flight are waited for: whoever deploys
        next must not be overtaken by them. Only Ctrl-C does not wait; then they end with the process."""
        pool = ThreadPoolExecutor(AT_ONCE)
        running = {pool.submit(work, path): path for path in paths}
        results: dict[str, str] = {}
        try:
            for future in as_completed(running):
                results[running[future]] = future.result()
                done(1)
        except Exception:
            pool.shutdown(cancel_futures=True)
            raise
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
        return results

    @contextmanager
    def _asking(self, what: str) -> "Iterator[None]":
        """Errors of the store as one sentence."""
        errors = self._api.exceptions
        try:
            yield
        except (errors.BaseError, ValueError, OSError) as error:
            raise Stopped(self._told(what, error)) from None

    def _told(self, what: str, error: BaseException) -> str:
        errors = self._api.exceptions
        if any(sign in str(error) for sign in _METADATA):
            # Without credentials in the environment, obstore asks the cloud's own machines for some.
            return f"{self.name}: there are no credentials in the environment; set {CREDENTIALS[self._scheme]}"
        if isinstance(error, errors.PermissionDeniedError | errors.UnauthenticatedError):
            return f"{self.name} refuses {what}: {_gist(error)}; it was asked with {CREDENTIALS[self._scheme]}"
        return f"{self.name}, {what}: {_gist(error)}"


def _waited(call: Callable[[], Any]) -> Any:
    """Its result. obstore waits for the network without listening to signals; in a thread of its own, it may."""
    pool = ThreadPoolExecutor(1)
    try:
        return pool.submit(call).result()
    finally:
        pool.shutdown(wait=False)


def _attributes(headers: kinds.Headers) -> Any:
    return {"Content-Type": headers.type, "Cache-Control": headers.cache}


def _version(answer: Any) -> Any:
    """The condition under which what was just read or written may be written again: nobody else has, meanwhile."""
    return {key: answer[key] for key in ("e_tag", "version") if answer[key] is not None} or "overwrite"


def _tag(etag: str | None, size: int) -> str:
    """An ETag as all stores could have written it: some list it without the quotes that they answer with."""
    return etag.removeprefix("W/").strip('"') if etag else f"{size} bytes"


_URL = re.compile(r"https?://[^/\s]+")
_MESSAGE = re.compile(r"<Message>([^<]*)</Message>")
_METADATA = ("169.254.169.254", "metadata.google.internal", "MissingAccount", "MissingCredentials")


def _gist(error: BaseException) -> str:
    """What the store itself says, or else the first sentence of obstore, which goes on with the request in Rust's
    notation."""
    said = str(error)
    if told := _MESSAGE.search(said):
        return told[1]
    if "error sending request" in said and (url := _URL.search(said)):
        return without_secrets(f"nobody answers at {url[0]}")
    return without_secrets(" ".join(said.split("\n\n", maxsplit=1)[0].split()))[:300]
