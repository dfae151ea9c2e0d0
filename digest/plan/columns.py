"""What every column of the data files holds, in words; whoever reads them elsewhere finds it in the data package."""

from collections.abc import Mapping

from digest.model.data import Of
from digest.model.page import Column

_LIST = "In CSV parted by “ | ”."


def _column(name: str, what: str, type: str = "string", to: Of | None = None) -> Column:
    return Column(name=name, type=type, what=what, to=to or "")


def _id(what: str) -> Column:
    return Column(name="id", type="string", what=what, unique=True)


def _url(what: str) -> Column:
    return _column("url", what)


WHAT: Mapping[Of, str] = {
    "reports": "The reports that are digested here, one a row.",
    "wordings": "What each report prints of which statement: one quotation a row.",
    "quotes": "Statements: what somebody said, once, however many outlets print it.",
    "entities": "People, organisations, places, events and works that the reports name.",
    "sources": "Outlets. One that nobody names is in no row.",
    "stories": "The stories to which reports belong.",
}

COLUMNS: Mapping[Of, tuple[Column, ...]] = {
    "reports": (
        _id("The report’s id, as in its address."),
        _url("Its digest on this site."),
        _column("date", "The day on which the outlet published it; empty: unknown.", "date"),
        _column("time", "The hour, “HH:MM” in the edition’s time zone."),
        _column("outlet", "Who published it; empty: nobody names the outlet.", to="sources"),
        _column("title", "The title of the digest."),
        _column("headline", "What the outlet printed over it."),
        _column("byline", f"Who wrote it, as printed. {_LIST}", "array"),
        _column("address", "Where the outlet has it."),
        _column("language", "Its language, a BCP 47 tag; empty: the edition’s."),
        _column("story", "The story to which it belongs.", to="stories"),
        _column("names", f"The ids of those whom it names, first named first. {_LIST}", "array"),
        _column("statements", f"The ids of the statements that it carries, in its order. {_LIST}", "array"),
        _column("status", "“published”, “corrected”, “withdrawn”; in a draft build “draft”."),
        _column("corrections", f"What was changed in the digest, after the day of it. {_LIST}", "array"),
        _column("checked", "When the digest was last checked against the article.", "date"),
    ),
    "wordings": (
        _column("statement", "What it is a wording of.", to="quotes"),
        _column("report", "The report that prints it.", to="reports"),
        _column("number", "Which of the report’s quotations it is, from 1.", "integer"),
        _url("Where it stands in the digest."),
        _column("outlet", "The report’s outlet.", to="sources"),
        _column(
            "form",
            "“direct” (in quotation marks), “partial” (some words in marks), “reported” (without marks), “headline”, "
            "“post”.",
        ),
        _column("speaker", "Whom this report names as the speaker.", to="entities"),
        _column("speaker_name", "Their name, as the report has it or as it is here."),
        _column("via", "The id, of a name or an outlet, of whom the report credits with passing it on."),
        _column("via_name", "Their name, as the report has it or as it is here."),
        _column("language", "A BCP 47 tag; empty: the report’s."),
        _column("words", "The words as printed, without the outer quotation marks."),
        _column("marked", "An editor marked the quotation; if not, a program found it.", "boolean"),
    ),
    "quotes": (
        _id("The statement’s id."),
        _url("Its page; empty: one report alone carries it, and shows it."),
        _column("gist", "What was said, in a sentence of the editor’s or in printed words."),
        _column("quoted", "The gist is printed words.", "boolean"),
        _column("speaker", "Who said it; empty: nobody says, or one whom the edition does not list.", to="entities"),
        _column("speaker_name", "The speaker’s name."),
        _column("said", "The day on which it was said, or on which it was first reported.", "date"),
        _column("story", "The story in which it was said.", to="stories"),
        _column("kind", "Speech, interview, readout ..., as the editor has it."),
        _column("outlets", "How many outlets carry it.", "integer"),
        _column("wordings", "In how many wordings.", "integer"),
    ),
    "entities": (
        _id("The id of who or what is named."),
        _url("Its page."),
        _column("name", "Its name here."),
        _column("type", "“person”, “organisation”, “place”, “event”, “work”; empty: not said."),
        _column("also", f"Its other names. {_LIST}", "array"),
        _column("role", "What it is, in a few words."),
        _column("wikidata", "Its item on Wikidata."),
    ),
    "sources": (
        _id("The outlet’s id."),
        _url("Its page."),
        _column("name", "Its name."),
        _column("siglum", "The short form of it in tables and collations."),
        _column("kind", "Newspaper, agency, broadcaster, magazine, ministry, platform."),
        _column("country", "Where it is, as the editor has it."),
        _column("language", "Its language, a BCP 47 tag."),
        _column("address", "Its own site."),
        _column("wikidata", "Its item on Wikidata."),
    ),
    "stories": (
        _id("The story’s id."),
        _url("Its page."),
        _column("title", "Its title."),
        _column("date", "Its day.", "date"),
        _column("place", "Where, as the editor has it: an id of a name, or words."),
        _column("status", "“developing”, “settled”, “archived”."),
    ),
}
