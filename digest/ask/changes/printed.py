"""A comparison as text for a terminal, and as JSON."""

from collections.abc import Collection, Sequence
from itertools import groupby

from digest.ask.changes import Change, Comparison, Group
from digest.ask.changes.pages import Pages, is_page
from digest.ask.printed import dumped, wrapped
from digest.report import Paint, safe

MOST = 30
"""Changes of one group, and pages of one kind, that are printed as text; JSON has them all."""

HEADINGS: dict[Group, str] = {
    "site": "The whole site",
    "corrections": "Corrected and withdrawn",
    "reports": "Reports",
    "statements": "Statements",
    "stories": "Stories",
    "names": "Names",
    "outlets": "Outlets",
    "pages": "Pages of your own",
    "texts": "Texts",
    "notes": "Notes",
    "related": "Related reports",
    "copied": "Text in common",
}


def as_text(made: Comparison, paint: Paint) -> str:
    """Grouped; under each thing what is said of it."""
    parts: list[str] = []
    for group, held in groupby(made.changes, key=lambda one: one.group):
        parts += [*_group(group, [*held], paint), ""]
    if not parts:
        parts = ["Nothing that a reader reads has changed.", ""]
    spoken = frozenset(one.url for one in made.changes)
    return "\n".join([*parts, *_pages(made.pages, spoken, paint)]) + "\n"


def _group(group: Group, changes: Sequence[Change], paint: Paint) -> list[str]:
    lines = [paint("bold", f"{HEADINGS[group]} ({len(changes):,})")]
    for about, said in groupby(changes[:MOST], key=lambda one: one.about):
        held = [*said]
        if about:
            lines.append(f"  {safe(held[0].name)}  {paint('cyan', safe(about))}")
        for one in held:
            first, *rest = wrapped(one.text, "      ")
            lines += [f"    · {first.lstrip()}", *rest]
    if len(changes) > MOST:
        lines.append(f"  ... and {len(changes) - MOST:,} more of these; `digest diff --json` has all.")
    return lines


def _pages(pages: Pages, spoken: Collection[str], paint: Paint) -> list[str]:
    """`41 pages rewritten, 8,120 untouched, 2 new, 1 gone`, and which: first those of what was `spoken` of."""
    led = [path for path, _ in pages.redirected]
    counts = [
        (_pages_of(pages.rewritten), "rewritten"),
        (pages.untouched_pages, "untouched"),
        (_pages_of(pages.new), "new"),
        (_pages_of(pages.gone), "gone"),
        (len(led), "redirected"),
    ]
    told = [f"{count:,} {word}" for count, word in counts if count or word in ("rewritten", "untouched")]
    lines = [paint("bold", f"Pages: {', '.join(told)}")]
    files = [path for path in (*pages.rewritten, *pages.new, *pages.gone) if not is_page(path)]
    if files:
        lines.append(f"  and {len(files):,} other file{'s' * (len(files) > 1)} beside them")
    if pages.worn:
        lines.append(f"  {pages.worn:,} of the rewritten only for what all pages wear: foot, theme, settings")
    goals = dict(pages.redirected)
    for word, paths in (("new", pages.new), ("gone", pages.gone), ("redirected", led), ("rewritten", pages.rewritten)):
        shown = sorted((_url(path) not in spoken, _url(path), path) for path in paths if is_page(path))
        for _, url, path in shown[:MOST]:
            to = f" → {goals[path]}" if word == "redirected" else ""
            lines.append(f"  {word:<10}  {safe(url)}{to}")
        if len(shown) > MOST:
            lines.append(f"  ... and {len(shown) - MOST:,} more {word}; `digest diff --json` has all.")
    return lines


def _url(path: str) -> str:
    return "/" + path.removesuffix("index.html")


def _pages_of(paths: Sequence[str]) -> int:
    return sum(map(is_page, paths))


def as_json(made: Comparison, against: str) -> str:
    """All of it. `against` says what the edition was compared with."""
    pages = made.pages
    return dumped(
        {
            "against": against,
            "changes": [
                {
                    "group": one.group,
                    "what": one.what,
                    "about": one.about,
                    "name": one.name,
                    "text": one.text,
                    "url": one.url,
                    "others": one.others,
                }
                for one in made.changes
            ],
            "pages": {
                "new": pages.new,
                "rewritten": pages.rewritten,
                "gone": pages.gone,
                "redirected": [{"path": path, "to": to} for path, to in pages.redirected],
                "untouched": pages.untouched,
                "only_worn": pages.worn,
            },
        }
    )
