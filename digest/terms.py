"""title, text -> the words that tell most of what a report is about, with their counts.

Reports of one event share few sentences but many words. What is kept of a report for that comparison must be small (it
is part of its head, which every build loads), so: the title twice, the first four hundred words, where newspapers put
what matters, without the words that every report has.
"""

import re
from collections import Counter
from functools import lru_cache
from operator import itemgetter
from string import ascii_lowercase

from digest.pattern import later

WORDS = 400
"""How many words from the start of a text are read."""

_REACH = 10 * WORDS
"""Characters that hold them: a text that is one unbroken line of ten megabytes is not read to its end."""

_MARKS = "“”‘’—–…"
_LETTERS = {c: chr(c).lower() if chr(c).isalpha() else " " for c in range(128)}

_WORD = later(r"[^\W\d_]{2,}")
_UNSPACED = later(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+"
)
"""Runs of scripts written without spaces between words; they are counted in pairs of characters."""

_STOP = {
    "en": """
        a about above across after again against all almost along already also although always am among an and
        another any are aren around as ask asked at away back be became because been before being below between both
        but by came can cannot come could couldn day days did didn do does doesn doing don done down during each
        either else even ever every few first for former from further gave get give given go going got had hadn has
        hasn have haven having he her here hers herself him himself his how however if in including into is isn it
        its itself just know known last later least left less let like likely ll made make makes making many may me
        might mr mrs ms more most much must my myself near need never new next no nor not now of off often on once
        one only onto or other others our out over own part per put rather re said same saw say saying says second
        see seen set several she should shouldn since so some still such take taken tell than that the their them
        then there these they thing things this those though three through time to today together told too took
        toward towards tuesday two under until up upon us use used using ve very via want was wasn way we week weeks
        well went were weren what when where whether which while who whom whose why will with within without won
        would wouldn year years yes yesterday yet you your monday wednesday thursday friday saturday sunday
        according added adding report reported reporting reports news
    """,
    "de": """
        aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bereits bis da dabei
        dadurch damit dann das dass dem den denn der deren des dessen die dies diese diesem diesen dieser dieses
        doch dort durch ein eine einem einen einer eines er erst es etwa für gegen gibt hat hatte hatten haben habe
        hier ihm ihn ihr ihre ihrem ihren ihrer im in ins ist ja jahr jahre jahren jedoch jetzt kann kein keine
        können könnte laut man mehr mit müssen muss nach neue neuen nicht noch nun nur ob oder ohne sagte sagt schon
        sehr sei sein seine seinem seinen seiner seit sich sie sind so soll sollen sollte sowie über um und uns
        unter vom von vor war waren was weil weiter welche wenn werden werde wer wie wieder will wird wir wo wurde
        wurden zu zum zur zwei zwischen uhr
    """,
    "fr": """
        afin ainsi alors après au aucun aussi autre autres aux avait avant avec avoir car ce cela celle celui ces
        cet cette ceux chez comme contre dans de depuis des deux dit donc dont du elle elles en encore entre est et
        été être eu eux fait faire fois font hier il ils jour jours la le les leur leurs lors lui mais même mettre
        moins ne ni non nos notre nous on ont ou où par pas pendant peu peut plus plusieurs pour pourrait qu quand
        que quel quelle qui sa sans se selon sera ses si son sont sous sur tous tout toute toutes très trois un une
        vers vous ans an déclaré ajouté
    """,
    "es": """
        al algo ante antes aunque años año bajo bien cada como con contra cual cuando de del desde después dijo
        donde dos durante el él ella ellas ellos en entre era es esa ese eso esta está estaba estado están estas
        este esto estos fue fueron ha había han hasta hay la las le les lo los más me mientras muy ni no nos nuestro
        otra otras otro otros para pero poco por porque puede que qué quien se según ser será si sí sido sin sino
        sobre son su sus también tan tanto tiene tienen todo todos tras tres un una uno unos y ya
    """,
    "it": """
        ad ai al alla alle anche anni anno aveva che chi ci come con contro cui da dai dal dalla dalle degli dei del
        della delle dello detto di dopo dove due ed era essere fa fra gli ha hanno il in io la le lei lo loro ma nei
        nel nella nelle nello noi non ogni oggi per perché però più poi prima quando quanto quella quello questa
        queste questi questo se secondo sei sia sono sta stata stati stato su sua sue sui sul sulla suo suoi tra tre
        tutti tutto un una uno
    """,
    "pt": """
        ainda além ano anos antes ao aos após as até com como contra da das de depois desde disse do dois dos
        durante ela elas ele eles em enquanto entre era essa esse esta está estão este eu foi foram há isso já lhe
        mais mas me mesmo muito na não nas nem no nos nós num numa os ou outra outro outros para pela pelas pelo
        pelos pode por porque quando que quem se segundo sem ser será seu seus só sob sobre sua suas também tem têm
        todos três um uma
    """,
    "nl": """
        aan al alle als altijd andere ben bij daar dan dat de der deze die dit doen door drie dus een en er eerste
        ge geen had hadden hebben heeft hem het hier hij hoe hun ik in is jaar je kan komen kunnen maar me meer men
        met mijn moet naar na niet nog nu of om omdat onder ons ook op over sinds te tegen toch toen tot twee uit
        van veel volgens voor waar waren was wat we wel werd werden wie wij worden wordt ze zegt zei zich zij zijn
        zo zonder zou
    """,
    "ru": """
        без более был была были было быть вам вас ведь во вот все всего всех вы где да даже для до его ее ещё еще
        если есть же за здесь из или им их как когда кто ли между меня мне может мы на над надо нас не него нее нет
        ни них но ну об однако он она они оно от перед по под после потом потому при про раз с сам сказал сказала со
        так также такой там тем того тоже только том ты уже хотя чего чей чем что чтобы эта эти это этого этой этом
        этот
    """,
}
_SINGLE = frozenset(ascii_lowercase)
_STOP_SETS = {lang: _SINGLE.union(words.split()) for lang, words in _STOP.items()}
_PLURAL_S = frozenset(("fr", "es", "pt"))
_NAMES = frozenset(
    """
    adams alps andes andrews antilles ardennes athens balkans barnes bates brooks brussels burns calais cannes charles
    chambers collins connors dardanelles davies dickens edwards emirates evans flanders gates graves hastings
    hawkins hayes hicks higgins hodges hopkins howells hughes humphreys innings jacobs james jenkins jennings jones
    keys lagos laos lyons maldives matthews mills myers naples netherlands nicholls owens parsons perkins peters
    philippines phillips powers reeves reuters reynolds richards roberts rogers sanders sands saunders seychelles
    simmons sims stephens stevens stokes stubbs sykes thames timmins tunis walters waters watkins watts wales wells
    wilkins williams woods
    """.split()
)
"""Names that only look like plurals; a reader who is shown `wale` among the words in common would laugh."""


def terms(title: str, text: str, *, lang: str = "en", most: int = 64) -> tuple[tuple[str, int], ...]:
    """The `most` most frequent telling words of `title` (counted twice) and the first 400 words of `text`, with counts.

    Lower-cased, without the stop words of `lang` (`en-GB` counts as `en`; a language without a table has none) and
    without plural endings. Most frequent first; of equals the one that stands earlier, since the alphabet says nothing
    about importance and a newspaper's order does. Never raises.
    """
    language = lang[:2].lower()
    stop = _STOP_SETS.get(language, _SINGLE)
    words = _words(title) * 2 + _words(text)
    counts = Counter([_singular(language, word) if word[-1] == "s" else word for word in words if word not in stop])
    return tuple(sorted(counts.items(), key=itemgetter(1), reverse=True)[:most])


def _words(text: str) -> list[str]:
    """The first 400 words in lower case. Texts in English are all but always ASCII once their quotation marks are
    gone, and splitting those at blanks takes a third of the time of the regular expression that the others need."""
    text = text[:_REACH]
    for mark in _MARKS:
        text = text.replace(mark, " ")
    if text.isascii():
        return text.translate(_LETTERS).split(None, WORDS)[:WORDS]
    return _WORD.findall(_UNSPACED.sub(_in_pairs, text.lower()))[:WORDS]


def _in_pairs(run: re.Match[str]) -> str:
    """`普京总统` as `普京 京总 总统`: every word of two characters is among the pairs, and no dictionary is needed."""
    characters = run[0]
    return f" {' '.join(characters[i : i + 2] for i in range(len(characters) - 1)) or characters} "


@lru_cache(maxsize=1 << 14)
def _singular(language: str, word: str) -> str:
    """A word that ends in `s` without its plural ending.

    English: the S stemmer (Harman, How effective is suffixing?, 1991), with `-as` and `-is` left alone for the sake of
    `Texas` and `crisis`. Stronger stemmers find little more here and print half-words where shared words are shown.
    """
    if len(word) < 4 or word in _NAMES:
        return word
    if language == "en":
        if word.endswith("ies") and len(word) > 4 and word[-4] not in "ae":
            return word[:-3] + "y"
        if word.endswith(("ches", "shes", "sses", "xes", "zes")):
            return word[:-2]
        return word if word.endswith(("ss", "us", "is", "as")) and not word.endswith("eas") else word[:-1]
    return word[:-1] if language in _PLURAL_S else word
