"""What is shown beside a link elsewhere: a picture of the edition, of each story, of each statement that a file
describes.

Not of each report: they show their story's. A picture is planned by itself, from the few words that stand on it, so
that it is drawn again only when one of them changes.
"""

from digest.model.page import PicturePage, QuoteCard
from digest.plan.planned import Planned

EDITION = "/picture.png"


def at(url: str) -> str:
    """Where the picture of a page lies."""
    return f"{url}picture.png"


def of_edition(title: str, motto: str) -> Planned:
    return Planned(EDITION, edition_picture, (title, motto))


def of_story(url: str, title: str, reports: int, outlets: int) -> Planned:
    return Planned(at(url), story_picture, (at(url), title, reports, outlets))


def of_statement(card: QuoteCard) -> Planned:
    url = at(card.url)
    return Planned(url, statement_picture, (url, card.gist, card.words, card.speaker, card.outlets, card.wordings))


def is_picture(planned: Planned) -> bool:
    return planned.make in (edition_picture, story_picture, statement_picture)


def edition_picture(title: str, motto: str) -> PicturePage:
    return PicturePage(url=EDITION, title=title, words=title, who=motto)


def story_picture(url: str, title: str, reports: int, outlets: int) -> PicturePage:
    return PicturePage(url=url, title=title, words=title, reports=reports, outlets=outlets)


def statement_picture(url: str, gist: str, quoted: bool, speaker: str, outlets: int, wordings: int) -> PicturePage:
    return PicturePage(url=url, title=gist, words=gist, quoted=quoted, who=speaker, outlets=outlets, wordings=wordings)
