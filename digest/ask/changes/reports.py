"""Reports: new, gone, corrected, and whatever their own file says."""

from collections.abc import Iterator, Mapping

import msgspec

from digest.ask.changes.fields import notes, others, reworded, text, was_and_is
from digest.ask.changes.pairs import Pairs
from digest.ask.changes.said import Called, Change, quoted
from digest.ask.changes.side import Side
from digest.ask.printed import listed
from digest.model.article import Quotation, ReportHead, Status
from digest.model.site import Report

_STATUS: Mapping[Status, str] = {
    "withdrawn": "was withdrawn: nothing is left of it but that it was there",
    "corrected": "is marked as corrected",
}


def changes(before: Side, after: Side, pairs: Pairs) -> Iterator[Change]:
    """What is said of reports, but for what they share with others."""
    told = _Told(before, after, pairs)
    for id, report in before.tables.reports.items():
        if pairs.after(f"report/{id}")[7:] not in after.tables.reports:
            yield told.was.change("reports", "gone", f"report/{id}", f"is gone ({told.facts(report, told.was)})")
    for id, report in after.tables.reports.items():
        old = before.tables.reports.get(pairs.before(f"report/{id}")[7:])
        if old is None:
            yield told.new(report)
        elif old != report:
            yield from told.edited(old, report)


class _Told:
    def __init__(self, before: Side, after: Side, pairs: Pairs) -> None:
        self._before, self._after, self._pairs = before, after, pairs
        self.was, self._is = Called(before.tables), Called(after.tables)

    def facts(self, report: Report, called: Called) -> str:
        """Outlet, day, and how much it carries."""
        parts = [called.outlet(report.head.id), report.head.date or "date unknown"]
        for count, word in ((len(report.head.quotes), "quotation"), (len(report.head.notes), "note")):
            if count:
                parts.append(f"{count} {word}{'s' * (count > 1)}")
        return ", ".join(parts)

    def new(self, report: Report) -> Change:
        story = f", of {_story(self._is, report.head)}" if report.head.story else ""
        told = f"is new ({self.facts(report, self._is)}{story})"
        return self._is.change("reports", "new", f"report/{report.head.id}", told)

    def edited(self, before: Report, after: Report) -> Iterator[Change]:
        old, new = before.head, after.head
        key = f"report/{new.id}"
        if old.id != new.id:
            yield self._is.change("reports", "renamed", key, f"has the id {new.id} now (was {old.id})")
        for change in self._status(key, old, new):  # a withdrawn one is not called anything any more
            yield msgspec.structs.replace(change, name=self.was.name(f"report/{old.id}"))
        if "withdrawn" in (old.status, new.status):
            return  # the rest follows from it
        if old.draft != new.draft:
            told = "is a draft now" if new.draft else "is no longer a draft"
            yield self._is.change("reports", "draft", key, told)
        for what, field in (("title", "title"), ("headline", "outlet’s headline")):
            yield from was_and_is("reports", what, key, getattr(old, what), getattr(new, what), self._is, field=field)
        if (old.date, old.time) != (new.date, new.time):
            told = f"is dated {_day(new)} now (was {_day(old)})"
            yield self._is.change("reports", "date", key, told)
        outlets = self.was.outlet(old.id), self._is.outlet(new.id)
        if before.outlet != after.outlet and self._pairs.after(f"source/{before.outlet}") != f"source/{after.outlet}":
            yield self._is.change("reports", "outlet", key, f"is of {outlets[1]} now (was {outlets[0]})")
        if old.story != new.story and self._pairs.after(f"story/{old.story}") != f"story/{new.story}":
            told = f"belongs to {_story(self._is, new)} now (was of {_story(self.was, old)})"
            yield self._is.change("reports", "story", key, told)
        yield from self._names(key, before, after)
        yield from self._quotations(key, before, after)
        yield from others("reports", key, old, new, self._is)
        yield from notes(key, old.notes, new.notes, self._is)
        if old.body != new.body:
            whole = self._before.text_of(old.body), self._after.text_of(new.body)
            beside = _without_quotations(whole[0], old), _without_quotations(whole[1], new)
            noted = [[note.label for note in head.notes] for head in (old, new)]
            if beside[0] != beside[1] or (whole[0] == whole[1] and noted[0] == noted[1]):
                yield from text(key, *beside, self._is)

    def _status(self, key: str, old: ReportHead, new: ReportHead) -> Iterator[Change]:
        fresh = [one for one in new.corrections if one not in old.corrections]
        lost = [one for one in old.corrections if one not in new.corrections]
        for one in fresh:
            yield self._is.change("corrections", "corrected", key, f"was corrected on {one.on}: {one.what}")
        for one in lost:
            told = f"no longer says that it was corrected on {one.on}: {one.what}"
            yield self._is.change("corrections", "correction-gone", key, told)
        if new.status != old.status and not (fresh and new.status == "corrected"):
            words = _STATUS.get(new.status) or f"is no longer marked as {old.status}"
            yield self._is.change("corrections", new.status, key, words)

    def _names(self, key: str, before: Report, after: Report) -> Iterator[Change]:
        old = {self._pairs.after(f"entity/{id}") for id, _ in before.names}
        new = {f"entity/{id}" for id, _ in after.names}
        come, gone = sorted(new - old), sorted(old - new)
        if come:
            yield self._is.change("reports", "names", key, f"names {listed(map(self._is.name, come))} now", *come)
        if gone:
            names = listed(self.was.name(self._pairs.before(one)) for one in gone)
            yield self._is.change("reports", "names-gone", key, f"no longer names {names}", *gone)

    def _quotations(self, key: str, before: Report, after: Report) -> Iterator[Change]:
        """Quotations of statements that have no page, where all else is told of."""
        was = self._before.tables.statements
        now = self._after.tables.statements
        held = self._held(after)
        goes_on = {*held.values()}
        for quotation in before.head.quotes:
            statement = was[before.statements[quotation.number - 1]]
            if quotation.number not in goes_on and not statement.page:
                yield self._is.change("reports", "quotation-gone", key, f"no longer quotes {_words(quotation)}")
        for quotation in after.head.quotes:
            statement = now[after.statements[quotation.number - 1]]
            if statement.page:
                continue
            if quotation.number not in held:
                who = f", {statement.speaker_name}" if statement.speaker_name else ""
                yield self._is.change("reports", "quotation", key, f"quotes {_words(quotation)}{who}, now")
                continue
            first = before.head.quotes[held[quotation.number] - 1]
            if first.text != quotation.text:
                told = f"in the quotation {_words(first)}, {reworded(first.text, quotation.text)}"
                yield self._is.change("reports", "quotation", key, told)

    def _held(self, after: Report) -> dict[int, int]:
        """From the numbers of a report's quotations to those that they had, where they were there before."""
        places = ((q.number, self._pairs.quotations.get((after.head.id, q.number))) for q in after.head.quotes)
        return {number: place[1] for number, place in places if place}


def _words(quotation: Quotation) -> str:
    return quoted(quotation.text)


def _story(called: Called, head: ReportHead) -> str:
    return f"the story {called.name(f'story/{head.story}')}" if head.story else "no story"


def _day(head: ReportHead) -> str:
    return " ".join(filter(None, (head.date, head.time))) or "unknown"


def _without_quotations(words: str, head: ReportHead) -> str:
    """A text without the quotations in it, which are told of by themselves."""
    at = len(words)
    parts: list[str] = []
    for quotation in sorted((q for q in head.quotes if q.at >= 0), key=lambda q: -q.at):
        end = quotation.at + len(quotation.text)
        if end <= at:
            parts += [words[end:at], "…"]
            at = quotation.at
    return "".join(reversed([*parts, words[:at]]))
