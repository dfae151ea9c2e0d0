"""A reason -> plain words that can be checked on the two reports."""

from collections.abc import Mapping

from digest.model.site import Reason

SPELT_OUT = 3
"""Names and words that a reason spells out; further names are counted."""
_NOBODY: Mapping[str, str] = {}


def said(reason: Reason, names: Mapping[str, str] = _NOBODY) -> str:
    """A reason in plain words that can be checked on the two reports: on their pages, and in a terminal.

    `names` are those of ids; what has none there is called by its id.
    """
    match reason.kind:
        case "pinned":
            return "pinned by the editor"
        case "statements":
            return "one quotation in common" if reason.count == 1 else f"{reason.count} quotations in common"
        case "passages":
            return "text in common"
        case "story":
            return "the same story"
        case "names":
            shown = [names.get(id, id) for id in reason.items[:SPELT_OUT]]
            more = reason.count - len(shown)
            return ", ".join(shown) + (f" and {more} more name{'s' * (more > 1)}" if more > 0 else "")
        case "words":
            return "words in common: " + ", ".join(reason.items[:SPELT_OUT])
        case "days":
            if reason.count < 2:
                return "one day apart" if reason.count else "same day"
            return f"{reason.count} days apart"
        case "undated":
            return "date unknown"
