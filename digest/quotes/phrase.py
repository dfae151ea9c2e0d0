"""Noun phrases: which run of tokens beside a verb is its subject.

Nothing here knows who `Putin` is: that is `names`. Every search is over a window of bounded length.
"""

from functools import cache

from digest.quotes.language import PARTICLES, Language
from digest.quotes.people import is_given
from digest.quotes.sentence import DASHES, OWNER, POSSESSIVE, STOPS, Token, is_capital, is_word


def subject_before(line: list[Token], verb: int, low: int, table: Language) -> tuple[int, int] | None:
    """The noun phrase that is the subject of the verb, to its left and not before token `low`."""
    j = verb - 1
    while j >= low and line[j].quote < 0:
        token = line[j]
        lower = token.word[0].islower() or token.word[0] in "'’"
        if lower and (
            token.low in table.auxiliaries
            or token.low in table.adverbs
            or (len(token.low) > 4 and token.low.endswith(table.adverb_endings))
        ):
            if token.low in table.passive and j == verb - 1:
                return None
            j -= 1
            continue
        titled = j > low and line[j - 1].low in table.titles  # “Mr Jan said” tells no month
        if not titled and (
            token.low in table.times or (token.word.isdigit() and j > low and line[j - 1].low in table.times)
        ):
            j -= 1
            if j >= low and line[j].low in ("on", "in", "at", "am", "late", "early", "le", "el", "this", "last"):
                j -= 1
            continue
        if token.word in (")", "]"):
            j = _past_bracket(line, j, low)
            continue
        break
    if j < low:
        return None
    token = line[j]
    if token.quote >= 0:
        return None
    if token.word == "," or token.word in DASHES:
        return _before_insertion(line, j, low, table)
    if token.low in table.relatives and token.low not in table.determiners:
        k = j - 1
        while k >= low and line[k].word in (",", ")", "—", "–"):
            k = _past_bracket(line, k, low) if line[k].word == ")" else k - 1
        if k < low:
            return None
        if is_capital(line[k]) and not any(line[i].low in ("of", "for") for i in range(max(low, k - 4), k)):
            # “a blow to President Finch, who said”: the nearest name, not what it hangs on.
            return name_before(line, k, low, table, 0, owned=True)
        found = phrase_before(line, k, low, table)
        if found is not None and is_role(line[k], table):
            # “was sent to prison by a judge who called”: the judge, not what happened.
            agent = next((a for a in range(k - 1, max(found[0], k - 6), -1) if line[a].low in table.by), -1)
            return (agent + 1, found[1]) if agent >= 0 and line[agent + 1].low in table.indefinite else found
        return found
    phrase = _appositive(line, phrase_before(line, j, low, table), low, table)
    if table.verb_last and phrase is not None:
        # “Auf seiner Seite schrieb er”: what a preposition goes before is no subject.
        k = phrase[0]
        while k > low and (
            line[k].low in table.determiners or line[k - 1].low in table.his or line[k - 1].low in table.her
        ):
            k -= 1
        if any(line[n].low in table.prepositions for n in (k, k - 1) if low <= n < phrase[1] - 1):
            return None
    if phrase is not None and phrase[1] - phrase[0] == 1 and _mere_adverb(line[phrase[0]], table):
        return None  # “Darin heißt es”
    return phrase


def _mere_adverb(token: Token, table: Language) -> bool:
    """Whether a word with a capital is an adverb that only begins its sentence."""
    if not table.verb_last or is_pronoun(token, table):
        return False
    return token.low in table.adverbs or token.low in table.prepositions


def _appositive(
    line: list[Token], phrase: tuple[int, int] | None, low: int, table: Language
) -> tuple[int, int] | None:
    """The name before a description whose second comma was left out: `Ada Brandt, an adviser to Mr Roy said`."""
    if phrase is None or phrase[0] < low + 3 or line[phrase[0] - 1].word != ",":
        return phrase
    if not _role_phrase(line, phrase, table):
        return phrase
    name = name_before(line, phrase[0] - 2, low, table, 0) if is_capital(line[phrase[0] - 2]) else None
    if name is None or name[1] - name[0] < 2 or head_is_common(line, name, table):
        return phrase
    opens = name[0] == low or line[name[0] - 1].quote >= 0 or line[name[0] - 1].word in (",", ".")
    return name if opens and line[name[0]].low not in table.times else phrase


def _role_phrase(line: list[Token], phrase: tuple[int, int], table: Language) -> bool:
    """Whether a phrase with an indefinite article describes one person: `an adviser to Mr Roy`."""
    first = line[phrase[0]]
    return first.low in table.indefinite and is_role(head_of(line[phrase[0] : phrase[1]], table), table)


def past_relative(
    line: list[Token], begin: int, verb: int, phrase: tuple[int, int] | None, table: Language
) -> tuple[int, int] | None:
    """The subject of the verb, if the phrase before it is only the end of a clause with `who`.

    `A worker who drove a lorry through the wall told police`: the worker told them, not the wall.
    """
    if phrase is None:
        return None
    for who in range(phrase[0] - 2, max(begin, verb - 30), -1):
        if not is_word(line[who]) or line[who].low in table.breaks and line[who].low not in table.persons_who:
            return phrase
        if line[who].low in table.persons_who:
            told = is_word(line[who - 1]) and any(line[k].word in (",", ":") for k in range(who, verb)) is False
            joined = any(line[k].low in table.joins for k in range(who, phrase[0]))
            return phrase_before(line, who - 1, begin, table) or phrase if told and not joined else phrase
    return phrase


def _before_insertion(line: list[Token], comma: int, low: int, table: Language) -> tuple[int, int] | None:
    """The noun phrase before an apposition or a clause set off by commas that ends at `comma`."""
    best: tuple[int, int] | None = None
    for k in range(comma - 1, max(low, comma - 45), -1):
        token = line[k]
        if token.quote >= 0 and best is None and k == comma - 1:
            return None
        if token.word in (";", ":") or token.word in STOPS:
            break
        if token.word != "," and token.word not in DASHES:
            continue
        after = line[k + 1]
        if k == low or after.low in table.breaks and after.low not in ("who", "where", "whose", "as", "when", "while"):
            continue
        end = k - 1
        if line[end].word in (")", "]"):
            end = _past_bracket(line, end, low)
        phrase = phrase_before(line, end, low, table) if end >= low else None
        if phrase is None:
            continue
        head = line[phrase[0]]
        inside = line[k + 1 : comma]
        if (
            best is None
            and len(inside) > 1
            and all(is_capital(t) or t.low in PARTICLES for t in inside)
            and (head_is_common(line, phrase, table) or is_role(line[phrase[1] - 1], table))
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


def phrase_before(line: list[Token], j: int, low: int, table: Language, depth: int = 0) -> tuple[int, int] | None:
    """The noun phrase whose last token is `j`, as a token range."""
    if j < low or depth > 3:
        return None
    token = line[j]
    if not is_word(token):
        return None
    if j > low + 1 and line[j - 1].low in table.of and line[j - 2].low in table.indefinite and not is_capital(token):
        return (j - 2, j + 1)  # “one of them”
    if token.low in table.he or token.low in table.she or token.low in table.they:
        if j > low + 1 and line[j - 1].low in table.prepositions:
            outer = _through(line, j, low, table, depth)  # “A source close to him said”
            return (outer[0], j + 1) if outer is not None else None
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
        return name_before(line, j, low, table, depth)
    return _nominal_before(line, j, low, table, depth)


def name_before(
    line: list[Token], j: int, low: int, table: Language, depth: int, owned: bool = False
) -> tuple[int, int] | None:
    a = j
    while a > low:
        before = line[a - 1]
        owner = before.word.endswith(OWNER)
        if is_capital(before) and before.low not in table.times and (not owner or _describes(line, a, j, table)):
            if _starter(line, a - 1, low, table):
                if before.low in table.determiners and before.low not in table.breaks:
                    a -= 1
                break
            a -= 1
        elif (
            _particle(line, a - 1, table)
            and a - 2 >= low
            and (is_capital(line[a - 2]) or line[a - 2].low in PARTICLES)
            or before.word[0].islower()
            and is_role(before, table)
        ):
            a -= 1
        elif a - 2 >= low and _nickname(line, a - 1) or (
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
        elif before.low in table.joins and a - 2 >= low and is_capital(line[a - 2]):
            dated = line[a - 2].low in table.times
            left = name_before(line, a - 2, low, table, depth + 1) if depth < 2 and not dated else None
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
        keep = named and line[a - 1].low not in ("of", "for", "der", "de") or is_pronoun(line[outer[0]], table)
        return outer if keep else (outer[0], j + 1)
    if a > low + 1 and line[a].low in table.determiners and line[a].low in table.linking and depth < 3:
        # German: “ein Sprecher der Polizei”, where the article alone links.
        outer = phrase_before(line, a - 1, low, table, depth + 1)
        if outer is not None and is_capital(line[a - 1]):
            told = line[j].low.endswith(table.media) and not is_role(line[a - 1], table)
            return outer if told else (outer[0], j + 1)  # “Wie Brandt der Zeitung sagte”
    return (a, j + 1)


def _nominal_before(line: list[Token], j: int, low: int, table: Language, depth: int) -> tuple[int, int] | None:
    a = j
    determined = False
    for k in range(j - 1, max(low, j - 11) - 1, -1):
        token = line[k]
        owns = token.low in table.determiners
        if not is_word(token) or is_pronoun(token, table) and not owns or token.low in table.breaks:
            break
        if owns or token.word.endswith(OWNER):
            a, determined = k, True
            if token.word.endswith(OWNER):
                owner = name_before(line, k, low, table, depth + 1, owned=True) if is_capital(token) else None
                a = owner[0] if owner is not None else k
            break
        if token.word[0].islower() and (token.low in table.auxiliaries or token.low in table.verbs):
            break
        if token.low in table.linking or token.low in table.prepositions:
            break
        a = k
    outer = _through(line, a, low, table, depth)
    if outer is not None:
        named = is_capital(line[outer[1] - 1]) or is_pronoun(line[outer[0]], table)
        return outer if named and line[a - 1].low not in ("of", "for") else (outer[0], j + 1)
    head = line[j]
    known = head.low in table.bodies or head.low in table.documents or head.low in table.nouns or is_role(head, table)
    # Bare plurals speak too (`Storm chasers said`).
    known = known or (
        table.bare_plurals and len(head.low) > 4 and head.low.endswith("s") and head.low not in table.verbs
    )
    return (a, j + 1) if determined or known else None


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
    if is_pronoun(line[outer[0]], table):
        return outer if outer[0] == low else None
    if (
        is_capital(line[outer[1] - 1])
        and link.low not in ("of", "for", "der", "de")
        and not head_is_common(line, outer, table)
    ):
        return outer
    return outer if link.low in table.linking else None


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
                or is_pronoun(before, table)
                or before.low.endswith(("ly", "ed", "ing"))
            )
        ):
            return a
        k -= 1
    return k if k == low else a


def subject_after(line: list[Token], k: int, high: int, table: Language) -> tuple[int, int] | None:
    """The noun phrase that begins at token `k` (after a few adverbs), as after `said` or `according to`."""
    while k < high and is_word(line[k]) and line[k].word[0].islower() and line[k].low in table.adverbs and k + 1 < high:
        k += 1
    if k >= high or not is_word(line[k]):
        return None
    first = line[k]
    if is_pronoun(first, table) and not _possesses(line, k, high, table):
        return (k, k + 1)
    small = first.low in table.prepositions or first.low in table.breaks or first.low in table.times
    if small and (first.low in table.starters or not is_capital(first)):
        return None
    b, named, common = k, False, False
    while b < min(high, k + 16):
        token = line[b]
        if not is_word(token):
            if b + 1 < high and is_capital(line[b + 1]) and (token.word == "&" or named and _nickname(line, b)):
                b += 1
                continue
            break
        low = token.low
        if low.endswith(table.ages):
            b += 1
            common = True
            if b < high and is_capital(line[b]):
                continue
            break
        if is_capital(token) and low not in table.times and not (b == k and low in table.determiners):
            named = True
            b += 1
            if token.word.endswith(OWNER):
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
        if low in table.joins and named and b + 1 < high and is_capital(line[b + 1]):
            b += 1
            continue
        if low in table.linking and b > k:
            if table.verb_last and low in ("bei", "beim") and first.low not in table.indefinite:
                break  # “sagte der Trainer beim Sender Nord Eins”: where, not who
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
        if common and token.word.isdigit() and b + 2 < high and line[b + 2].low in table.aged:
            b += 3
            continue
        if common and low in _firsts(table.called):
            name = _called(line, b, high, table)
            if name is not None:
                return name
        if named and low in table.determiners and b > k and not is_capital(token):
            break  # “sagte Ada Brandt dieser Zeitung”
        if table.bare_plurals and b > k and not is_capital(token) and not is_role(token, table):
            before = line[b - 1]
            ended = low.endswith("ed") and is_role(before, table)
            if ended or before.low in table.humans and low not in table.bodies and low not in table.linking:
                break  # “A company spokeswoman declined”, “His wife shook her head”
        described = is_role(token, table) or low in table.bodies or low in table.documents or low in table.nouns
        former = b == k + 1 and is_role(first, table) and b + 1 < high and is_capital(line[b + 1])
        if named and not described and not former:
            ahead = [t for t in line[b + 1 : min(high, b + 3)] if is_word(t)]
            verb = low in table.verbs or low in table.auxiliaries
            officer = b == k + 1 and low not in table.weak and any(is_role(t, table) for t in ahead[:1])
            if verb or not (officer or any(t.low in table.bodies for t in ahead)):
                break  # but “the Afghan news agency”, “Junior class president Ada Brandt”
        if low in table.prepositions or low in table.breaks or low in table.times or low in table.relatives:
            break
        if low in table.auxiliaries or (low in table.verbs and b > k and line[b - 1].low not in table.determiners):
            break
        if low in table.adverbs and b > k and line[b - 1].low not in table.linking:
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
        return named_beside(line, b, high, table) or (k, b)
    if first.low in table.determiners and (table.capital_nouns or not is_capital(line[b - 1])):
        return named_beside(line, b, high, table) or (k, b)  # “sagte die Sprecherin der Fraktion, Ada Brandt”
    return (k, b)


@cache
def _firsts(phrases: tuple[tuple[str, ...], ...]) -> frozenset[str]:
    return frozenset(phrase[0] for phrase in phrases)


def _called(line: list[Token], at: int, high: int, table: Language) -> tuple[int, int] | None:
    """The name that a description gives at token `at`: `a man identified only as Ali`."""
    for phrase in table.called:
        first = at + len(phrase)
        if first < high and is_capital(line[first]) and all(line[at + n].low == w for n, w in enumerate(phrase)):
            last = first
            while last < high and is_capital(line[last]) and not line[last].word.endswith(OWNER):
                last += 1
            return (first, last) if last > first else None
    return None


def named_beside(line: list[Token], comma: int, high: int, table: Language) -> tuple[int, int] | None:
    """The name set off by commas after a description: `the supervisor, Ada Brandt, 52`."""
    if comma + 2 >= high or line[comma].word != ",":
        return None
    high = min(high, comma + 12)
    begin = comma + 1
    while begin < high and (line[begin].low in table.determiners or is_role(line[begin], table)) and begin < comma + 4:
        begin += 1  # “one of them, the pensioner Ada Brandt”
    k = begin
    while k < high and (is_capital(line[k]) or k > begin and line[k].low in PARTICLES):
        k += 1
    ended = k >= high or line[k].word in (",", ".", ";", ")", "(") or line[k].quote >= 0
    return (begin, k) if k > begin + 1 and ended and line[begin].low not in table.times else None


def subject_past_listener(line: list[Token], k: int, high: int, table: Language) -> tuple[int, int] | None:
    """The subject after a verb, past whom it was told: `a déclaré à l'AFP Ada Brandt`."""
    passes = line[k].low in table.to or table.inverts and line[k].low in table.prepositions if k < high else False
    if passes and k + 2 < high and line[k].word[0].islower():
        for end in range(k + 2, min(high, k + 8)):
            token, before = line[end], line[end - 1]
            if not is_word(token):
                break
            small = before.low in table.prepositions or before.low in table.determiners
            if not small and not is_capital(before) and (is_capital(token) or token.low in table.determiners):
                return subject_after(line, end, high, table)
            if not small and is_capital(before) and (token.low in table.determiners or before.word.isupper()):
                return subject_after(line, end, high, table)
        return None
    return subject_after(line, k, high, table)


def main_subject(line: list[Token], begin: int, end: int, table: Language) -> tuple[int, int] | None:
    """The subject of the sentence, as far as its first words show it."""
    i = begin
    for _ in range(3):
        while i < end and (
            not is_word(line[i]) or (line[i].low in table.joins or line[i].low in table.buts)
        ):
            if line[i].quote >= 0:
                return None
            i += 1
        if i >= end:
            return None
        while i + 1 < end and line[i].low in table.times and is_word(line[i + 1]):
            i += 1  # “Last night the chair apologised”
        low = line[i].low
        fronted = (
            low in table.prepositions
            or _mere_adverb(line[i], table)
            or low in table.breaks
            or low in table.participles
            or (low.endswith(table.gerunds) and i + 1 < end and line[i + 1].low not in table.verbs)
            or low in table.asked
            or bool(according(line, i, end, table))
        )
        adverbial = (
            i + 1 < end
            and line[i + 1].word == ","
            and (low in table.starters or low in table.adverbs or low.endswith(table.adverb_endings))
        )
        if not (fronted or adverbial):
            break
        if table.verb_last and (low in table.prepositions or _mere_adverb(line[i], table)):
            # “In der Sache blieb er hart”, “Nach dem Spiel hat Trainer Karl Brandt ...”: the verb stands second.
            second = _second(line, i, end, table)
            if second is not None:
                return second
        comma = next((k for k in range(i + 1, min(end, i + 45)) if line[k].word == "," or line[k].quote >= 0), -1)
        if comma < 0 or line[comma].quote >= 0:
            return None
        i = comma + 1
    if i >= end:
        return None
    found = subject_after(line, i, min(end, i + 14), table)
    if found is None and table.inverts and i > begin and is_word(line[i]) and line[i].word[0].islower():
        # “Als der Richter fragt, steht Karl Brandt auf”
        found = subject_after(line, i + 1, min(end, i + 14), table)
    if found is None or line[found[1] - 1].word.endswith(POSSESSIVE):
        return None
    if head_is_common(line, found, table) and found[1] + 2 < end and line[found[1]].word == ",":
        # “Crane's deputy, Bob Tully, went further”
        return named_beside(line, found[1], end, table) or found
    return found


def _second(line: list[Token], begin: int, end: int, table: Language) -> tuple[int, int] | None:
    """The subject after the finite verb of a German sentence that begins with something else."""
    for k in range(begin + 1, min(end - 1, begin + 16)):
        token = line[k]
        if not is_word(token):
            return None
        if not token.word[0].islower() or token.low in table.prepositions or token.low in table.determiners:
            continue
        after = line[k + 1]
        personal = after.low in table.he or after.low in table.she
        verb = token.low in table.auxiliaries or token.low in table.copulas or token.low in table.verbs
        if personal or verb and not is_capital(token):
            return subject_after(line, k + 1, min(end, k + 15), table)
    return None


def head_is_common(line: list[Token], phrase: tuple[int, int], table: Language) -> bool:
    """Whether a phrase describes (`a lawyer for the group`, `chief counsel`) rather than names."""
    first = line[phrase[0]]
    last = line[phrase[1] - 1]
    if first.word[0].islower() or last.word[0].islower() or first.low in table.determiners:
        return True
    of = any(token.low in table.linking and token.word[0].islower() for token in line[phrase[0] : phrase[1]])
    return first.low in table.roles and (of or phrase[1] - phrase[0] == 1)


def head_of(phrase: list[Token], table: Language) -> Token:
    """The noun that a description is built on: `source` of `a source in the ministry`."""
    cut = next((i for i, t in enumerate(phrase) if i and t.low in table.linking and t.word[0].islower()), len(phrase))
    return phrase[cut - 1]


def _nickname(line: list[Token], k: int) -> bool:
    """Whether a quotation stands within a name: `Cole “Moose” Ferris`."""
    return line[k].quote >= 0 and k > 0 and k + 1 < len(line) and is_capital(line[k + 1]) and is_given(line[k - 1].word)


def _possesses(line: list[Token], k: int, high: int, table: Language) -> bool:
    """Whether a pronoun that is also a possessive has its noun after it: `Her husband laughed`."""
    if line[k].low not in table.her or k + 1 >= high or not is_word(line[k + 1]):
        return False
    return is_role(line[k + 1], table) or line[k + 1].low in table.bodies or line[k + 1].low in table.nouns


def is_role(token: Token, table: Language) -> bool:
    low = token.low
    return (
        low in table.roles
        or low in table.humans
        or (len(low) > 5 and low.endswith(table.role_endings))
        or ("-" in low and low.rsplit("-", 1)[1] in table.roles)
    )


def is_pronoun(token: Token, table: Language) -> bool:
    return token.low in table.he or token.low in table.she or token.low in table.they


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


def _institution(line: list[Token], b: int, table: Language) -> bool:
    """`Ministry of`, `University of`, `Department for`: the name goes on after the preposition."""
    last = line[b - 1].low
    return last in table.bodies or last in table.roles


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


def _past_bracket(line: list[Token], j: int, low: int) -> int:
    """The token before the bracket that closes at `j`."""
    for k in range(j - 1, max(low, j - 14) - 1, -1):
        if line[k].word in ("(", "["):
            return k - 1
    return j - 1
