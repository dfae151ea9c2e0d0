"""The templates: source text by name in, compiled templates out. A template sees `page`, `chrome` and these filters.

Autoescape is on for every name (Jinja's own choice by file suffix leaves `.svg`, `.atom` and `.html.j2` raw), and a
name that is not there is an error at its line, never an empty place.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jinja2 import BytecodeCache, DictLoader, Environment, StrictUndefined

from digest.model.article import Body
from digest.model.page import Filling, SourceCard, Variant
from digest.render import citation, english, schema_org, spark, strip, tree
from digest.render.address import host, relative, web
from digest.render.fill import Chunk, chunks, fill
from digest.render.generator import Compiling

FILTERS: Mapping[str, Callable[..., Any]] = {
    # words
    "carried": english.carried,
    "cause": english.cause,
    "counted": english.counted,
    "date": english.date,
    "day": english.day,
    "difference": english.difference,
    "form": english.form,
    "given": lambda code: english.GIVEN[code],
    "grave": english.grave,
    "kind": english.kind,
    "language": english.language,
    "listed": english.listed,
    "locale": english.locale,
    "number": english.number,
    "plural": english.plural,
    "sentence": english.sentence,
    "short": english.short,
    "spread": english.spread,
    "status": english.status,
    "unstopped": english.unstopped,
    "type_name": english.type_name,
    "type_names": english.type_names,
    "verdict": english.verdict,
    "worded": english.worded,
    # of what is shown
    "found": lambda wordings: any(wording.found for wording in wordings),
    "translated": lambda variants: any(variant.cause == "translation" for variant in variants),
    "weighty": lambda variants: any(english.grave(variant.kinds) for variant in variants),
    "bibtex": citation.of_report,
    # drawings
    "across": tree.across,
    "down": tree.down,
    "spark": spark.spark,
    "strip": strip.strip,
    "told": strip.told,
}


def environment(
    templates: Mapping[str, str], body: Callable[[str], Body], compiled: BytecodeCache | None = None
) -> Environment:
    """Templates by name (`report.html`): the edition's own stand in the mapping in the place of the shipped ones.

    `body` fetches a body by its hash; `compiled` holds templates that were compiled before. Nothing is compiled before
    its first use.
    """
    made = Compiling(
        loader=DictLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=compiled,
    )

    def prose(filling: Filling) -> tuple[Chunk, ...]:
        return chunks(filling, body(filling.body))

    def standfirst(filling: Filling) -> Chunk:
        """The first block alone, with its notes; empty for an empty text."""
        text = body(filling.body)
        notes = {note.number: note for note in filling.notes}
        head = text.blocks[:1]
        beside = tuple(notes[n] for block in head for n in block.notes if n in notes)
        return Chunk(blocks=tuple(fill(filling, head)), notes=beside)

    def rest(filling: Filling) -> tuple[Chunk, ...]:
        """All but the first block."""
        text = body(filling.body)
        after = Body(blocks=text.blocks[1:], text=text.text)
        return chunks(filling, after)

    made.filters.update(FILTERS)
    made.filters.update({"prose": prose, "standfirst": standfirst, "rest": rest, "relative": relative})
    made.tests["variant"] = lambda part: isinstance(part, Variant)
    made.filters.update({"outlets": outlets, "web": web, "host": host, "linked_data": schema_org.linked_data})
    return made


def outlets(groups: Iterable[Iterable[SourceCard]]) -> tuple[SourceCard, ...]:
    """Every outlet in any of the groups, each once, as first met. Unnamed outlets share an id, not a siglum."""
    return tuple({(source.id, source.siglum): source for group in groups for source in group}.values())
