"""A bucket, by the language of S3: a fault at every request, two machines at once, headers, conditions."""

import datetime as dt
import hashlib
import http.client
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import obstore
import pytest
from obstore.store import S3Store

from digest.deploy.inplace import FORGOTTEN, InPlace, utc_now
from digest.deploy.manifest import NAME, decode
from digest.deploy.site import Site
from digest.deploy.stopped import Stopped
from digest.deploy.store import Store
from digest.headers import ASK, FOR_EVER
from support import deploying as d
from support.stores import Fault, Way, moto, way_to

KNOWN = {hashlib.md5(data, usedforsecurity=False).hexdigest(): data for data in (*d.OLD.values(), *d.NEW.values())}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with moto(tmp_path_factory.mktemp("moto") / "log") as address:
        yield address


@pytest.fixture(scope="module")
def way(address: str) -> Iterator[Way]:
    with way_to(address) as way:
        yield way


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
    monkeypatch.setenv("AWS_REGION", "us-east-1")


class Bucket:
    """A bucket of its own for a test."""

    def __init__(self, address: str, name: str) -> None:
        there = http.client.HTTPConnection(address.removeprefix("http://"))
        there.request("PUT", f"/{name}")
        assert there.getresponse().status == 200
        self.url = f"s3://{name}/news"
        self.address = address
        self.stores: dict[tuple[str, str], Store] = {}
        self.store = S3Store(name, endpoint=address, client_options={"allow_http": True})

    def shown(self) -> dict[str, bytes]:
        return {path.removeprefix("news/"): data for path, data in self.all().items() if path.startswith("news/")}

    def all(self) -> dict[str, bytes]:
        """Read by the list's MD5 sums where those tell the bytes: one request, not one for each file."""
        listed = {meta["path"]: str(meta["e_tag"]).strip('"') for chunk in obstore.list(self.store) for meta in chunk}
        return {
            path: KNOWN[md5] if md5 in KNOWN else bytes(obstore.get(self.store, path).bytes())
            for path, md5 in listed.items()
        }

    def fill(self, files: dict[str, bytes]) -> None:
        there = self.all()
        if gone := sorted(there.keys() - files.keys()):
            obstore.delete(self.store, gone)
        for path, data in files.items():
            if there.get(path) != data:
                obstore.put(self.store, path, data)

    def target(
        self, site: Site, *, by: str = "here", now: Callable[[], dt.datetime] = utc_now, via: str = ""
    ) -> InPlace:
        endpoint = via or self.address
        # A connection of its own for each of these hundreds of deploys would take longer than they do.
        if (by, endpoint) not in self.stores:
            self.stores[by, endpoint] = Store(self.url, endpoint=endpoint, retries=0)
        return InPlace(self.stores[by, endpoint], site, by, now)


@pytest.fixture
def bucket(address: str, request: pytest.FixtureRequest) -> Bucket:
    made = "".join(c if c.isalnum() else "-" for c in request.node.name.lower()).strip("-")
    return Bucket(address, made[-60:].strip("-"))


@pytest.mark.parametrize(
    ("before", "fault"),
    [({}, "refused"), (d.OLD, "refused"), (d.OLD, "unanswered")],
    ids=["first-refused", "again-refused", "again-unanswered"],
)
def test_whatever_request_fails_readers_see_whole_pages(
    tmp_path: Path, bucket: Bucket, way: Way, before: dict[str, bytes], fault: Fault
) -> None:
    held: dict[str, bytes] = {}
    if before:
        site = d.built(tmp_path, before)
        d.deployed(bucket.target(site), site)
        held = bucket.all()

    def failing(site: Site, n: int) -> InPlace:
        way.begin(n, fault)
        return bucket.target(site, via=way.url)

    steps = d.survives(
        before=before, root=tmp_path, fresh=lambda: bucket.fill(held), failing=failing, sound=bucket.target,
        shown=bucket.shown,
    )  # fmt: skip
    assert steps == len(way.requests) >= 14


def test_an_upload_that_fails_removes_nothing_and_is_said(tmp_path: Path, bucket: Bucket, way: Way) -> None:
    site = d.built(tmp_path, d.OLD)
    d.deployed(bucket.target(site), site)
    site = d.built(tmp_path, d.NEW)
    way.begin(5)
    with pytest.raises(Stopped, match="500"):
        d.deployed(bucket.target(site, via=way.url), site)
    assert not [request for request in way.requests if request.startswith(("DELETE", "POST"))]


@pytest.mark.parametrize("n", [4, 6, 8, 12])
def test_an_edit_taken_back_after_a_deploy_that_failed_leaves_nothing_behind(
    tmp_path: Path, bucket: Bucket, way: Way, n: int
) -> None:
    site = d.built(tmp_path, d.OLD)
    d.deployed(bucket.target(site), site)
    site = d.built(tmp_path, d.NEW)
    way.begin(n)
    with pytest.raises(Stopped):
        d.deployed(bucket.target(site, via=way.url), site)
    site = d.built(tmp_path, d.OLD)
    d.deployed(bucket.target(site), site)
    assert {path: data for path, data in bucket.shown().items() if path != NAME} == d.OLD


def test_unchanged_sends_nothing(tmp_path: Path, bucket: Bucket, way: Way) -> None:
    site = d.built(tmp_path, d.OLD)
    d.deployed(bucket.target(site), site)
    way.begin()
    assert d.deployed(bucket.target(site, via=way.url), site).plan.nothing
    assert {request.split()[0] for request in way.requests} == {"GET"}
    assert len(way.requests) == 2


def test_each_kind_of_file_has_its_headers(tmp_path: Path, bucket: Bucket) -> None:
    site = d.built(tmp_path, d.OLD)
    d.deployed(bucket.target(site), site)

    def headers(path: str) -> Any:
        return obstore.get(bucket.store, f"news/{path}").attributes

    assert headers("index.html")["Content-Type"] == "text/html; charset=utf-8"
    assert headers("index.html")["Cache-Control"] == ASK
    assert headers(d.OLD_STYLE)["Content-Type"] == "text/css; charset=utf-8"
    assert headers(d.OLD_STYLE)["Cache-Control"] == FOR_EVER
    assert headers(NAME)["Cache-Control"] == ASK


def test_nothing_of_others_is_touched(tmp_path: Path, bucket: Bucket) -> None:
    others = {"index.html": b"the bucket's own", "news/ads.txt": b"of the host", "newspapers/x": b"beside"}
    bucket.fill(others)
    for files in (d.OLD, d.NEW):
        site = d.built(tmp_path, files)
        d.deployed(bucket.target(site), site)
    assert {path: data for path, data in bucket.all().items() if path in others} == others


def test_what_somebody_altered_or_took_away_is_put_back(tmp_path: Path, bucket: Bucket) -> None:
    site = d.built(tmp_path, d.OLD)
    d.deployed(bucket.target(site), site)
    obstore.put(bucket.store, "news/index.html", b"defaced")
    obstore.delete(bucket.store, f"news/{d.OLD_STYLE}")
    assert d.deployed(bucket.target(site), site).plan.restored == (d.OLD_STYLE, "index.html")
    assert d.deployed(bucket.target(site), site).plan.nothing


def test_a_second_machine_is_refused_and_one_that_was_killed_is_forgotten(tmp_path: Path, bucket: Bucket) -> None:
    site = d.built(tmp_path, d.OLD)
    first = bucket.target(site, by="first")
    there = d.planned(first, site)
    first.begin(there.plan, there.before)
    with pytest.raises(Stopped, match="try again in 10 min"):
        d.deployed(bucket.target(site, by="second"), site)
    assert bucket.shown().keys() == {NAME}
    d.deployed(bucket.target(site, by="third", now=lambda: utc_now() + FORGOTTEN), site)
    assert decode(bucket.shown()[NAME]).claim is None


def test_two_that_begin_in_the_same_moment(tmp_path: Path, bucket: Bucket) -> None:
    """Both have looked before either has begun: the store's condition decides."""
    site = d.built(tmp_path, d.OLD)
    one, two = bucket.target(site, by="one"), bucket.target(site, by="two")
    ready = d.planned(one, site), d.planned(two, site)
    one.begin(ready[0].plan, ready[0].before)
    with pytest.raises(Stopped, match="somebody else has begun"):
        two.begin(ready[1].plan, ready[1].before)


def test_whoever_lost_the_target_removes_nothing(tmp_path: Path, bucket: Bucket) -> None:
    site = d.built(tmp_path, d.OLD)
    d.deployed(bucket.target(site), site)
    site = d.built(tmp_path, d.NEW)
    slow = bucket.target(site, by="slow")
    plan = d.planned(slow, site)
    slow.begin(plan.plan, plan.before)
    d.deployed(bucket.target(site, by="fast", now=lambda: utc_now() + FORGOTTEN), site)
    obstore.put(bucket.store, "news/reports/ferry/index.html", b"back again, and not the slow one's business")
    with pytest.raises(Stopped, match="removed nothing"):
        slow.prune(plan.plan, plan.plan.result)
    assert "reports/ferry/index.html" in bucket.shown()


def test_a_claim_is_renewed_while_files_are_sent(tmp_path: Path, bucket: Bucket, way: Way) -> None:
    site = d.built(tmp_path, d.OLD)
    clock = iter(utc_now() + dt.timedelta(seconds=40 * n) for n in range(100))
    way.begin()
    d.deployed(bucket.target(site, now=lambda: next(clock), via=way.url), site)
    assert sum(request.endswith(NAME) and request.startswith("PUT") for request in way.requests) > 3


def test_a_store_that_knows_no_conditions(
    tmp_path: Path, bucket: Bucket, way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(way, "conditions", False)
    way.begin()
    for files in (d.OLD, d.NEW):
        site = d.built(tmp_path, files)
        d.deployed(bucket.target(site, via=way.url), site)
    d.whole(bucket.shown(), kept={d.OLD_STYLE: d.OLD[d.OLD_STYLE]})


def test_a_file_that_is_sent_in_parts(tmp_path: Path, bucket: Bucket) -> None:
    """Its ETag is the MD5 not of its bytes but of its parts (`...-2`): it is compared with itself alone."""
    site = d.built(tmp_path, {**d.OLD, "data/all.json": b"[" + b" " * 6_000_000 + b"]"})
    d.deployed(bucket.target(site), site)
    assert decode(bucket.shown()[NAME]).files["data/all.json"].tag.endswith("-2")
    assert d.deployed(bucket.target(site), site).plan.nothing


def test_names_beyond_ascii(tmp_path: Path, bucket: Bucket) -> None:
    names = {"reports/Zürich “x” 日本/index.html": b"1", "reports/[a]*?%20#/index.html": b"2", "index.html": b"3"}
    site = d.built(tmp_path, names)
    d.deployed(bucket.target(site), site)
    assert d.deployed(bucket.target(site), site).plan.nothing
    site = d.built(tmp_path, {"index.html": b"3"})
    d.deployed(bucket.target(site), site)
    assert bucket.shown().keys() == {NAME, "index.html"}


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "obstore", None)
    with pytest.raises(Stopped, match="install digest with its extra `deploy`"):
        Store("s3://harbour")


@pytest.mark.parametrize(
    ("url", "match"),
    [("s3://no-such-bucket/x", "bucket does not exist"), ("gs://b", "GOOGLE_SERVICE_ACCOUNT"), ("az://c", "AZURE")],
)
def test_what_is_wrong_is_one_sentence(
    tmp_path: Path, address: str, url: str, match: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    site = d.built(tmp_path, d.OLD)
    with pytest.raises(Stopped, match=match) as stopped:
        Store(url, endpoint=address if url.startswith("s3") else "", retries=0).present(site)
    assert "\n" not in str(stopped.value)
    assert len(str(stopped.value)) < 400
