"""A reason -> plain words that can be checked on the two reports."""

from digest.model.site import Reason

SPELT_OUT = 3
"""Names and words that a reason spells out; further names are counted."""


def said(reason: Reason) -> str:
    """A reason in plain words that can be checked on the two reports: on their pages, and in a terminal.

    The items stand as they are; for a page, the ids of names are replaced by the names first.
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
            shown = reason.items[:SPELT_OUT]
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
