"""The grammar of attribution: in a sentence whose quotations are single tokens, which words name the speaker.

A sentence is read as a list of tokens. A *cue* is a verb (`said`), a phrase (`according to`) or a noun (`Biden's
comment that`); its *subject* is a run of tokens beside it. Nothing here knows who `Putin` is: that is `names`. Every
search is over a window of bounded length, so that a sentence of ten thousand quotations costs ten thousand times one.
"""

import re
from typing import NamedTuple

from digest.quotes.language import PARTICLES, Language

REACH = 70
"""The furthest, in tokens, that a cue may stand from its quotation."""
_JOIN = frozenset({"and", "und", "et", "y", "e", "&"})
_DASHES = frozenset({"—", "–", "-", "--"})
_STOPS = frozenset({".", "!", "?", "…"})
_WORD = re.compile(r"\w(?:[\w&]|[-’'@](?=\w)|\.(?=[a-z0-9])|(?<=\b\w)\.(?=\w))*+|--|[^\w\s]")
"""A full stop joins `U.S.` and `p.m.`, but not two sentences that an outlet ran together (`over.Russian`)."""
_ELIDED = re.compile(r"(?:[ldjnmtscLDJNMTSC]|[Qq]u|[Ll]orsqu)[’'](?=\w)|" + _WORD.pattern)
"""French: `l'agence` is two words."""
_POSSESSIVE = ("'s", "’s", "s'", "s’")


class Token(NamedTuple):
    start: int
    end: int
    word: str
    low: str
    quote: int
    """The number of the quotation that stands here; -1: a word or a punctuation mark."""


class Cue(NamedTuple):
    """Who is said to speak, by which word, and how sure the grammar is of it."""

    first: int
    """The first token of the speaker's mention."""
    last: int
    """After its last token."""
    at: int
    """The token of the cue."""
    sure: float


def is_word(token: Token) -> bool:
    return token.quote < 0 and (token.word[0].isalnum() or token.word[0] == "_")


def is_capital(token: Token) -> bool:
    return token.quote < 0 and token.word[0].isupper()


def tokens(text: str, start: int, end: int, quotes: list[tuple[int, int, int]], table: Language) -> list[Token]:
    """The words and marks of a paragraph; each quotation, given as (start, end, number), is one token."""
    found: list[Token] = []
    at = start
    shape = _ELIDED if table.code == "fr" else _WORD
    for left, right, number in [*quotes, (end, end, -1)]:
        for match in shape.finditer(text, at, left):
            word = match.group()
            first = match.start()
            last = first + len(word)
            low = word.lower()
            if "’" in low:
                low = low.replace("’", "'")
            if (
                last < left
                and text[last] == "."
                and (
                    low in table.abbreviations
                    or (last - first == 1 and word.isupper())
                    or ("." in word and word[0].isalpha())
                )
                and text[last + 1 : last + 2] != "."
            ):
                word += "."
                last += 1
            elif word == "." and found and first < found[-1].end:
                continue  # the full stop of an abbreviation, which the token before already holds
            found.append(Token(first, last, word, low, -1))
        if number >= 0:
            found.append(Token(left, right, "“”", "“”", number))
        at = right
    return found


def sentences(line: list[Token], final: list[bool], table: Language) -> list[tuple[int, int]]:
    """The sentences of a paragraph as token ranges. `final` says of each quotation whether it ends like a sentence.

    A quotation that ends so still belongs to the words after it where these are an attribution (`“Why?” Trump said.`).
    """
    found, begin, size = [], 0, len(line)
    for i in range(size):
        token = line[i]
        after = line[i + 1] if i + 1 < size else None
        if token.quote >= 0:
            stop = (
                final[token.quote]
                and after is not None
                and (after.quote >= 0 or after.word[0].isupper())
                and not _tail(line, i + 1, table)
            )
        else:
            stop = token.word in _STOPS and after is not None and (after.quote >= 0 or not after.word[0].islower())
            if stop and after is not None and after.word in (")", "]", ".", "…", "!", "?", ",", ";"):
                stop = False
        if stop:
            found.append((begin, i + 1))
            begin = i + 1
    if begin < size:
        found.append((begin, size))
    return found


def _tail(line: list[Token], at: int, table: Language) -> bool:
    """Whether an attribution and nothing else stands here: `Trump said.`, `he told reporters on Monday.`"""
    for verb in range(at, min(at + 7, len(line))):
        token = line[verb]
        if token.quote >= 0 or token.word in _STOPS:
            return False
        if token.low in table.verbs:
            subject = (
                subject_before(line, verb, at, table) if verb > at else subject_after(line, verb + 1, len(line), table)
            )
            if subject is None or (verb > at and subject[0] != at):
                return False
            rest = verb + 1 if verb > at else subject[1]
            if rest >= len(line) or line[rest].quote >= 0 or line[rest].word in (".", ",", ":", ";"):
                return True
            # “... war.” Trump said on Tuesday. — but not: Trump said on Tuesday that the war was over.
            for later in range(rest, min(rest + 14, len(line))):
                low = line[later].low
                if line[later].quote >= 0 or low in table.that or low in table.auxiliaries:
                    return False
                if low in _STOPS:
                    return (
                        line[rest].low in table.prepositions
                        or line[rest].low in table.times
                        or line[verb].low in ("told", "tells")
                    )
            return False
    return False


def _closes_bracket(line: list[Token], j: int, low: int) -> int:
    """The token before the bracket that closes at `j`."""
    for k in range(j - 1, max(low, j - 14) - 1, -1):
        if line[k].word in ("(", "["):
            return k - 1
    return j - 1


def _verbal(token: Token, table: Language) -> bool:
    return token.low in table.auxiliaries and not token.word[0].isupper()


def subject_before(line: list[Token], verb: int, low: int, table: Language) -> tuple[int, int] | None:
    """The noun phrase that is the subject of the verb, to its left and not before token `low`."""
    j = verb - 1
    while j >= low and line[j].quote < 0:
        token = line[j]
        lower = token.word[0].islower() or token.word[0] in "'’"
        if lower and (
            token.low in table.auxiliaries
            or token.low in table.adverbs
            or (len(token.low) > 4 and token.low.endswith("ly"))
        ):
            if token.low in table.passive and j == verb - 1:
                return None
            j -= 1
            continue
        if token.low in table.times or (token.word.isdigit() and j > low and line[j - 1].low in table.times):
            j -= 1
            if j >= low and line[j].low in ("on", "in", "at", "am", "late", "early", "le", "el", "this", "last"):
                j -= 1
            continue
        if token.word in (")", "]"):
            j = _closes_bracket(line, j, low)
            continue
        break
    if j < low:
        return None
    token = line[j]
    if token.quote >= 0:
        return None
    if token.word == "," or token.word in _DASHES:
        return _before_insertion(line, j, low, table)
    if token.low in table.relatives and token.low not in table.determiners:
        k = j - 1
        while k >= low and line[k].word in (",", ")", "—", "–"):
            k = _closes_bracket(line, k, low) if line[k].word == ")" else k - 1
        if k < low:
            return None
        if is_capital(line[k]) and not any(line[i].low in ("of", "for") for i in range(max(low, k - 4), k)):
            # “a blow to President Finch, who said”: the nearest name, not what it hangs on.
            return _name_before(line, k, low, table, 0, owned=True)
        return phrase_before(line, k, low, table)
    return phrase_before(line, j, low, table)


def _before_insertion(line: list[Token], comma: int, low: int, table: Language) -> tuple[int, int] | None:
    """The noun phrase before an apposition or a clause set off by commas that ends at `comma`."""
    best: tuple[int, int] | None = None
    for k in range(comma - 1, max(low, comma - 45), -1):
        token = line[k]
        if token.quote >= 0 and best is None and k == comma - 1:
            return None
        if token.word in (";", ":") or token.word in _STOPS:
            break
        if token.word != "," and token.word not in _DASHES:
            continue
        after = line[k + 1]
        if k == low or after.low in table.breaks and after.low not in ("who", "where", "whose", "as", "when", "while"):
            continue
        end = k - 1
        if line[end].word in (")", "]"):
            end = _closes_bracket(line, end, low)
        phrase = phrase_before(line, end, low, table) if end >= low else None
        if phrase is None:
            continue
        head = line[phrase[0]]
        inside = line[k + 1 : comma]
        if (
            best is None
            and len(inside) > 1
            and all(is_capital(t) or t.low in PARTICLES for t in inside)
            and head_is_common(line, phrase, table)
        ):
            return (k + 1, comma)  # “The minister, Dev Patel, spoke”
        if head.low in table.times or (phrase[0] > low and line[phrase[0] - 1].low in table.prepositions):
            if best is not None:
                break
            continue
        if best is not None:
            # “Ann Lee, counsel of the Crisis Network, a pressure group, said”: what was found is an apposition itself.
            named = is_capital(line[phrase[1] - 1])
            described = head_is_common(line, best, table)
            if not (named and described and best[0] - 1 == k):
                break
        best = phrase
        if head.low in table.he or head.low in table.she:
            break
    return best


def head_is_common(line: list[Token], phrase: tuple[int, int], table: Language) -> bool:
    """Whether a phrase describes (`a lawyer for the group`, `chief counsel`) rather than names."""
    first = line[phrase[0]]
    last = line[phrase[1] - 1]
    if first.word[0].islower() or last.word[0].islower() or first.low in table.determiners:
        return True
    return first.low in table.roles and phrase[1] - phrase[0] == 1


def is_role(token: Token, table: Language) -> bool:
    low = token.low
    return (
        low in table.roles
        or (len(low) > 5 and low.endswith(table.role_endings))
        or ("-" in low and low.rsplit("-", 1)[1] in table.roles)
    )


def phrase_before(line: list[Token], j: int, low: int, table: Language, depth: int = 0) -> tuple[int, int] | None:
    """The noun phrase whose last token is `j`, as a token range."""
    if j < low or depth > 3:
        return None
    token = line[j]
    if not is_word(token):
        return None
    if token.low in table.he or token.low in table.she or token.low in table.they:
        return (j, j + 1)
    if (
        token.low in table.breaks
        or token.low in table.prepositions
        or token.low in table.determiners
        and not is_capital(token)
    ):
        return None
    if token.word[0].islower() and (token.low in table.auxiliaries or token.low in table.adverbs):
        return None
    if is_capital(token):
        return _name_before(line, j, low, table, depth)
    return _nominal_before(line, j, low, table, depth)


def _starter(line: list[Token], k: int, low: int, table: Language) -> bool:
    """A capital that only begins the sentence."""
    return line[k].low in table.starters and (k == low or not is_word(line[k - 1])) and line[k].word[1:].islower()


def _describes(line: list[Token], a: int, j: int, table: Language) -> bool:
    """Whether what follows an owner is an institution (`Ukraine's Defence Ministry`), which the owner helps to name."""
    return line[j].low in table.bodies or line[a].low in table.bodies or is_role(line[a], table)


def _particle(line: list[Token], k: int, table: Language) -> bool:
    """Whether a small word belongs to a name: `van` always, `der` only after another (`sagte Huber der Zeitung`)."""
    return (
        line[k].low in PARTICLES
        and line[k].word[0].islower()
        and (line[k].low not in table.determiners or line[k - 1].low in PARTICLES)
    )


def _modifiers(line: list[Token], a: int, low: int, table: Language) -> int:
    """Where the plain words before a name begin, if nothing else stands before them: `tennis legend Paula Marsh`."""
    k = a
    while k > low and a - k < 4:
        before = line[k - 1]
        if not is_word(before) or before.low in table.breaks:
            return k
        if before.low in table.determiners:
            return k - 1
        if (
            not before.word[0].islower()
            or len(before.low) < 3
            or before.low in table.verbs
            or before.low in table.weak
            or (
                before.low in table.prepositions
                or before.low in table.auxiliaries
                or before.low in table.adverbs
                or before.low in table.times
                or before.low in table.participles
                or _is_pronoun(before, table)
                or before.low.endswith(("ly", "ed", "ing"))
            )
        ):
            return a
        k -= 1
    return k if k == low else a


def _through(line: list[Token], a: int, low: int, table: Language, depth: int) -> tuple[int, int] | None:
    """What stands before the preposition before token `a`.

    A description goes on through it (`a spokesman for Trump`); of a name or pronoun only the name is meant (`Mr Assad`
    of `Mr Assad during the call`).
    """
    if a <= low + 1 or depth > 2:
        return None
    link = line[a - 1]
    if not link.word[0].islower() or not (link.low in table.linking or link.low in table.prepositions):
        return None
    outer = phrase_before(line, a - 2, low, table, depth + 1)
    if outer is None or line[outer[0]].low in table.times:
        return None
    if _is_pronoun(line[outer[0]], table):
        return outer if outer[0] == low else None
    if (
        is_capital(line[outer[1] - 1])
        and link.low not in ("of", "for", "der", "de")
        and not head_is_common(line, outer, table)
    ):
        return outer
    return outer if link.low in table.linking else None


def _name_before(
    line: list[Token], j: int, low: int, table: Language, depth: int, owned: bool = False
) -> tuple[int, int] | None:
    a = j
    while a > low:
        before = line[a - 1]
        owner = before.word.endswith(_POSSESSIVE[:2])
        if is_capital(before) and before.low not in table.times and (not owner or _describes(line, a, j, table)):
            if _starter(line, a - 1, low, table):
                if before.low in table.determiners and before.low not in table.breaks:
                    a -= 1
                break
            a -= 1
            if owner:
                break
        elif (
            _particle(line, a - 1, table)
            and a - 2 >= low
            and (is_capital(line[a - 2]) or line[a - 2].low in PARTICLES)
            or before.word[0].islower()
            and is_role(before, table)
        ):
            a -= 1
        elif (
            before.low in ("of", "for")
            and a - 2 >= low
            and is_role(line[a - 2], table)
            and line[a].word[0].islower()
            or before.word == "&"
            and a - 2 >= low
            and is_capital(line[a - 2])
        ):
            a -= 2
        elif before.low in table.determiners and before.word[0].islower() and before.low not in table.breaks:
            a -= 1
            break
        elif before.low in _JOIN and a - 2 >= low and is_capital(line[a - 2]) and line[a - 2].low not in table.times:
            left = _name_before(line, a - 2, low, table, depth + 1) if depth < 2 else None
            if left is not None and (
                left[0] == low or line[left[0] - 1].word in (",", ";", ":") or line[left[0] - 1].low in table.breaks
            ):
                return (left[0], j + 1)
            break
        else:
            break
    a = _modifiers(line, a, low, table)
    if owned:
        return (a, j + 1)
    outer = _through(line, a, low, table, depth)
    if outer is not None:
        named = not head_is_common(line, outer, table) and is_capital(line[outer[1] - 1])
        keep = named and line[a - 1].low not in ("of", "for", "der", "de") or _is_pronoun(line[outer[0]], table)
        return outer if keep else (outer[0], j + 1)
    if a > low + 1 and line[a].low in table.determiners and line[a].low in table.linking and depth < 3:
        # German: “ein Sprecher der Polizei”, where the article alone links.
        outer = phrase_before(line, a - 1, low, table, depth + 1)
        if outer is not None and is_capital(line[a - 1]):
            return (outer[0], j + 1)
    return (a, j + 1)


def _is_pronoun(token: Token, table: Language) -> bool:
    return token.low in table.he or token.low in table.she or token.low in table.they


def _nominal_before(line: list[Token], j: int, low: int, table: Language, depth: int) -> tuple[int, int] | None:
    a = j
    determined = False
    for k in range(j - 1, max(low, j - 11) - 1, -1):
        token = line[k]
        if not is_word(token) or _is_pronoun(token, table) or token.low in table.breaks:
            break
        if token.low in table.determiners or token.word.endswith(_POSSESSIVE[:2]):
            a, determined = k, True
            if token.word.endswith(_POSSESSIVE[:2]):
                owner = _name_before(line, k, low, table, depth + 1, owned=True) if is_capital(token) else None
                a = owner[0] if owner is not None else k
            break
        if token.word[0].islower() and (token.low in table.auxiliaries or token.low in table.verbs):
            break
        if token.low in table.linking or token.low in table.prepositions:
            break
        a = k
    outer = _through(line, a, low, table, depth)
    if outer is not None:
        named = is_capital(line[outer[1] - 1]) or _is_pronoun(line[outer[0]], table)
        return outer if named and line[a - 1].low not in ("of", "for") else (outer[0], j + 1)
    head = line[j]
    known = head.low in table.bodies or head.low in table.documents or head.low in table.nouns or is_role(head, table)
    # Bare plurals speak too (`Storm chasers said`).
    known = known or (
        table.code == "en" and len(head.low) > 4 and head.low.endswith("s") and head.low not in table.verbs
    )
    return (a, j + 1) if determined or known else None


def subject_after(line: list[Token], k: int, high: int, table: Language) -> tuple[int, int] | None:
    """The noun phrase that begins at token `k` (after a few adverbs), as after `said` or `according to`."""
    while k < high and is_word(line[k]) and line[k].word[0].islower() and line[k].low in table.adverbs and k + 1 < high:
        k += 1
    if k >= high or not is_word(line[k]):
        return None
    first = line[k]
    if _is_pronoun(first, table):
        return (k, k + 1)
    if (first.low in table.prepositions or first.low in table.breaks or first.low in table.times) and not is_capital(
        first
    ):
        return None
    b, named, common = k, False, False
    while b < min(high, k + 16):
        token = line[b]
        if not is_word(token):
            if token.word == "&" and b + 1 < high and is_capital(line[b + 1]):
                b += 1
                continue
            break
        low = token.low
        if is_capital(token) and low not in table.times and not (b == k and low in table.determiners):
            named = True
            b += 1
            if token.word.endswith(_POSSESSIVE[:2]):
                common, named = True, False
            continue
        if (
            named
            and b + 1 < high
            and _particle(line, b, table)
            and (is_capital(line[b + 1]) or line[b + 1].low in PARTICLES)
        ):
            b += 1
            continue
        if low in _JOIN and named and b + 1 < high and is_capital(line[b + 1]):
            b += 1
            continue
        if low in table.linking and b > k:
            tight = low in (
                "of",
                "for",
                "from",
                "de",
                "du",
                "des",
                "del",
                "der",
                "von",
                "vom",
                "familiar",
                "close",
                "representing",
                "d'",
            )
            nxt = line[b + 1] if b + 1 < high else None
            if nxt is None or not is_word(nxt):
                break
            if (
                tight
                and (common or _institution(line, b, table))
                or (common and is_capital(nxt) and nxt.low not in table.times)
            ):
                b += 1
                if line[b].low in table.determiners:
                    b += 1
                named = False
                continue
            if low in ("with", "to") and line[b - 1].low in ("familiar", "close"):
                b += 1
                if b < high and line[b].low in table.determiners:
                    b += 1
                continue
            break
        if low in table.determiners and b == k:
            b += 1
            common = True
            continue
        described = is_role(token, table) or low in table.bodies or low in table.documents or low in table.nouns
        former = b == k + 1 and is_role(first, table) and b + 1 < high and is_capital(line[b + 1])
        if named and not described and not former:
            break
        if low in table.prepositions or low in table.breaks or low in table.times or low in table.relatives:
            break
        if low in table.auxiliaries or (low in table.verbs and b > k) or (low in table.adverbs and b > k):
            break
        if low in table.participles:
            break
        common, named = True, False
        b += 1
    while (
        b > k
        and (line[b - 1].low in table.linking or line[b - 1].low in table.determiners)
        and line[b - 1].word[0].islower()
    ):
        b -= 1
    if b == k:
        return None
    if not any(is_capital(line[i]) for i in range(k, b)):
        head = [line[i] for i in range(k, b)]
        if first.low not in table.determiners and not any(
            t.low in table.bodies or is_role(t, table) or t.low in table.documents for t in head
        ):
            return None
    return (k, b)


def _institution(line: list[Token], b: int, table: Language) -> bool:
    """`Ministry of`, `University of`, `Department for`: the name goes on after the preposition."""
    last = line[b - 1].low
    return last in table.bodies or last in table.roles


def according(line: list[Token], i: int, high: int, table: Language) -> int:
    """The length of an `according to` phrase that begins at token `i`; 0: none does."""
    low = line[i].low
    for phrase in table.according:
        if (
            phrase[0] == low
            and i + len(phrase) < high
            and all(line[i + n].low == word for n, word in enumerate(phrase))
        ):
            return len(phrase)
    return 0


def main_subject(line: list[Token], begin: int, end: int, table: Language) -> tuple[int, int] | None:
    """The subject of the sentence, as far as its first words show it."""
    i = begin
    for _ in range(3):
        while i < end and (
            not is_word(line[i]) or (line[i].low in _JOIN or line[i].low in ("but", "aber", "mais", "pero", "doch"))
        ):
            if line[i].quote >= 0:
                return None
            i += 1
        if i >= end:
            return None
        low = line[i].low
        fronted = (
            low in table.prepositions
            or low in table.breaks
            or low in table.participles
            or (low.endswith("ing") and low in table.starters)
            or low in ("asked", "according", "gefragt", "interrogé")
            or bool(according(line, i, end, table))
        )
        adverbial = (
            i + 1 < end
            and line[i + 1].word == ","
            and (low in table.starters or low in table.adverbs or low.endswith("ly"))
        )
        if not (fronted or adverbial):
            break
        comma = next((k for k in range(i + 1, min(end, i + 45)) if line[k].word == "," or line[k].quote >= 0), -1)
        if comma < 0 or line[comma].quote >= 0:
            return None
        i = comma + 1
    if i >= end:
        return None
    found = subject_after(line, i, min(end, i + 14), table)
    if found is None or line[found[1] - 1].word.endswith(_POSSESSIVE):
        return None
    if head_is_common(line, found, table) and found[1] + 2 < end and line[found[1]].word == ",":
        # “Crane's deputy, Bob Tully, went further”
        k = found[1] + 1
        while k < end and (is_capital(line[k]) or line[k].low in PARTICLES):
            k += 1
        if k > found[1] + 2 and k < end and line[k].word == ",":
            return (found[1] + 1, k)
    return found


def _coordinated(line: list[Token], begin: int, verb: int, table: Language) -> tuple[int, int] | None:
    """The subject of the clause that the verb goes on with: `later, China shared it with Russia and told Moscow`."""
    seen = False
    for k in range(verb - 1, max(begin, verb - 40) - 1, -1):
        token = line[k]
        if token.quote >= 0:
            return None
        if token.low in _JOIN or token.low == "but":
            seen = True
        if k == begin or token.word in (",", ";", "—", "–") or token.low in table.breaks and token.low not in _JOIN:
            first = k if k == begin and is_word(token) else k + 1
            if not seen or first >= verb - 1 or line[first].low in _JOIN:
                continue
            phrase = subject_after(line, first, verb, table)
            if phrase is not None and phrase[1] < verb:
                after = line[phrase[1]]
                if (
                    is_word(after)
                    and after.word[0].islower()
                    and after.low not in table.prepositions
                    and after.low not in _JOIN
                ):
                    return phrase
    return None


def _noun_use(line: list[Token], v: int, low: int, table: Language) -> bool:
    """Whether a word that could be a verb is a noun here: `the reports`, `his claims`."""
    if v <= low:
        return False
    before = line[v - 1]
    if not is_word(before):
        return False
    return (
        (before.low in table.determiners and before.low not in table.they)
        or before.low in table.his
        or (before.low in table.her and before.low not in table.she)
        or before.word.endswith(_POSSESSIVE[:2])
        or (before.low in table.prepositions and before.word[0].islower())
    )


def before_quote(line: list[Token], begin: int, quote: int, table: Language) -> list[Cue]:
    """The cues in the sentence before the quotation, the nearest first."""
    found: list[Cue] = []
    phrases = {phrase[0] for phrase in table.according}
    low = max(begin, quote - REACH)
    quoted = 0
    for v in range(quote - 1, low - 1, -1):
        token = line[v]
        if token.word == ";" or quoted > 8:
            break
        quoted += token.quote >= 0
        if token.quote >= 0 or not token.word[0].isalpha():
            continue
        word = token.low
        gap = quote - v
        near = 0.0 if gap <= 12 else 0.04 if gap <= 30 else 0.1
        length = according(line, v, quote, table) if word in phrases else 0
        if length:
            phrase = subject_after(line, v + length, quote, table)
            if phrase is not None:
                found.append(Cue(phrase[0], phrase[1], v, 0.9 - near))
            continue
        if word in table.nouns:
            cue = _noun_cue(line, v, begin, quote, table)
            if cue is not None:
                found.append(Cue(cue[0], cue[1], v, 0.93 - near))
                continue
        strong, weak, borrowed = word in table.verbs, word in table.weak, word in table.participles
        if not (strong or weak or borrowed) or (token.word[0].isupper() and v > begin and is_word(line[v - 1])):
            continue
        if _noun_use(line, v, begin, table):
            continue
        if borrowed and not strong:
            if v > begin and line[v - 1].low == "as":
                # “is quoted as saying”
                back = v - 2
                while back > begin and line[back].word[0].islower() and line[back].low not in table.passive:
                    back -= 1
                phrase = phrase_before(line, back - 1, begin, table) if back > begin else None
            else:
                phrase = (
                    subject_before(line, v, begin, table)
                    if v > begin and line[v - 1].word not in (",", "—", "–")
                    else None
                )
                phrase = phrase or main_subject(line, begin, v, table)
            if phrase is not None:
                found.append(Cue(phrase[0], phrase[1], v, 0.88 - near))
            continue
        phrase = subject_before(line, v, begin, table)
        sure = (0.97 if strong else 0.9) - near
        if phrase is None and v > begin and line[v - 1].low in table.passive and line[v - 1].word[0].islower():
            if word not in ("quoted", "cited", "zitiert"):
                continue
            phrase = subject_before(line, v - 1, begin, table)
        if phrase is None:
            inverted = subject_after(line, v + 1, quote, table)
            if inverted is not None and (v == begin or table.code != "en") and word not in ("told", "asked"):
                phrase = inverted
            elif v > begin:
                phrase = _coordinated(line, begin, v, table) or main_subject(line, begin, v, table)
                sure -= 0.06
        if phrase is not None:
            found.append(Cue(phrase[0], phrase[1], v, sure))
    return found


def _noun_cue(line: list[Token], v: int, begin: int, quote: int, table: Language) -> tuple[int, int] | None:
    """The owner of a comment: `Biden's comment`, `his long-standing promise`, `a statement from the ministry`."""
    for k in range(v - 1, max(begin, v - 5) - 1, -1):
        token = line[k]
        if not is_word(token):
            break
        if token.low in table.his or token.low in table.her or token.low == "their":
            return (k, k + 1)
        if token.word.endswith(_POSSESSIVE) and len(token.word) > 3:
            return (
                _name_before(line, k, begin, table, 0, owned=True)
                if is_capital(token)
                else phrase_before(line, k, begin, table)
            )
        if token.low in table.determiners or token.low in table.prepositions:
            break
    if v + 1 < quote and line[v + 1].low in table.of and line[v + 1].low not in ("of", "de", "del", "du"):
        return subject_after(line, v + 2, quote, table)
    return None


def after_quote(line: list[Token], quote: int, end: int, table: Language) -> tuple[list[Cue], bool]:
    """The cues in the sentence after the quotation, the nearest first, and whether the nearest touches it."""
    k = quote + 1
    if k < end and line[k].word in (",", ".") and k + 1 < end:
        k += 1
    dash = k < end and line[k].word in _DASHES
    if dash:
        k += 1
    if k >= end or line[k].quote >= 0:
        return [], False
    found: list[Cue] = []
    touching = False
    high = min(end, k + REACH)
    v = k
    phrases = {phrase[0] for phrase in table.according}
    if line[k].low in ("as", "wie", "comme", "como") and not according(line, k, high, table) and k + 1 < high:
        k += 1
        v = k
    while v < high:
        token = line[v]
        if token.quote >= 0 and found:
            break
        if token.quote >= 0:
            # A cue behind the next quotation is that quotation's, unless the sentence has no other.
            v += 1
            if v - quote > 40:
                break
            continue
        if token.word == ";" or not token.word[0].isalpha():
            if token.word == ";":
                break
            v += 1
            continue
        word = token.low
        length = according(line, v, high, table) if word in phrases else 0
        if length and (v == k or line[v - 1].word in (",", "—", "–") or length > 1 or found):
            phrase = subject_after(line, v + length, high, table)
            if phrase is not None:
                touching = touching or (not found and v == k)
                found.append(Cue(phrase[0], phrase[1], v, 0.95 if v == k else 0.88))
                v = phrase[1]
                continue
        strong, weak = word in table.verbs, word in table.weak
        capital = token.word[0].isupper() and v > k
        if (strong or weak) and not capital and not _noun_use(line, v, k, table):
            phrase, close = None, False
            if v == k or all(line[i].low in table.auxiliaries for i in range(k, v)):
                phrase = _clitic(line, v, table) or subject_after(line, v + 1, high, table)
                close = phrase is not None
            if phrase is None and v > k:
                phrase = subject_before(line, v, k, table)
                if phrase is not None:
                    close = phrase[0] == k or all(
                        line[i].low in table.times or line[i].low in table.adverbs or line[i].word in (",", "—", "–")
                        for i in range(k, phrase[0])
                    )
                    clause = line[phrase[0] - 1].word if phrase[0] > k else ","
                    if not close and clause not in (",", "—", "–"):
                        phrase = None
                elif (line[v - 1].word == "," or table.code != "en") and not found:
                    phrase = subject_after(line, v + 1, high, table)
            if phrase is not None and (strong or close):
                touching = touching or (not found and close)
                sure = (0.98 if close else 0.9) - (0.0 if strong else 0.06) - 0.01 * max(0, (v - k - 10) // 4)
                found.append(Cue(phrase[0], phrase[1], v, sure))
                v = max(v + 1, phrase[1])
                if len(found) > 2:
                    break
                continue
        v += 1
    if not found and dash and line[k].word[0].isupper():
        phrase = subject_after(line, k, high, table)
        if phrase is not None:
            return [Cue(phrase[0], phrase[1], k, 0.95)], True
    return found, touching


def _clitic(line: list[Token], v: int, table: Language) -> tuple[int, int] | None:
    """French inversion: `a-t-il déclaré`, `explique-t-elle`, where the pronoun hangs on a word."""
    for k in (v, v - 1):
        if k >= 0 and "-" in line[k].low and line[k].low.rsplit("-", 1)[1] in (table.he | table.she):
            return (k, k + 1)
    return None
