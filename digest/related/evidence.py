"""What of a report is compared with others, and the keys of what it may share with them."""

from digest.model.base import Record


class Evidence(Record, frozen=True, kw_only=True):
    """All of a report that is compared with others."""

    id: str
    date: str = ""
    """`YYYY-MM-DD`; empty: unknown."""
    time: str = ""
    statements: tuple[str, ...] = ()
    """Ids of the statements it carries: an id in common is a quotation in common."""
    names: tuple[tuple[str, int], ...] = ()
    """Entities that it names, each once, by id, with how often."""
    terms: tuple[tuple[str, int], ...] = ()
    """Its telling words, each once, with their counts, at most 96 (`digest.terms`)."""
    passages: tuple[str, ...] = ()
    """Ids of runs of text that it has in common with others."""
    story: str = ""
    pin: tuple[str, ...] = ()
    """Reports that its editor puts first on its page, in this order."""
    hide: tuple[str, ...] = ()
    """Reports that its editor keeps off its page."""


STATEMENT, PASSAGE, STORY, NAME, PIN = "\0", "\1", "\2", "\3", "\4"
"""Signs before ids of statements, passages, stories, names and pinned reports. Words go without one, being by far the
most. A *key* is such a sign and an id, or a word."""


def others(evidence: Evidence) -> list[str]:
    """The keys of its statements, passages and story."""
    keys = [f"{STATEMENT}{id}" for id in evidence.statements]
    keys += [f"{PASSAGE}{id}" for id in evidence.passages]
    if evidence.story:
        keys.append(f"{STORY}{evidence.story}")
    return list(dict.fromkeys(keys))


def shares(evidence: Evidence) -> list[str]:
    """Everything that it may share with others, as keys: `others`, names, words, in the order they stand in."""
    keys = others(evidence)
    keys += [f"{NAME}{id}" for id, _ in evidence.names]
    keys += [word for word, _ in evidence.terms]
    return keys


def pins(evidence: Evidence) -> list[str]:
    """The reports that it pins, as keys: its row shows what they share, whether they are near or not."""
    return [f"{PIN}{id}" for id in dict.fromkeys(evidence.pin)]
