"""What an import did and what an outlet changed, as text and as JSON."""

import textwrap
from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from digest.ingest.history import Step
from digest.ingest.write import Action, Outcome, Suggested
from digest.report import Paint, safe
from digest.text import shorten

MOST = 40
"""Articles named one by one."""
_MOST_NAMES = 20
"""Names of one kind, and files that were made."""
_KINDS = {
    "source": "outlets",
    "person": "people",
    "organisation": "organisations",
    "place": "places",
    "": "unsure",
}
_WIDTH = 80
"""Characters of a line of names."""
_BOUND = "\0"
"""Where a line is not to be broken."""
_WORDS: dict[Action, str] = {
    "new": "new",
    "changed": "changed: the new text was saved",
    "same": "as they were",
    "refused": "not read",
}


def summary(outcomes: Sequence[Outcome], suggested: Sequence[Suggested], *, dry: bool, paint: Paint) -> str:
    """What became of the articles: a line each for those of which there is something to say, then how many of which."""
    lines: list[str] = []
    told = [outcome for outcome in outcomes if outcome.action != "same"]
    for outcome in told[:MOST]:
        lines += _lines(outcome, paint)
    if len(told) > MOST:
        lines.append(f"... and {len(told) - MOST:,} more")
    if lines:
        lines.append("")
    counts = Counter(outcome.action for outcome in outcomes)
    said = ", ".join(f"{counts[action]:,} {words}" for action, words in _WORDS.items() if counts[action])
    would = " (nothing was written: --dry-run)" if dry else ""
    lines.append(f"{len(outcomes):,} article{'s' if len(outcomes) != 1 else ''}: {said or 'none'}{would}")
    if unknown := Counter(key for outcome in outcomes for key in outcome.unknown if outcome.action == "new"):
        lines.append("not said by the article: " + ", ".join(f"{key} of {n:,}" for key, n in sorted(unknown.items())))
    lines += _names(suggested, paint, dry)
    return "\n".join(lines) + "\n"


def _lines(outcome: Outcome, paint: Paint) -> list[str]:
    if outcome.action == "refused":
        help = f" ({outcome.help})" if outcome.help else ""
        return [f"{paint('red', 'not read')}  {safe(outcome.origin)}: {safe(outcome.what)}{help}"]
    if outcome.action == "changed":
        head = f"{paint('bold', 'changed ')}  {outcome.report}  see `digest history {outcome.report}`"
    else:
        parts = [f"{outcome.quotations} quotation{'s' if outcome.quotations != 1 else ''}"]
        if outcome.quotations:
            parts[0] += f", {outcome.attributed} with a speaker"
        if outcome.unknown:
            parts.append(f"unknown: {', '.join(outcome.unknown)}")
        head = f"{paint('green', 'new     ')}  {outcome.path}  {paint('dim', '; '.join(parts))}"
    return [head, *(f"          {safe(outcome.origin)}: {safe(remark)}" for remark in outcome.remarks)]


def _names(suggested: Sequence[Suggested], paint: Paint, dry: bool) -> list[str]:
    made = [one for one in suggested if one.path]
    left = [one for one in suggested if not one.path]
    lines: list[str] = []
    if made:
        lines.append(f"{'would be made' if dry else 'made'}: " + ", ".join(one.path for one in made[:_MOST_NAMES]))
        lines += [f"... and {len(made) - _MOST_NAMES:,} more"] if len(made) > _MOST_NAMES else []
    if left:
        hint = "" if made else "; --create makes the files of all but the unsure"
        lines.append(f"{paint('bold', 'suggested')}, by guess, with the number of articles{hint}:")
        for type, heading in _KINDS.items():
            if group := [one for one in left if (one.kind if one.kind == "source" else one.type) == type]:
                lines += _wrapped(heading, group)
    return lines


def _wrapped(heading: str, group: Sequence[Suggested]) -> list[str]:
    """One kind of names, in lines between which no name is broken."""
    shown = [f"{safe(one.name)} {one.articles:,}".replace(" ", _BOUND) for one in group[:_MOST_NAMES]]
    more = f" and {len(group) - _MOST_NAMES:,} more" if len(group) > _MOST_NAMES else ""
    wrapped = textwrap.wrap(
        ", ".join(shown) + more,
        _WIDTH,
        initial_indent=f"  {heading:<15}",
        subsequent_indent=" " * 17,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(_BOUND, " ") for line in wrapped]


def as_json(outcomes: Sequence[Outcome], suggested: Sequence[Suggested], *, dry: bool) -> str:
    counts = Counter(outcome.action for outcome in outcomes)
    return _json(
        {
            "version": 1,
            "dry_run": dry,
            "counts": {action: counts[action] for action in _WORDS},
            "articles": [_named(outcome) for outcome in outcomes],
            "suggested": [_named(one) for one in suggested],
        }
    )


def steps_as_text(first: str, steps: Sequence[Step], paint: Paint) -> str:
    """Words that went as `[-old-]`, words that came as `{+new+}`, as `git diff --word-diff` shows them."""
    if not steps:
        return f"One text was saved{f', on {first}' if first else ''}; nothing has changed since.\n"
    lines: list[str] = []
    for step in steps:
        lines.append(paint("bold", f"{step.old or 'the first text'} to {step.new}"))
        lines += [f"  {_change(change, paint)}" for change in step.changes]
        if not step.changes:
            lines.append("  only blanks differ")
        for touched in step.touched:
            what = f": {touched.difference}" if touched.difference else ""
            lines.append(
                f"  {paint('bold', 'quotation')} {touched.quotation}, {touched.was} before, {touched.now} now{what}: "
                f"“{safe(shorten(touched.text, 80))}”"
            )
        lines.append("")
    return "\n".join(lines)


def _change(change: Any, paint: Paint) -> str:
    old = paint("red", f"[-{safe(change.old)}-]") if change.old else ""
    new = paint("green", f"{{+{safe(change.new)}+}}") if change.new else ""
    before = f"... {safe(change.before)}" if change.before else ""
    after = f"{safe(change.after)} ..." if change.after else ""
    return " ".join(filter(None, (before, old, new, after)))


def steps_as_json(report: str, first: str, steps: Sequence[Step]) -> str:
    return _json({"version": 1, "report": report, "first": first, "steps": [_named(step) for step in steps]})


def _named(record: Any) -> Any:
    """A record and those within it as mappings."""
    if isinstance(record, msgspec.Struct):
        return {field: _named(getattr(record, field)) for field in record.__struct_fields__}
    return [_named(one) for one in record] if isinstance(record, (list, tuple)) else record


def _json(value: Any) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"
