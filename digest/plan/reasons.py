"""Why two reports are related, in words that a reader can check on the two pages."""

from collections.abc import Callable

import msgspec

from digest.model.site import Because, Kin

_NAMES = 3
"""Names that a reason spells out; the others are counted."""


def named(kin: Kin, name: Callable[[str], str]) -> Kin:
    """The same with names in place of the ids of entities."""
    return msgspec.structs.replace(
        kin,
        reasons=tuple(
            msgspec.structs.replace(reason, items=tuple(map(name, reason.items[:_NAMES])))
            if reason.kind == "names"
            else reason
            for reason in kin.reasons
        ),
    )


def words(kin: Kin) -> tuple[str, ...]:
    """The reasons in words, the strongest first; what tells a reader nothing (the editor's pin) is left out."""
    return tuple(filter(None, (_words(reason) for reason in kin.reasons)))


def _words(reason: Because) -> str:
    match reason.kind:
        case "statements":
            return "one quotation in common" if reason.count == 1 else f"{reason.count} quotations in common"
        case "passages":
            return "text in common"
        case "story":
            return "the same story"
        case "names":
            more = reason.count - len(reason.items)
            return ", ".join(reason.items) + (f" and {more} more name{'s' * (more > 1)}" if more > 0 else "")
        case "words":
            return "words in common: " + ", ".join(reason.items[:3])
        case "days":
            return (
                "same day"
                if reason.count == 0
                else "one day apart"
                if reason.count == 1
                else f"{reason.count} days apart"
            )
        case "undated":
            return "date unknown"
        case _:
            return ""
