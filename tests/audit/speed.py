"""Lighthouse on every kind of page, as a phone on a slow line."""

import os
from statistics import median
from typing import Any

from audit.finding import Checked, Finding
from audit.site import Site
from audit.tools import answer, node
from support.built import Built
from support.chromium import FLAGS, find_chromium

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = 95
"""Under this a score is a finding. All pages had 100 on an idle machine; its performance is a measurement."""

BUDGETS = {"largest-contentful-paint": 1800.0, "cumulative-layout-shift": 0.01, "total-blocking-time": 50.0}
"""Milliseconds, and for the shift its score."""

TRIES = 3
"""How often a page is measured that did not get all points at once; the median counts, as Lighthouse advises."""

NOT_FOUND_IS_RIGHT = {"404"}
"""Kinds that search engines must not take, so that Lighthouse's points for that are not to be had."""


def lighthouse(root: Site, _: Site) -> Checked:
    """One page of each kind, the largest: four categories, and the budgets of what a reader waits for."""
    findings: list[Finding] = []
    figures: list[str] = []
    pages = [page for page in root.sample(1) if page.kind not in NOT_FOUND_IS_RIGHT]
    for built in pages:
        runs = [_measured(root, built)]
        while len(runs) < TRIES and min(_scores(runs)) < 100:
            runs.append(_measured(root, built))
        scores, timings = _scores(runs), _timings(runs)
        lcp, cls, tbt = timings
        figures.append(
            f"{built.kind:<12}{' '.join(f'{score:3.0f}' for score in scores)}   "
            f"LCP {lcp / 1000:.2f} s  CLS {cls:.3f}  TBT {tbt:.0f} ms   {built.url}"
        )
        where = root.place(built.path)
        for category, score in zip(CATEGORIES, scores, strict=True):
            if score < LEAST:
                findings.append(Finding(where, f"{category} {score:.0f}: {', '.join(_lost(runs[0], category))}"))
        for (budget, most), timing in zip(BUDGETS.items(), timings, strict=True):
            if timing > most:
                findings.append(Finding(where, f"{budget} {timing:.3f}, of {most} at most"))
    return Checked(files=len(pages), findings=tuple(findings), figures=tuple(figures))


def _measured(root: Site, built: Built) -> dict[str, Any]:
    os.environ["CHROME_PATH"] = find_chromium()
    done = node(
        "lighthouse", root.at(built), "--output=json", "--quiet", "--form-factor=mobile",
        f"--chrome-flags=--headless=new {' '.join(FLAGS)}",
    )  # fmt: skip
    report: dict[str, Any] = answer(done)
    if report.get("runtimeError"):
        raise RuntimeError(f"lighthouse on {built.url}: {report['runtimeError']['message']}")
    return report


def _scores(runs: list[dict[str, Any]]) -> list[float]:
    return [100 * median(run["categories"][category]["score"] or 0 for run in runs) for category in CATEGORIES]


def _timings(runs: list[dict[str, Any]]) -> list[float]:
    return [median(run["audits"][budget]["numericValue"] for run in runs) for budget in BUDGETS]


def _lost(report: dict[str, Any], category: str) -> list[str]:
    """What cost points."""
    weights = report["categories"][category]["auditRefs"]
    return [ref["id"] for ref in weights if ref["weight"] and (report["audits"][ref["id"]]["score"] or 0) < 1]
