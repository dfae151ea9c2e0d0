"""A–Z: the back-of-the-book index of names, their other forms, and the first words of quotations."""

import unicodedata
from collections.abc import Iterable
from operator import itemgetter

from digest.model.page import AZEntry, AZPage
from digest.model.site import Site
from digest.plan import urls
from digest.plan.cards import Cards
from digest.plan.planned import Planned
from digest.text import shorten

ON_ONE_PAGE = 600
"""Entries up to which all letters stand on one page."""
IN_A_PART = 400

_URL = urls.index("a-z")


def plan(site: Site, cards: Cards) -> Iterable[Planned]:
    counts: dict[str, int] = {}
    for report in site.reports.values():
        for named, _ in report.names:
            counts[named] = counts.get(named, 0) + 1
    entries: list[AZEntry] = []
    for id, name in site.names.items():
        url = cards.names[id].url
        own = _inverted(name.name) if name.type == "person" else name.name
        entries.append(AZEntry(text=own, url=url, count=counts.get(id, 0)))
        entries += [
            AZEntry(text=alias.text, url=url, see=name.name)
            for alias in (name.head.also if name.head else ())
            if _letter(alias.text) and _sort(alias.text)[:6] != _sort(own)[:6] and alias.text not in own.split(", ")
        ]
    for id, statement in site.statements.items():
        if statement.page and statement.witnesses:
            words = min((w for w in statement.witnesses), key=lambda w: (w.quotation.form != "direct", w.report))
            entries.append(
                AZEntry(
                    text=shorten(words.quotation.text.lstrip(".… "), 60),
                    url=cards.quotes[id].url,
                    quoted=True,
                    count=cards.quotes[id].outlets,
                )
            )
    by_letter: dict[str, list[AZEntry]] = {}
    keyed = [((_sort(entry.text), entry.text, entry.url), entry) for entry in entries]
    for (key, _, _), entry in sorted(keyed, key=itemgetter(0)):
        by_letter.setdefault(_initial(key) or "#", []).append(entry)
    letters = sorted(by_letter, key=lambda letter: (letter == "#", letter))
    if len(entries) <= ON_ONE_PAGE:
        yield Planned(
            _URL,
            az_page,
            (
                _URL,
                "",
                tuple((letter, f"#{_anchor(letter)}") for letter in letters),
                tuple((letter, tuple(by_letter[letter])) for letter in letters),
            ),
        )
        return
    ways = tuple((letter, f"{_URL}{_anchor(letter)}/") for letter in letters)
    yield Planned(_URL, az_page, (_URL, "", ways, ()))
    for letter in letters:
        held = by_letter[letter]
        parts = [held[i : i + IN_A_PART] for i in range(0, len(held), IN_A_PART)]
        for n, part in enumerate(parts, 1):
            at = urls.part(f"{_URL}{_anchor(letter)}/", n)
            more = tuple((f"{letter} {k}", urls.part(f"{_URL}{_anchor(letter)}/", k)) for k in range(1, len(parts) + 1))
            yield Planned(at, az_page, (at, letter, more if len(parts) > 1 else (), ((letter, tuple(part)),)))


def az_page(
    url: str, letter: str, letters: tuple[tuple[str, str], ...], groups: tuple[tuple[str, tuple[AZEntry, ...]], ...]
) -> AZPage:
    return AZPage(
        url=url,
        title=f"A–Z: {letter}" if letter else "A–Z",
        section="a-z",
        letters=letters,
        groups=groups,
        description="Every name in every form, and the first words of every quotation.",
    )


def _anchor(letter: str) -> str:
    return (
        letter.lower() if letter.isascii() and letter.isalpha() else ("other" if letter == "#" else f"u{ord(letter):x}")
    )


def _inverted(name: str) -> str:
    """A person by the last name, `Putin, Vladimir`; one word stays."""
    first, _, last = name.rpartition(" ")
    return f"{last}, {first}" if first else name


def _sort(text: str) -> str:
    if text.isascii() and text.replace(" ", "").isalnum():  # nearly all
        return text.lower().strip()
    plain = unicodedata.normalize("NFKD", text)
    return "".join([c for c in plain if c.isalnum() or c == " "]).casefold().strip()


def _letter(text: str) -> str:
    return _initial(_sort(text))


def _initial(key: str) -> str:
    return key[0].upper() if key and key[0].isalpha() else ""
