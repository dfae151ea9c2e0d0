"""Make `digest/quotes/frequency.txt`: how common English stems are, in steps of a tenth.

Run it where the `wordfreq` package is installed (it is no dependency of the project):

    python bench/frequency.py > digest/quotes/frequency.txt
"""

import math
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from digest.quotes.words import opened, stem

WORDS = 21_000
"""So many of the commonest English words; with fewer, words as ordinary as `milky` would count as names."""
SMALL = 120
"""So many of the commonest words of each other language, which would otherwise count as rare."""
OTHERS = ("de", "es", "fr", "id", "it", "nl", "pl", "pt", "ru", "sv", "tr", "uk")

HEADER = """\
# How common a word is in English: ten times its Zipf value (the base-10 logarithm of its count in a thousand million
# words), by stem, rounded; and the commonest words of some other languages. Made by bench/frequency.py.
#
# Derived from the data of wordfreq 3.1.1 by Robyn Speer (https://doi.org/10.5281/zenodo.7199437), which may be
# redistributed under the Creative Commons Attribution-ShareAlike 4.0 licence; this file is therefore under that licence
# (https://creativecommons.org/licenses/by-sa/4.0/), unlike the program around it. wordfreq's sources: Google Books
# Ngrams (http://books.google.com/ngrams), Wikipedia, the Leeds Internet Corpus, ParaCrawl, OPUS OpenSubtitles 2018
# (http://www.opensubtitles.org/), and SUBTLEX by Marc Brysbaert and others, which is freely available
# (http://crr.ugent.be/programs-data/subtitle-frequencies). Changed: words folded to stems, counts summed and rounded,
# rare words left out.
"""


def main() -> None:
    import wordfreq

    counts: defaultdict[str, float] = defaultdict(float)
    for word in wordfreq.top_n_list("en", WORDS):
        if word.replace("'", "").isalpha():
            for part in opened(word):
                counts[stem(part)] += wordfreq.word_frequency(word, "en")
    # `die` is a German article and an English verb, `sur` is French and what is left of `sure`: where English has the
    # stem, English decides.
    english = {word for word, count in counts.items() if count > 1e-5}
    for lang in OTHERS:
        for word in wordfreq.top_n_list(lang, SMALL):
            if word.isalpha() and stem(word) not in english:
                counts[stem(word)] = max(counts[stem(word)], wordfreq.word_frequency(word, lang))
    levels: defaultdict[int, list[str]] = defaultdict(list)
    for word, count in counts.items():
        levels[round(10 * (math.log10(count) + 9))].append(word)
    print(HEADER, end="")
    for level in sorted(levels, reverse=True):
        print(level, *sorted(levels[level]))


if __name__ == "__main__":
    main()
