"""Text from outside made harmless, character by character."""

import unicodedata

from digest.ingest import clean


def test_every_character_is_kept_shown_or_left_out_by_what_it_is() -> None:
    changed = {chr(c): clean.harmless(chr(c)) for c in range(0x110000) if clean.harmless(chr(c)) != chr(c)}
    assert {c for c, to in changed.items() if to == "\n"} == set("\r\x0b\x0c\x85\u2028\u2029")
    gone = "\u00ad\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    assert {c for c, to in changed.items() if to == ""} == set(gone)
    shown = {c for c, to in changed.items() if to == "\ufffd"}
    assert len(shown) + 6 + len(gone) == len(changed)
    assert {unicodedata.category(c) for c in shown} == {"Cc", "Cs", "Cn"}
    assert not {"\n", "\t", "\xa0", "\u200b", "\u200d", "\u200f"} & set(changed)


def test_blanks_are_html_s() -> None:
    assert clean.one_line(" a \t\r\n b\u00a0c\u2028d ") == "a b\u00a0c d"
