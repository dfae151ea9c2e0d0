"""The edition as tables for programs: reports, wordings and statements in parts by month, names, outlets and stories
in one piece each, and a package that says what they are.

By month, because whoever edits one report of ten thousand must not cause ten megabytes to be written and uploaded, and
whoever asks for one spring must not fetch ten years. A month's parts lie in a folder of their own.
"""

from collections.abc import Iterable, Sequence

from digest.model.data import (
    Cited,
    NameRow,
    Of,
    OutletRow,
    ReportRow,
    StatementRow,
    StoryRow,
    TableRow,
    WordingRow,
)
from digest.model.page import DataFiles, DataMonth, DataPackage, DataPage, Literature, Machine, TableFile
from digest.model.site import Outlet, Witness
from digest.plan import cards, urls
from digest.plan.columns import COLUMNS, WHAT
from digest.plan.planned import Planned
from digest.plan.tables import Catalogued, Item, Tables

_PACKAGE = Machine(url=urls.datum("datapackage.json"), label="Data package", type="application/json")


def reports(tables: Tables, month: str) -> Iterable[Planned]:
    """The reports of a month, and how to cite their articles; `month` is empty for those without a date."""
    held = _of_month(tables, month)
    yield _table("reports", month, [_report(tables, id, row) for id, row in held])
    standing = [(id, row) for id, row in held if tables.report_cards[id].status != "withdrawn"]
    yield Planned(
        urls.datum("citations.json", month),
        literature,
        (month, tuple([_cited(tables, id, row) for id, row in standing])),
        forms=(_form("citations.bib", month, "application/x-bibtex"),),
    )


def wordings(tables: Tables, month: str) -> Iterable[Planned]:
    """What the reports of a month print."""
    held = _of_month(tables, month)
    yield _table("wordings", month, [row for id, report in held for row in _wordings(tables, id, report)])


def quotes(tables: Tables, month: str) -> Iterable[Planned]:
    """The statements of a month."""
    listed = tables.lists.get(f"uttered/{month}") or ()
    yield _table("quotes", month, [_statement(tables, id) for _, id in listed])


def undated(tables: Tables) -> Iterable[Planned]:
    """What nobody knows the day of."""
    if tables.lists.get("months/"):
        yield from reports(tables, "")
        yield from wordings(tables, "")
    if tables.lists.get("uttered/"):
        yield from quotes(tables, "")


def index(tables: Tables) -> Iterable[Planned]:
    """What is in one piece, the package, and its page."""
    names = [_name(tables, id) for id in sorted(tables.names)]
    outlets = [_outlet(outlet) for _, outlet in sorted(tables.outlets.items()) if outlet.known]
    stories = [_story(tables, id) for id in sorted(tables.stories)]
    yield _table("entities", None, names)
    yield _table("sources", None, outlets)
    yield _table("stories", None, stories)
    reported = tables.lists.get("months") or ()
    said = tables.lists.get("uttered") or ()
    files = tuple(
        DataFiles(
            of=of,
            what=WHAT[of],
            columns=COLUMNS[of],
            csv=tuple([urls.datum(f"{of}.csv", month) for month in months]),
            json=tuple([urls.datum(f"{of}.json", month) for month in months]),
        )
        for of, months in _parts([month for month, _ in reported], [month for month, _ in said])
    )
    yield Planned(_PACKAGE.url, package, (files, tuple([urls.datum("citations.json", month) for month, _ in reported])))
    yield Planned(
        urls.index("data"), data_page, (files, reported, tuple([month for month, _ in said])), feeds=(_PACKAGE,)
    )


def _parts(reported: Sequence[str], said: Sequence[str]) -> Iterable[tuple[Of, Sequence[str | None]]]:
    """The tables that there are, each with the months of its parts; None: it is in one piece."""
    if reported:
        yield "reports", reported
        yield "wordings", reported
    if said:
        yield "quotes", said
    yield "entities", (None,)
    yield "sources", (None,)
    yield "stories", (None,)


# --- rows ------------------------------------------------------------------------------------------------------------


def _of_month(tables: Tables, month: str) -> list[tuple[str, Catalogued]]:
    return [(id, tables.catalogued[id]) for _, _, id in tables.lists.get(f"months/{month}") or ()]


def _named(tables: Tables, outlet: str) -> str:
    """An outlet's id; empty if nobody names it."""
    return outlet if tables.source_cards[outlet].known else ""


def _report(tables: Tables, id: str, row: Catalogued) -> ReportRow:
    card = tables.report_cards[id]
    return ReportRow(
        id=id,
        url=card.url,
        date=card.date,
        time=card.time,
        outlet=_named(tables, row.outlet),
        title=card.title,
        headline=row.headline,
        byline=row.byline,
        address=row.address,
        language=row.language,
        story=row.story,
        names=row.names,
        statements=tuple(dict.fromkeys(row.statements)),
        status=card.status,
        corrections=row.corrections,
        checked=row.checked,
    )


def _cited(tables: Tables, id: str, row: Catalogued) -> Cited:
    card = tables.report_cards[id]
    head = tables.outlets[row.outlet].head
    return Cited(
        id=id,
        title=row.headline or card.title,
        byline=row.byline,
        outlet=card.source.name if card.source.known else "",
        kind=head.kind if head else "",
        date=card.date,
        address=row.address,
        language=row.language,
        checked=row.checked,
        digest=card.url,
    )


def _wordings(tables: Tables, id: str, report: Catalogued) -> Iterable[WordingRow]:
    for statement in dict.fromkeys(report.statements):
        for witness in tables.statements[statement].witnesses:
            if witness.report == id:
                yield _wording(tables, statement, witness)


def _wording(tables: Tables, statement: str, witness: Witness) -> WordingRow:
    quotation = witness.quotation
    return WordingRow(
        statement=statement,
        report=witness.report,
        number=quotation.number,
        url=f"{urls.of('report', witness.report)}#q{quotation.number}",
        outlet=_named(tables, witness.outlet),
        form=quotation.form,
        speaker=witness.speaker,
        speaker_name=quotation.speaker or cards.who(tables, witness.speaker)[0],
        via=witness.via,
        via_name=witness.via_name or quotation.channel or cards.who(tables, witness.via)[0],
        language=quotation.lang,
        words=quotation.text,
        marked=quotation.typed,
    )


def _statement(tables: Tables, id: str) -> StatementRow:
    card, statement = tables.quote_cards[id], tables.statements[id]
    head = statement.head
    return StatementRow(
        id=id,
        url=card.url,
        gist=card.gist,
        quoted=card.words,
        speaker=statement.speaker,
        speaker_name=statement.speaker_name,
        said=card.said,
        story=statement.story,
        kind=head.kind if head else "",
        outlets=card.outlets,
        wordings=card.wordings,
    )


def _name(tables: Tables, id: str) -> NameRow:
    card, head = tables.name_cards[id], tables.names[id].head
    return NameRow(
        id=id,
        url=card.url,
        name=card.name,
        type=card.type,
        also=tuple(dict.fromkeys([alias.text for alias in head.also])) if head else (),
        role=head.role if head else "",
        wikidata=head.wikidata if head else "",
    )


def _outlet(outlet: Outlet) -> OutletRow:
    head = outlet.head
    return OutletRow(
        id=outlet.id,
        url=urls.of("source", outlet.id),
        name=outlet.name,
        siglum=outlet.siglum,
        kind=head.kind if head else "",
        country=head.country if head else "",
        language=head.lang if head else "",
        address=head.url if head else "",
        wikidata=head.wikidata if head else "",
    )


def _story(tables: Tables, id: str) -> StoryRow:
    head = tables.stories[id].head
    return StoryRow(
        id=id, url=urls.of("story", id), title=head.title, date=head.date, place=head.place, status=head.status
    )


# --- files -----------------------------------------------------------------------------------------------------------


def _form(name: str, month: str | None, type: str) -> Machine:
    return Machine(url=urls.datum(name, month), label=name, type=type)


def _table(of: Of, month: str | None, rows: Sequence[TableRow]) -> Planned:
    csv = _form(f"{of}.csv", month, "text/csv")
    return Planned(urls.datum(f"{of}.json", month), table_file, (of, month, tuple(rows)), forms=(csv,))


def table_file(of: Of, month: str | None, rows: tuple[TableRow, ...]) -> TableFile:
    return TableFile(url=urls.datum(f"{of}.json", month), title=of, of=of, rows=rows)


def literature(month: str, cited: tuple[Cited, ...]) -> Literature:
    return Literature(url=urls.datum("citations.json", month), title="Citations", cited=cited)


def package(files: tuple[DataFiles, ...], cited: tuple[str, ...]) -> DataPackage:
    return DataPackage(url=_PACKAGE.url, title="Data package", files=files, citations=cited)


def data_page(files: tuple[DataFiles, ...], reported: tuple[Item, ...], said: tuple[str, ...]) -> DataPage:
    """`reported`: months, and how many reports each has; `said`: the months of statements."""
    reports: dict[str, int] = dict(reported)
    months = sorted({*reports, *said}, reverse=True)
    return DataPage(
        url=urls.index("data"),
        title="Data",
        section="data",
        description="This edition as tables, for spreadsheets and programs.",
        files=files,
        months=tuple(
            DataMonth(month=m, folder=urls.datum("", m), reports=reports.get(m, 0), said=m in said) for m in months
        ),
    )
