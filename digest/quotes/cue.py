"""Cues: the verbs, phrases and nouns round a quotation that say who speaks.

A *cue* is a verb (`said`), a phrase (`according to`) or a noun (`Biden's comment that`); its subject is a noun phrase
beside it. Every search is over a window of bounded length, so that a sentence of ten thousand quotations costs ten
thousand times one.
"""

from typing import NamedTuple

from digest.quotes.language import Language
from digest.quotes.phrase import (
    according,
    is_pronoun,
    main_subject,
    name_before,
    past_relative,
    phrase_before,
    subject_after,
    subject_before,
    subject_past_listener,
)
from digest.quotes.sentence import DASHES, OWNER, POSSESSIVE, STOPS, Token, is_capital, is_word

REACH = 70
"""The furthest, in tokens, that a cue may stand from its quotation."""


class Cue(NamedTuple):
    """Who is said to speak, by which word, and how sure the grammar is of it."""

    first: int
    """The first token of the speaker's mention."""
    last: int
    """After its last token; the same as `first` where the verb leaves its subject out."""
    at: int
    """The token of the cue."""
    sure: float


def sentences(line: list[Token], final: list[bool], table: Language) -> list[tuple[int, int]]:
    """The sentences of a paragraph as token ranges. `final` says of each quotation whether it ends like a sentence.

    A quotation that ends so still belongs to the words after it where these are an attribution (`“Why?” Trump said.`).
    """
    found, begin, size = [], 0, len(line)
    for i, token in enumerate(line):
        if token.quote < 0 and token.word not in STOPS:
            continue
        after = line[i + 1] if i + 1 < size else None
        if token.quote >= 0:
            stop = (
                final[token.quote]
                and after is not None
                and (after.quote >= 0 or after.word[0].isupper())
                and not _tail(line, i + 1, table)
            )
        else:
            stop = after is not None and (after.quote >= 0 or not after.word[0].islower())
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
        if token.quote >= 0 or token.word in STOPS:
            return False
        if token.low in table.verbs and token.word[0].islower():
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
                if low in STOPS:
                    return (
                        line[rest].low in table.prepositions
                        or line[rest].low in table.times
                        or line[verb].low in ("told", "tells")
                    )
            return False
    return False


def before_quote(line: list[Token], begin: int, quote: int, table: Language) -> list[Cue]:
    """The cues in the sentence before the quotation, the nearest first."""
    found: list[Cue] = []
    phrases = {phrase[0] for phrase in table.according}
    low = max(begin, quote - REACH)
    if table.verb_last and quote + 1 < len(line) and line[quote + 1].low in table.participles:
        phrase = _framed(line, quote, begin, table)  # “soll Ada Brandt „...“ gerufen haben”
        if phrase is not None:
            found.append(Cue(phrase[0], phrase[1], quote + 1, 0.9))
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
            if cue is not None and cue[0] > begin and line[cue[0] - 1].low in table.naming and v == quote - 1:
                continue  # “He called the minister's remarks “...””: his words
            if cue is not None:
                found.append(Cue(cue[0], cue[1], v, 0.93 - near))
                continue
        strong, weak = word in table.verbs, word in table.weak
        borrowed = word in table.participles or v == begin and word.endswith(table.gerunds)
        if not (strong or weak or borrowed) or (token.word[0].isupper() and v > begin and is_word(line[v - 1])):
            continue
        if _noun_use(line, v, begin, table):
            continue
        if borrowed and not strong:
            phrase = _borrowed(line, v, begin, quote, table)
            if phrase is not None:
                found.append(Cue(phrase[0], phrase[1], v, 0.88 - near))
            continue
        if v + 2 < quote and line[v + 1].low in table.by and line[v - 1].word[0].islower() and v > begin:
            # “was hailed by the envoy Ada Brandt as “...””
            agent = subject_after(line, v + 2, quote, table)
            if agent is not None:
                found.append(Cue(agent[0], agent[1], v, 0.93 - near))
                continue
        phrase = past_relative(line, begin, v, subject_before(line, v, begin, table), table)
        if table.verb_last and word in table.participles:
            phrase = _framed(line, v, begin, table) or phrase
        sure = (0.97 if strong else 0.9) - near
        if phrase is None and v > begin and line[v - 1].low in table.passive and line[v - 1].word[0].islower():
            if word not in ("quoted", "cited", "zitiert"):
                continue
            phrase = subject_before(line, v - 1, begin, table)
        if phrase is None:
            inverted = subject_after(line, v + 1, quote, table)
            if inverted is not None and (v == begin or table.inverts) and word not in ("told", "asked"):
                phrase = inverted
            elif v > begin:
                phrase = coordinated(line, begin, v, table) or main_subject(line, begin, v, table)
                sure -= 0.06
        if phrase is not None:
            found.append(Cue(phrase[0], phrase[1], v, sure))
    return found


def _framed(line: list[Token], v: int, begin: int, table: Language) -> tuple[int, int] | None:
    """The subject beside the auxiliary of a participle that stands last: `Der Mann habe den Beamten erklärt`."""
    for k in range(v - 1, max(begin, v - 20) - 1, -1):
        if line[k].quote >= 0 or line[k].word in (",", ";", ":"):
            return None
        if line[k].low in table.auxiliaries and line[k].word[0].islower():
            before = subject_before(line, k, begin, table) if k > begin else None
            inverted = subject_after(line, k + 1, v, table)
            return inverted if before is None or inverted and is_capital(line[inverted[0]]) else before
    return None


def _borrowed(line: list[Token], v: int, begin: int, quote: int, table: Language) -> tuple[int, int] | None:
    """The subject of `saying`: that of the sentence, before it or, where it opens the sentence, after the quotation."""
    if v == begin:
        comma = next((k for k in range(quote + 1, min(len(line), quote + 12)) if line[k].word == ","), -1)
        comma = quote if comma < 0 and line[quote].low == "," else comma
        return subject_after(line, comma + 1, min(len(line), comma + 16), table) if comma >= 0 else None
    if line[v - 1].low in table.like:
        # “is quoted as saying”
        back = v - 2
        while back > begin and line[back].word[0].islower() and line[back].low not in table.passive:
            back -= 1
        return phrase_before(line, back - 1, begin, table) if back > begin else None
    beside = subject_before(line, v, begin, table) if line[v - 1].word not in (",", "—", "–") else None
    return beside or main_subject(line, begin, v, table)


def coordinated(line: list[Token], begin: int, verb: int, table: Language) -> tuple[int, int] | None:
    """The subject of the clause that the verb goes on with: `later, China shared it with Russia and told Moscow`."""
    seen = False
    for k in range(verb - 1, max(begin, verb - 40) - 1, -1):
        token = line[k]
        if token.quote >= 0:
            return None
        if token.low in table.joins or token.low in table.buts:
            seen = True
        clause = token.low in table.breaks and token.low not in table.joins
        if k == begin or clause or token.word in (",", ";", "—", "–"):
            first = k if k == begin and is_word(token) else k + 1
            if not seen or first >= verb - 1 or line[first].low in table.joins:
                continue
            phrase = subject_after(line, first, verb, table)
            if phrase is None and table.inverts and is_word(line[first]) and not _small(line[first], table):
                phrase = subject_after(line, first + 1, verb, table)  # “steht Karl Brandt auf und sagt”
                if phrase is not None and phrase[0] + 1 < phrase[1] < verb and is_capital(line[first + 1]):
                    return phrase
            if phrase is not None and phrase[1] < verb:
                after = line[phrase[1]]
                if (
                    is_word(after)
                    and after.word[0].islower()
                    and after.low not in table.prepositions
                    and after.low not in table.joins
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
        or before.word.endswith(OWNER)
        or (before.low in table.prepositions and before.word[0].islower())
    )


def _noun_cue(line: list[Token], v: int, begin: int, quote: int, table: Language) -> tuple[int, int] | None:
    """The owner of a comment: `Biden's comment`, `his long-standing promise`, `a statement from the ministry`."""
    for k in range(v - 1, max(begin, v - 5) - 1, -1):
        token = line[k]
        if not is_word(token):
            break
        if token.low in table.his or token.low in table.her or token.low == "their":
            return (k, k + 1)
        if token.word.endswith(POSSESSIVE) and len(token.word) > 3:
            return (
                name_before(line, k, begin, table, 0, owned=True)
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
    dash = k < end and line[k].word in DASHES
    if dash:
        k += 1
    if k >= end or line[k].quote >= 0:
        return [], False
    found: list[Cue] = []
    touching = False
    high = min(end, k + REACH)
    v = k
    phrases = {phrase[0] for phrase in table.according}
    if line[k].low in table.like and not according(line, k, high, table) and k + 1 < high:
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
            if v == k or all(line[i].low in table.auxiliaries or line[i].low in table.adverbs for i in range(k, v)):
                phrase = _impersonal(line, v, high, table) or _clitic(line, v, table)
                phrase = phrase or subject_past_listener(line, v + 1, high, table)
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
                elif (line[v - 1].word == "," or table.inverts) and not found:
                    phrase = subject_after(line, v + 1, high, table)
            if phrase is None and table.drops_subject and v == k and strong:
                phrase, close = (v, v), True
            if phrase is not None and (strong or close):
                touching = touching or (not found and close)
                sure = (0.98 if close else 0.9) - (0.0 if strong else 0.06) - 0.01 * max(0, (v - k - 10) // 4)
                found.append(Cue(phrase[0], phrase[1], v, sure))
                v = max(v + 1, phrase[1])
                if len(found) > 2:
                    break
                continue
        v += 1
    if not found and (line[quote + 1].word == "," or line[quote].low in ",?!—–…"):
        cue = _inquit(line, k, high, table)
        if cue is not None:
            return [cue], True
    if not found and dash and line[k].word[0].isupper():
        phrase = subject_after(line, k, high, table)
        if phrase is not None:
            return [Cue(phrase[0], phrase[1], k, 0.95)], True
    return found, touching


def _inquit(line: list[Token], k: int, high: int, table: Language) -> Cue | None:
    """A verb that no table knows, where only one of speech can stand: `“...”, rechnet Ada Brandt vor`."""
    while k + 1 < high and is_word(line[k]) and line[k].low in table.adverbs:
        k += 1
    first = line[k]
    if not is_word(first):
        return None
    if table.verb_last and first.low in table.auxiliaries:
        phrase = subject_after(line, k + 1, high, table)
        said = any(line[i].low in table.participles for i in range(k + 2, min(high, k + 18)))
        return Cue(*phrase, k, 0.93) if phrase is not None and said else None
    hung = _clitic(line, k, table)
    if hung is not None:
        return Cue(*hung, k, 0.95)
    if first.word[0].islower() and not _small(first, table) and first.low.endswith(table.finite):
        phrase = subject_past_listener(line, k + 1, high, table)
        if phrase is not None and (is_capital(line[phrase[0]]) or table.inverts):
            return Cue(phrase[0], phrase[1], k, 0.93)
        ends = k + 1 >= high or line[k + 1].word in (".", ",") or line[k + 1].low in table.prepositions
        if table.drops_subject and phrase is None and ends:
            return Cue(k, k, k, 0.9)
        return None
    phrase = subject_after(line, k, high, table)
    if phrase is None or phrase[0] != k or phrase[1] >= high:
        return None
    verb = line[phrase[1]]
    if is_word(verb) and verb.word[0].islower() and not _small(verb, table) and verb.low.endswith(table.finite):
        return Cue(phrase[0], phrase[1], phrase[1], 0.9)
    return None


def _impersonal(line: list[Token], v: int, high: int, table: Language) -> tuple[int, int] | None:
    """Whoever stands behind a verb without a person: `hieß es aus dem Ministerium`."""
    if not table.verb_last or v + 3 >= high or line[v + 1].low not in table.it:
        return None
    return subject_after(line, v + 3, high, table) if line[v + 2].low in table.prepositions else None


def _small(token: Token, table: Language) -> bool:
    """Whether a word is one of grammar's, which no verb of speech is."""
    low = token.low
    return (
        low in table.prepositions
        or low in table.breaks
        or low in table.determiners
        or low in table.adverbs
        or low in table.auxiliaries
        or low in table.joins
        or low in table.relatives
        or low in table.times
        or is_pronoun(token, table)
    )


def _clitic(line: list[Token], v: int, table: Language) -> tuple[int, int] | None:
    """French inversion: `a-t-il déclaré`, `explique-t-elle`, where the pronoun hangs on a word."""
    for k in (v, v - 1):
        if k >= 0 and "-" in line[k].low and line[k].low.rsplit("-", 1)[1] in (table.he | table.she):
            return (k, k + 1)
    return None
