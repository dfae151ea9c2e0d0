"""What each field of a content file says, with examples: for editors that complete and explain it.

A table and not descriptions in the models, which every build has to load. A test holds it to them, field by field, and
reads every example with them.
"""

from typing import Any, NamedTuple


class Words(NamedTuple):
    """Of one field."""

    what: str
    examples: tuple[Any, ...]


_LANG = Words("The language, as a tag. Left out: the edition's.", ("zh", "pt-BR"))
_CERT = Words("How sure the editor is. Left out: sure.", ("medium",))
_WAS = Words("Old ids of this file: their addresses lead here.", (["old-id"],))
_DRAFT = Words("Only shown in previews.", (True,))
_TITLE = Words("The title, in your own words.", ("Talks begin in the capital",))
_WIKIDATA = Words("The item of Wikidata.", ("Q7747",))
_ALSO = Words("Other forms of the name, as they stand in texts.", (["Mr Xi", {"text": "习近平", "lang": "zh"}],))
_NOTE = Words("What there is to say about it.", ("One of the two words is a slip.",))

FIELDS: dict[str, dict[str, Words]] = {
    "ReportFields": {
        "title": _TITLE,
        "date": Words(
            "The day on which the article appeared, with time and zone if they are known; or `unknown`.",
            ("2022-02-25", "2022-02-25T18:05:00+08:00", "unknown"),
        ),
        "source": Words("The outlet: its id or its name; or `unknown`.", ("straits-times", "The Straits Times")),
        "date_note": Words("What the date rests on, if the article does not say it.", ("By the events it tells.",)),
        "date_cert": Words("How sure the date is. Left out: sure.", ("medium",)),
        "source_note": Words("What the outlet rests on, if the article does not name it.", ("By its layout.",)),
        "headline": Words("The headline as it was printed.", ("Talks open in the capital",)),
        "byline": Words("Who signed the article: people or agencies.", (["AFP", "Reuters"], "Ann Berg")),
        "dateline": Words("The place from which the article reports.", ("Beijing",)),
        "url": Words("The article's address.", ("https://example.org/news/1",)),
        "lang": _LANG,
        "story": Words("The id of the story that the report belongs to.", ("xi-putin-call",)),
        "summary": Words("One sentence for lists, in your own words.", ("The harbour stays open until autumn.",)),
        "entities": Words(
            "Whom and what the report names, beside those linked in its text: ids or names. `-id`: not this one.",
            (["dmitry-peskov", "Minsk", "-beijing"],),
        ),
        "quotes": Words(
            "Statements that the outlet printed and the digest does not quote.",
            ([{"q": "harbour-open", "text": "we shall never close it"}],),
        ),
        "related": Words("Corrections of the related reports that the program found.", ({"pin": ["an-id"]},)),
        "shares_text_with": Words("Reports that visibly copy this one, or were copied by it.", (["an-id"],)),
        "status": Words("How it stands. A withdrawn report keeps its address, not its words.", ("corrected",)),
        "checked": Words("Who compared the digest with the article, and when.", ({"by": "ed", "on": "2022-03-01"},)),
        "corrections": Words(
            "What was corrected after publication, by day.", ([{"on": "2022-03-04", "what": "The day was wrong."}],)
        ),
        "was": _WAS,
        "draft": _DRAFT,
    },
    "ListedQuote": {
        "q": Words("The id of the statement. Left out: found by its words.", ("harbour-open",)),
        "text": Words("The words, as they were printed.", ("we shall never close it",)),
        "via": Words("Whom the report credits with the words: the id of a name or an outlet.", ("cctv",)),
        "by": Words("Who said it, if the statement's file does not say, or this report names another.", ("bo-ek",)),
        "as": Words("How the outlet gives the words.", ("reported",)),
        "cert": _CERT,
        "lang": _LANG,
    },
    "Related": {
        "pin": Words("Reports that are related, whatever the program thinks, in this order.", (["an-id"],)),
        "hide": Words("Reports that are not related.", (["an-id"],)),
    },
    "Checked": {
        "by": Words("Who checked it.", ("ed",)),
        "on": Words("The day.", ("2022-03-01",)),
    },
    "CorrectionFields": {
        "on": Words("The day of the correction.", ("2022-03-04",)),
        "what": Words("What was wrong, and is right now.", ("The day was wrong.",)),
    },
    "QuoteFields": {
        "gist": Words("What was said, in one sentence of yours.", ("The harbour will stay open.",)),
        "speaker": Words("Who said it: the id of a name or an outlet, or `unknown`.", ("xi-jinping", "unknown")),
        "to": Words("To whom it was said.", (["xi-jinping"],)),
        "said": Words("The day on which it was said.", ("2022-02-25",)),
        "occasion": Words("The id of the story in which it was said.", ("xi-putin-call",)),
        "kind": Words("How it became public.", ("readout",)),
        "base": Words("The outlet or report whose wording the others are compared with.", ("straits-times",)),
        "original": Words("What is known of the words in the speaker's language.", ({"lang": "zh", "seen": False},)),
        "variants": Words(
            "Where the wordings part, and why.", ([{"words": ["red line", "bottom line"], "kind": "translation"}],)
        ),
        "same_as": Words("Statements that are this one, whatever the program thinks.", (["an-id", "a-report-q2"],)),
        "not_same_as": Words("Statements that are not this one.", (["an-id"],)),
        "was": _WAS,
        "draft": _DRAFT,
    },
    "OriginalFields": {
        "lang": _LANG,
        "seen": Words("Whether the editor has seen the original.", (False,)),
        "text": Words("The original words.", ("我们不会关闭它",)),
        "url": Words("Where the original stands.", ("https://example.org/speech",)),
    },
    "VariantFields": {
        "words": Words("The words that stand for each other.", (["red line", "bottom line"],)),
        "kind": Words("Why they differ.", ("translation",)),
        "cert": _CERT,
        "note": _NOTE,
    },
    "EntityFields": {
        "name": Words("The name by which it is listed.", ("Xi Jinping",)),
        "type": Words("What it is.", ("person",)),
        "also": _ALSO,
        "role": Words("Who that is, as of the reports' dates.", ("President of China",)),
        "wikidata": _WIKIDATA,
        "was": _WAS,
        "draft": _DRAFT,
    },
    "AliasFields": {
        "text": Words("The form of the name.", ("习近平",)),
        "lang": _LANG,
    },
    "SourceFields": {
        "name": Words("The outlet's name.", ("The Straits Times",)),
        "siglum": Words("One to four letters that stand for it in tables.", ("ST",)),
        "kind": Words("What kind of outlet it is.", ("newspaper",)),
        "country": Words("Where it is published.", ("Singapore",)),
        "lang": _LANG,
        "url": Words("The outlet's address.", ("https://example.org/",)),
        "wikidata": _WIKIDATA,
        "also": _ALSO,
        "style": Words("Habits of the house that explain differences in wording.", (["Courtesy titles (Mr Putin)."],)),
        "was": _WAS,
        "draft": _DRAFT,
    },
    "StoryFields": {
        "title": _TITLE,
        "date": Words("The day of the event.", ("2022-02-25",)),
        "place": Words("Where it happened: the id of a place, or its name.", ("beijing",)),
        "entities": Words("Who and what has part in it: ids or names.", (["xi-jinping", "vladimir-putin"],)),
        "status": Words("How the story stands.", ("settled",)),
        "order": Words("The outlets in the order of the matrix's columns. Left out: by date.", (["straits-times"],)),
        "points": Words(
            "Where reports differ on a fact, not on a wording.",
            ([{"ask": "How many?", "answers": {"ten": ["straits-times"]}, "verdict": "open"}],),
        ),
        "was": _WAS,
        "draft": _DRAFT,
    },
    "PointFields": {
        "ask": Words("The question that the reports answer differently.", ("How many boats left?",)),
        "answers": Words("Each answer, with the outlets or reports that give it.", ({"ten": ["straits-times"]},)),
        "verdict": Words("What the editor makes of it.", ("compatible",)),
        "cert": _CERT,
        "note": _NOTE,
    },
    "PageFields": {
        "title": _TITLE,
        "description": Words("One sentence for search engines.", ("How this digest is made.",)),
        "was": _WAS,
        "draft": _DRAFT,
    },
    "Config": {
        "title": Words("The edition's title.", ("The Harbour Digest",)),
        "motto": Words("A few words beside the title.", ("Who quoted whom",)),
        "base_url": Words("Where the site will be.", ("https://example.org/digest/",)),
        "feed_ids": Words("Of an edition that has moved: its first address.", ("https://old.example.org/",)),
        "language": Words("The language of the edition, as a tag.", ("en",)),
        "time_zone": Words("The zone in which times are told, by its name.", ("Asia/Singapore",)),
        "fonts": Words("`web`: the theme's fonts; `system`: those that readers have.", ("system",)),
        "footer": Words("A line at the foot of every page.", ("Made by the harbour's friends.",)),
        "author": Words("Who edits it, for feeds.", ("The editors",)),
        "pictures": Words("`off`: none are drawn for links to the site elsewhere.", ("off",)),
        "outputs": Words("`lean`: no files for programs beside single pages.", ("lean",)),
        "search": Words("Whether the site has a search; `off`: it has none, and no index is made.", ("off",)),
        "levels": Words("How grave a breach of a rule is in this edition, by its code.", ({"long-note": "off"},)),
        "deploy": Words("Where `digest deploy NAME` puts the site, by name.", ({"live": "git:origin"},)),
        "theme": Words("Options of the theme.", ({"accent": "blue"},)),
    },
    "Deployment": {
        "to": Words("A folder, a host that rsync reaches, a git remote or a store.", ("git:origin", "dir:/srv/www")),
        "host": Words("The host whose limits hold there, if the address does not tell.", ("cloudflare-pages",)),
        "keep": Words("Of a folder: how many releases stay.", ("5",)),
        "endpoint": Words("Where a store that speaks S3 is reached, if not at Amazon.", ("https://s3.example.org",)),
        "region": Words("The region of a store.", ("eu-central-1",)),
    },
}
"""By the name of the class of records, and by field as it is written."""
