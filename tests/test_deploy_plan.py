"""What is sent, in which order and with which headers; what is removed, and what not; what hosts take."""

import datetime as dt

import msgspec
import pytest

from digest.deploy import kinds, limits, told
from digest.deploy.address import Address, address, suggested
from digest.deploy.deploy import Prepared, doubts
from digest.deploy.manifest import EMPTY, Claim, File, Manifest, Retired, Unreadable, decode, encode
from digest.deploy.plan import Plan, There, plan
from digest.deploy.stopped import Stopped, without_secrets
from digest.headers import ASK, FOR_EVER
from digest.model.base import fingerprint
from digest.write import Entry
from support import deploying as d


def entries(files: dict[str, bytes]) -> dict[str, Entry]:
    return {path: Entry(hash=fingerprint(data), size=len(data)) for path, data in files.items()}


def there(files: dict[str, bytes], **more: object) -> There:
    """A target after a deploy of these files."""
    sent = {path: File(hash=e.hash, size=e.size, tag=e.hash) for path, e in entries(files).items()}
    manifest = msgspec.structs.replace(EMPTY, files=sent, **more)
    return There(manifest, {path: file.tag for path, file in sent.items()})


def planned(files: dict[str, bytes], at: There, today: dt.date = d.TODAY) -> Plan:
    return plan(entries(files), at, headers=lambda _: "", today=today)


# --- kinds ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "rank", "type", "kept"),
    [
        ("assets/style.0ee113ba62.css", "assets", "text/css; charset=utf-8", True),
        ("assets/fonts/serif.8d2fb0f498.woff2", "assets", "font/woff2", True),
        ("pagefind/fragment/en_3c1b2a4.pf_fragment", "assets", "application/octet-stream", True),
        ("assets/fonts/OFL.txt", "files", "text/plain; charset=utf-8", False),
        ("pagefind/pagefind.js", "files", "text/javascript; charset=utf-8", False),
        ("pagefind/pagefind-entry.json", "lists", "application/json; charset=utf-8", False),
        ("reports/a/index.html", "pages", "text/html; charset=utf-8", False),
        ("reports/a/annotations.jsonld", "files", "application/ld+json; charset=utf-8", False),
        ("quotes/a/collation.tei.xml", "files", "application/tei+xml; charset=utf-8", False),
        ("reports/index.html", "lists", "text/html; charset=utf-8", False),
        ("index.html", "front", "text/html; charset=utf-8", False),
        ("404.html", "lists", "text/html; charset=utf-8", False),
        ("feed.xml", "lists", "application/atom+xml; charset=utf-8", False),
        ("stories/a/feed.json", "lists", "application/feed+json; charset=utf-8", False),
        ("sitemap-2.xml", "lists", "application/xml; charset=utf-8", False),
        ("_redirects", "lists", "text/plain; charset=utf-8", False),
        ("_headers", "lists", "text/plain; charset=utf-8", False),
        ("site.webmanifest", "files", "application/manifest+json; charset=utf-8", False),
        ("assets/icon.svg", "files", "image/svg+xml; charset=utf-8", False),
        ("CNAME", "files", "text/plain; charset=utf-8", False),
        (".nojekyll", "files", "application/octet-stream", False),
        ("data/reports.csv", "files", "text/csv; charset=utf-8", False),
    ],
)
def test_kinds_of_files(path: str, rank: str, type: str, kept: bool) -> None:
    assert kinds.rank(path) == rank
    assert kinds.headers(path) == (type, FOR_EVER if kept else ASK)


# --- plan -----------------------------------------------------------------------------------------------------------


def test_the_order() -> None:
    made = planned(d.NEW, there(d.OLD))
    assert [(group.step, group.paths) for group in made.groups] == [
        ("assets", (d.NEW_STYLE,)),
        ("files", ("reports/crane/crane.png",)),
        ("new", ("notes/index.html", "reports/crane/index.html")),
        ("pages", ("reports/quay/index.html",)),
        ("lists", ("reports/index.html",)),
        ("front", ("index.html",)),
    ]
    assert made.gone == ("reports/ferry/index.html",)
    assert made.retired == (d.OLD_STYLE,)
    assert made.same == 2
    assert told.summary(made) == "4 new, 3 changed, 1 removed; 2 are there already"
    assert list(told.steps(made, whole=False))[:2] == [
        "  1. send 1 file: styles, fonts and what else never changes under its name",
        f"       {d.NEW_STYLE}",
    ]


def test_a_first_deploy_ends_with_the_front_page() -> None:
    made = planned(d.OLD, There(None, {}))
    assert made.first
    assert made.groups[-1].paths == ("index.html",)
    assert sorted(path for group in made.groups for path in group.paths) == sorted(d.OLD)


def test_nothing_changed() -> None:
    made = planned(d.OLD, there(d.OLD))
    assert made.nothing
    assert (made.groups, made.gone, made.same) == ((), (), len(d.OLD))
    assert told.summary(made) == "nothing to do; 7 are there already"


def test_other_headers_are_a_change() -> None:
    made = plan(entries(d.OLD), there(d.OLD), headers=lambda path: path[-4:], today=d.TODAY)
    assert set(made.changed) == d.OLD.keys()


def test_only_what_our_manifest_names_is_removed() -> None:
    at = there(d.OLD)
    at = There(at.manifest, {**at.present, "CNAME": "x", "old/page.html": "y"})
    assert planned(d.NEW, at).gone == ("reports/ferry/index.html",)
    assert planned(d.NEW, There(None, at.present)).gone == ()


def test_what_a_killed_deploy_was_about_to_add_is_ours() -> None:
    at = there(d.OLD, coming=("reports/tug/index.html", "notes/index.html"))
    at = There(at.manifest, {**at.present, "reports/tug/index.html": "x", "notes/index.html": "y"})
    made = planned(d.NEW, at)
    assert "reports/tug/index.html" in made.gone
    assert "notes/index.html" in made.changed
    assert made.foreign == ()


@pytest.mark.parametrize(("days", "stays"), [(0, True), (29, True), (30, False)])
def test_an_old_style_stays_for_a_month(days: int, stays: bool) -> None:
    old = there(d.OLD).manifest
    assert old is not None
    at = there(d.NEW, retired={d.OLD_STYLE: Retired(file=old.files[d.OLD_STYLE], since=d.TODAY)})
    made = planned({**d.NEW, "about/index.html": b"we"}, at, d.TODAY + dt.timedelta(days=days))
    assert (d.OLD_STYLE in made.result.retired, d.OLD_STYLE in made.gone) == (stays, not stays)
    assert made.retired == ()


def test_a_style_that_comes_back_is_not_sent_again() -> None:
    old = there(d.OLD).manifest
    assert old is not None
    at = there(d.NEW, retired={d.OLD_STYLE: Retired(file=old.files[d.OLD_STYLE], since=d.TODAY)})
    at = There(at.manifest, {**at.present, d.OLD_STYLE: old.files[d.OLD_STYLE].tag})
    made = planned(d.OLD, at)
    assert d.OLD_STYLE not in (*made.new, *made.changed)
    assert made.result.retired.keys() == {d.NEW_STYLE}


@pytest.mark.parametrize(
    ("had", "left", "asked"), [(100, 95, False), (100, 60, True), (100, 1, True), (12, 3, False), (40, 28, False)]
)
def test_much_is_not_removed_unasked(had: int, left: int, asked: bool) -> None:
    pages = {f"reports/r{n}/index.html": b"%d" % n for n in range(had)}
    at = there(pages)
    made = planned(dict(list(pages.items())[:left]), at)
    assert made.drastic is asked
    assert at.manifest is not None
    assert bool(doubts(Prepared(_Nowhere(), made, at.manifest))) is asked  # type: ignore[arg-type]  # only its name


class _Nowhere:
    name = "nowhere"


# --- manifest -------------------------------------------------------------------------------------------------------


def test_a_manifest_reads_back() -> None:
    made = planned(d.NEW, there(d.OLD)).result
    made = msgspec.structs.replace(made, claim=Claim(by="x", at=dt.datetime(2031, 5, 2, 10, tzinfo=dt.UTC)), coming=("a",))
    assert decode(encode(made)) == made


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html>",
        b"[1]",
        b'{"format":2}',
        b'{"format":1,"later":1}',
        b'{"a":[1,2]}',
        b'{"format":1,"claim":["me","yesterday"]}',
        b'{"format":1,"coming":["../../etc/passwd"]}',
        b'{"format":1,"files":{"/etc/passwd":["",1]}}',
        b'{"a/../../b":["",1]}',
    ],
)
def test_what_is_no_manifest_is_not_taken_for_one(data: bytes) -> None:
    with pytest.raises(Unreadable):
        decode(data)


def test_the_manifest_of_the_site_itself() -> None:
    assert decode(b'{"index.html":["abc",3]}') == Manifest(
        format=1, files={"index.html": File(hash="abc", size=3, tag="abc")}
    )


# --- addresses ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("dir:../public", Address("dir", "../public")),
        ("rsync:me@example.org:/srv/www", Address("rsync", "me@example.org:/srv/www")),
        ("git:origin", Address("git", "origin", "gh-pages")),
        ("git:git@codeberg.org:me/news.git", Address("git", "git@codeberg.org:me/news.git", "pages")),
        ("git:https://github.com/me/news#site", Address("git", "https://github.com/me/news", "site")),
        ("s3://bucket/news", Address("s3", "s3://bucket/news")),
        ("gs://bucket", Address("gs", "gs://bucket")),
        ("az://container", Address("az", "az://container")),
        ("s3:bucket", None),
        ("s3://", None),
        ("git:", None),
        ("git:--upload-pack=x", None),
        ("live", None),
    ],
)
def test_addresses(text: str, meant: Address | None) -> None:
    assert address(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("git@github.com:me/news.git", "git:git@github.com:me/news.git"),
        ("https://github.com/me/news", "git:https://github.com/me/news"),
        ("me@example.org:/srv/www", "rsync:me@example.org:/srv/www"),
        ("../public", "dir:../public"),
        ("/srv/www", "dir:/srv/www"),
        ("public", ""),
    ],
)
def test_what_was_perhaps_meant(text: str, meant: str) -> None:
    assert suggested(text) == meant
    assert not meant or address(meant)


@pytest.mark.parametrize("text", ["git:https://me:secret@example.org/x", "git:https://ghp_secret@github.com/me/x"])
def test_no_address_holds_a_password(text: str) -> None:
    with pytest.raises(Stopped) as stopped:
        address(text)
    assert "secret" not in str(stopped.value)


@pytest.mark.parametrize(
    "said",
    [
        "fatal: unable to access 'https://me:secret@example.org/x/': no route",
        "fatal: 'https://secret@example.org/x' not found",
        "GET https://example.org/x?X-Amz-Signature=secret&a=1: 403",
        "Authorization: Basic secret",
        "https://account.example/c?sv=2&sig=secret",
    ],
)
def test_nothing_that_is_said_holds_a_password(said: str) -> None:
    assert "secret" not in without_secrets(said)


# --- hosts ----------------------------------------------------------------------------------------------------------


def site_of(files: int = 1, size: int = 1, total: int = 0) -> dict[str, Entry]:
    made = {f"p{n}.html": Entry(hash="", size=1) for n in range(files)}
    made["p0.html"] = Entry(hash="", size=total or size)
    return made


@pytest.mark.parametrize(
    ("host", "site", "redirects", "headers", "said"),
    [
        ("cloudflare-pages", site_of(20_000), "", "", []),
        ("cloudflare-pages", site_of(20_001), "", "", ["error: cloudflare-pages: 20,001 files, at most 20,000"]),
        ("cloudflare-pages-paid", site_of(20_001), "", "", []),
        ("cloudflare-pages", site_of(size=25 * limits.MIB), "", "", []),
        ("cloudflare-pages", site_of(size=26 * limits.MIB), "", "", ["error: cloudflare-pages: 27,262,976 bytes of a file (p0.html)"]),
        ("cloudflare-pages", site_of(), "# old\n\n" + "/a /b 301\n" * 2_000, "", []),
        ("cloudflare-pages", site_of(), "/a /b 301\n" * 2_101, "", ["error: cloudflare-pages: 2,101 redirects (_redirects)"]),
        ("cloudflare-pages", site_of(), "/a/* /b/:splat\n" * 101, "", ["error: cloudflare-pages: 101 dynamic redirects"]),
        ("cloudflare-pages", site_of(), "/a /b\n/a /" + "b" * 1000, "", ["error: cloudflare-pages: 1,004 characters of a redirect (_redirects:2)"]),
        ("cloudflare-pages", site_of(), "", "/*\n  X-A: b\n# no\n" * 101, ["error: cloudflare-pages: 101 header rules"]),
        ("github-pages", site_of(total=11 * limits.GB // 10), "", "", ["warning: github-pages: 1,100,000,000 bytes"]),
        ("github-pages", site_of(total=11 * limits.GB), "", "", ["error: github-pages: 11,000,000,000 bytes"]),
        ("gitlab-pages", site_of(), "/a /b\n" * 1_001, "", ["error: gitlab-pages: 1,001 redirects"]),
        ("gitlab-pages", site_of(), ("/a /" + "b" * 1000 + "\n") * 70, "", ["error: gitlab-pages: 70,350 bytes of _redirects"]),
        ("netlify", site_of(), "/a /b\n" * 10_001, "", ["warning: netlify: 10,001 redirects"]),
        ("codeberg-pages", site_of(30_000), "/a /b\n" * 10_001, "", []),
    ],
)  # fmt: skip
def test_limits(host: str, site: dict[str, Entry], redirects: str, headers: str, said: list[str]) -> None:
    found = [f"{breach.severity}: {breach.text}" for breach in limits.breaches(host, site, redirects, headers)]
    assert len(found) == len(said)
    for one, begins in zip(found, said, strict=True):
        assert one.startswith(begins)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("git@github.com:me/news.git", "github-pages"),
        ("https://github.com/me/news", "github-pages"),
        ("https://gitlab.com/me/news.git", "gitlab-pages"),
        ("ssh://git@codeberg.org/me/news", "codeberg-pages"),
        ("https://example.org/github.com.git", ""),
        ("https://notgithub.com/me", ""),
    ],
)
def test_hosts_by_address(address: str, host: str) -> None:
    assert limits.host_of(address) == host
