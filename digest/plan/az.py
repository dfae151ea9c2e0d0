"""A–Z: the back-of-the-book index of names, their other forms, and the first words of quotations."""

from collections.abc import Iterable

from digest.model.page import AZEntry, AZPage
from digest.plan import lists, urls
from digest.plan.planned import Planned
from digest.plan.tables import Tables

ON_ONE_PAGE = 600
"""Entries up to which all letters stand on one page."""
IN_A_PART = 400

_URL = urls.index("a-z")


def plan(tables: Tables, letter: str) -> Iterable[Planned]:
    """The pages of one letter, where one page does not hold all."""
    if lists.total(tables, "letters") <= ON_ONE_PAGE:
        return
    held = _entries(tables, letter)
    parts = [held[i : i + IN_A_PART] for i in range(0, len(held), IN_A_PART)]
    url = f"{_URL}{_anchor(letter)}/"
    more = tuple((f"{letter} {k}", urls.part(url, k)) for k in range(1, len(parts) + 1)) if len(parts) > 1 else ()
    for n, part in enumerate(parts, 1):
        at = urls.part(url, n)
        yield Planned(at, az_page, (at, letter, more, ((letter, part),)))


def index(tables: Tables) -> Iterable[Planned]:
    letters = [letter for letter, _ in tables.lists.get("letters") or ()]
    letters.sort(key=lambda letter: (letter == "#", letter))
    if lists.total(tables, "letters") <= ON_ONE_PAGE:
        ways = tuple((letter, f"#{_anchor(letter)}") for letter in letters)
        yield Planned(_URL, az_page, (_URL, "", ways, tuple((letter, _entries(tables, letter)) for letter in letters)))
        return
    yield Planned(_URL, az_page, (_URL, "", tuple((letter, f"{_URL}{_anchor(letter)}/") for letter in letters), ()))


def _entries(tables: Tables, letter: str) -> tuple[AZEntry, ...]:
    return tuple(
        AZEntry(
            text=text,
            url=url,
            see=see,
            quoted=bool(outlets),
            count=outlets or (len(tables.lists.get(f"names/{name}") or ()) if name else 0),
        )
        for _, text, url, see, name, outlets in tables.lists.get(f"letters/{letter}") or ()
    )


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
