"""What hosts of static sites take: how many files, how large, how many redirects; and what of a site is too much."""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from digest.model.base import Record
from digest.write import Entry

KB = 1000
MIB = 1024**2
GB = 1000**3

Measure = Literal[
    "files", "bytes", "bytes of a file", "redirects", "dynamic redirects", "characters of a redirect",
    "bytes of _redirects", "header rules",
]  # fmt: skip


class Limit(NamedTuple):
    measure: Measure
    most: int
    severity: Literal["error", "warning"] = "error"
    remark: str = ""


class Breach(Record, kw_only=True):
    severity: Literal["error", "warning"]
    text: str


_CLOUDFLARE = (
    Limit("bytes of a file", 25 * MIB),
    Limit("redirects", 2_000),
    Limit("dynamic redirects", 100),
    Limit("characters of a redirect", 1_000),
    Limit("header rules", 100),
)
HOSTS: dict[str, tuple[Limit, ...]] = {
    "github-pages": (
        Limit("bytes", 10 * GB),
        Limit("bytes", 1 * GB, "warning", "GitHub supports no larger sites"),
    ),
    "gitlab-pages": (Limit("redirects", 1_000), Limit("bytes of _redirects", 64 * KB)),
    "codeberg-pages": (),
    "cloudflare-pages": (
        Limit("files", 20_000, "error", "paid plans take 100,000; for those the host is cloudflare-pages-paid"),
        *_CLOUDFLARE,
    ),
    "cloudflare-pages-paid": (
        Limit("files", 100_000, "error", "set PAGES_WRANGLER_MAJOR_VERSION=4 where the build runs"),
        *_CLOUDFLARE,
    ),
    "netlify": (Limit("redirects", 10_000, "warning", "Netlify advises against so many"),),
}
"""By the name that `--check` and `host:` know. Figures of 2026, from the hosts' documentation."""

_BY_ADDRESS = {"github.com": "github-pages", "gitlab.com": "gitlab-pages", "codeberg.org": "codeberg-pages"}


def host_of(address: str) -> str:
    """The host that shows what is pushed to a repository's address; empty if the address does not tell."""
    found = re.search(r"(?:^|[/@.])(github\.com|gitlab\.com|codeberg\.org)[:/]", address)
    return _BY_ADDRESS[found[1]] if found else ""


class _Much(NamedTuple):
    """How much there is of something, and where."""

    amount: int
    where: str


def breaches(host: str, site: Mapping[str, Entry], redirects: str = "", headers: str = "") -> list[Breach]:
    """Which of a host's limits a site exceeds. `redirects`, `headers`: the text of its files `_redirects`, `_headers`.

    Of two limits of one measure the graver is said.
    """
    measured = _measured(site, redirects, headers)
    said: dict[Measure, Breach] = {}
    for limit in HOSTS[host]:
        there = measured[limit.measure]
        if there.amount > limit.most and limit.measure not in said:
            remark = f"; {limit.remark}" if limit.remark else ""
            where = f" ({there.where})" if there.where else ""
            text = f"{there.amount:,} {limit.measure}{where}, at most {limit.most:,}{remark}"
            said[limit.measure] = Breach(severity=limit.severity, text=f"{host}: {text}")
    return list(said.values())


def _measured(site: Mapping[str, Entry], redirects: str, headers: str) -> dict[Measure, _Much]:
    rules = [(n, line) for n, line in enumerate(redirects.splitlines(), 1) if line.strip() and line.strip()[0] != "#"]
    dynamic = [(n, line) for n, line in rules if re.search(r"[*]|/:\w", line.split()[0])]
    largest = max(((entry.size, path) for path, entry in site.items()), default=(0, ""))
    longest = max(((len(line), f"_redirects:{n}") for n, line in rules), default=(0, ""))
    header_rules = [line for line in headers.splitlines() if line[:1] not in ("", " ", "\t", "#")]
    return {
        "files": _Much(len(site), ""),
        "bytes": _Much(sum(entry.size for entry in site.values()), ""),
        "bytes of a file": _Much(*largest),
        "redirects": _Much(len(rules) - len(dynamic), "_redirects"),
        "dynamic redirects": _Much(len(dynamic), "_redirects"),
        "characters of a redirect": _Much(*longest),
        "bytes of _redirects": _Much(len(redirects.encode()), ""),
        "header rules": _Much(len(header_rules), "_headers"),
    }
