"""Made-up articles on made-up pages: every word is invented and used once, so that each can be told from all others."""

import html
import random
from collections.abc import Callable
from dataclasses import dataclass, field

SYLLABLES = "ba du ke lo mi no pra sti tor vel wu zan gri fel omu ash".split()
STREWN = "<div><!-- a mark --></div>"


@dataclass
class Made:
    """A page, and what a browser would show of its article."""

    html: str = ""
    words: list[str] = field(default_factory=list)
    """The article's visible words in order, the headline's first."""
    foreign: list[str] = field(default_factory=list)
    """Words that must not arrive: hidden, or furniture."""


class Press:
    """Makes words, sentences and pieces of articles from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.made = Made()
        self.count = seed * 1000

    def word(self) -> str:
        self.count += 1
        return "".join(self.random.choices(SYLLABLES, k=2)) + str(self.count)

    def words(self, least: int, most: int) -> list[str]:
        return [self.word() for _ in range(self.random.randint(least, most))]

    def text(self, least: int = 8, most: int = 24) -> str:
        """A sentence of the article."""
        words = self.words(least, most)
        self.made.words += words
        return " ".join(words).capitalize() + "."

    def short(self) -> str:
        words = self.words(1, 4)
        self.made.words += words
        return " ".join(words)

    def foreign(self, least: int = 3, most: int = 12) -> str:
        words = self.words(least, most)
        self.made.foreign += words
        return " ".join(words)

    # --- pieces of an article ------------------------------------------------------------------------------------

    def plain(self) -> str:
        return f"<p>{self.text()} {self.text()}</p>"

    def brief(self) -> str:
        return f"<p>{self.short()}</p>"

    def unclosed(self) -> str:
        return f"<p>{self.text()}<p class=lead>{self.text()}"

    def inline(self) -> str:
        return (
            f"<p><b>{self.short()}</b> <i>{self.short()} <a href='/x'>{self.text(2, 5)}</a></i> {self.text()}"
            f"<span> <em>{self.short()} <strong>{self.short()}</strong></em></span> {self.text()}</p>"
        )

    def glued(self) -> str:
        before, word = self.text(), self.word()
        self.made.words.append(word)
        return f"<p>{before} <b>{word[:2]}</b><i>{word[2:4]}</i>{word[4:]} {self.text()}</p>"

    def broken(self) -> str:
        return f"<div>{self.text()}<br>{self.text()}<br/><br />\n{self.text()}</div>"

    def bullets(self) -> str:
        rows = "".join(f"<li>{self.text(3, 9)}" for _ in range(self.random.randint(2, 5)))
        return f"<ul>{rows}</ul>"

    def numbers(self) -> str:
        return (
            f"<ol start=3><li>{self.text()}</li><li><p>{self.text()}</p><ul><li>{self.short()}</li>"
            f"<li>{self.short()}</ul></li><li>{self.text()}</ol>"
        )

    def table(self) -> str:
        caption = self.text(3, 6)
        rows = "".join(f"<tr><th>{self.short()}<td>{self.short()}<td>{self.short()}</tr>" for _ in range(3))
        return f"<table><caption>{caption}</caption><tbody>{rows}</table>"

    def figure(self) -> str:
        return f"<figure><img src='x.jpg' alt='{self.foreign()}'><figcaption>{self.text()}</figcaption></figure>"

    def quotation(self) -> str:
        return f"<blockquote><p>{self.text()}</p>{self.text()}<footer>— {self.short()}</footer></blockquote>"

    def heading(self) -> str:
        level = self.random.randint(2, 5)
        return f"<h{level}>{self.short()} <span>{self.short()}</span></h{level}>"

    def division(self) -> str:
        return f"<div class='x{self.count}'>{self.text()} {self.text()}</div>"

    def nested(self) -> str:
        deep = self.random.choice((3, 20, 300, 3000))
        return "<div>" * deep + f"<p>{self.text()}</p>" + "</div>" * deep + f"<p>{self.text()}</p>"

    def entities(self) -> str:
        words = [f"{self.word()}{mark}{self.word()}" for mark in ("é", "ß", "ї", "中")]
        self.made.words += words
        written = ("".join(f"&#{ord(c)};" if ord(c) > 127 or c == "a" else c for c in word) for word in words)
        return "<p>" + " &mdash; &amp;&nbsp;".join(written) + "&hellip; &lt;&gt;</p>"

    def hyphens(self) -> str:
        word = self.word()
        self.made.words.append(word)
        return f"<p>{word[:2]}&shy;{word[2:4]}\u00ad{word[4:]} {self.text()}</p>"

    def hidden(self) -> str:
        ways = (
            "<p hidden>{}</p>", "<div style='color:red; display: none'><p>{}</p></div>", "<!-- <p>{}</p> -->",
            "<script>var x = '<p>{}</p>';</script>", "<style>.x::after {{ content: '{}' }}</style>",
            "<span class='sr-only'>{}</span>", "<noscript><p>{}</p></noscript>", "<template><p>{}</p></template>",
            "<svg><title>{}</title><text>x</text></svg>", "<p style='visibility:hidden'>{}</p>",
            "<select><option>{}</select>", "<textarea>{}</textarea>", "<iframe>{}</iframe>",
            "<dialog><p>{}</p></dialog>",
        )  # fmt: skip
        return self.random.choice(ways).format(self.foreign()) + f"<p>{self.text()}</p>"

    def verbatim(self) -> str:
        return f"<pre>{self.text()}\n    {self.text()}</pre>"

    def terms(self) -> str:
        return f"<dl><dt>{self.short()}<dd>{self.text()}<dt>{self.short()}<dd><p>{self.text()}</dl>"

    def odd(self) -> str:
        tag = self.random.choice(("x-para", "center", "section", "font", "details", "address", "fieldset", "article"))
        return f"<{tag}><p>{self.text()} {self.text()}</p></{tag}>"

    def bare(self) -> str:
        return f"{STREWN}{self.text()} {self.text()}{STREWN}"

    def shown(self) -> str:
        return f"<span style='display:block'>{self.text()}</span><span style='display:block'>{self.text()}</span>"

    def crossed(self) -> str:
        return f"<p><b>{self.text()}<i>{self.text()}</b> {self.short()}</i></p></div></td>"

    def aside(self) -> str:
        return f"<aside><h3>{self.foreign()}</h3><p>{self.foreign()}</p></aside>"

    def menu(self) -> str:
        return f"<nav><ul><li><a href='/'>{self.foreign()}</a></ul></nav>"

    def sharing(self) -> str:
        links = "".join(f"<a href='/s'>{self.foreign(1, 2)}</a> " for _ in range(3))
        return f"<div class='share-tools'>{links}</div>"

    def letter(self) -> str:
        label, value, button = self.foreign(), self.foreign(), self.foreign()
        form = f"<form><label>{label}</label><input value='{value}'><button>{button}</button></form>"
        return f"<div class='newsletter-signup'>{form}</div>"

    def related(self) -> str:
        rows = "".join(f"<li><a href='/{n}'>{self.foreign()}</a></li>" for n in range(4))
        return f"<div class='related-stories'><h4>{self.foreign()}</h4><ul>{rows}</ul></div>"


PIECES: tuple[Callable[[Press], str], ...] = (
    Press.plain, Press.brief, Press.unclosed, Press.inline, Press.glued, Press.broken, Press.bullets, Press.numbers,
    Press.table, Press.figure, Press.quotation, Press.heading, Press.division, Press.nested, Press.entities,
    Press.hyphens, Press.hidden, Press.verbatim, Press.terms, Press.odd, Press.bare, Press.shown,
    Press.aside, Press.menu, Press.sharing, Press.letter, Press.related,
)  # fmt: skip

LAYOUTS = (
    "<article>{h}{b}</article>",
    "<main>{h}<div class='body'>{b}</div></main>",
    "<div id='content'>{h}<div itemprop='articleBody'>{b}</div></div>",
    "<div class='wrap'><div class='story'>{h}{b}</div></div>",
    "<form action='/'><div>{h}<div>{b}</div></div></form>",
    "<table><tr><td>{h}{b}</td></tr></table>",
    "<header>{h}</header><section>{b}</section>",
    "<div>{h}<p></p><span>{b}</span></div>",
    "{h}{b}",
)


def article(seed: int) -> Made:
    """A page with an article of 6 to 16 pieces in one of the layouts, with menus, asides and a footer about it."""
    press = Press(seed)
    headline = press.text(4, 9).rstrip(".")
    lead = f"<div><p class='deck'>{press.short()}</p></div>" if seed % 2 else ""
    pieces = [press.plain() for _ in range(2)]
    pieces += [press.random.choice(PIECES)(press) for _ in range(press.random.randint(4, 14))] + [press.plain()]
    layout = LAYOUTS[seed % len(LAYOUTS)]
    inner = layout.format(h=f"<h1>{headline}</h1>{lead}", b="\n".join(pieces))
    before = f"<nav><a href='/'>{press.foreign()}</a></nav><header role='banner'>{press.foreign(1, 3)}</header>"
    after = f"<aside><p>{press.foreign()}</p></aside><footer><p>{press.foreign()}</p></footer>"
    press.made.html = (
        f"<!doctype html><html lang=en><head><title>{html.escape(headline)} - The Quill</title><meta charset=utf-8>"
        f"<style>p {{ }}</style></head><body>{before}{inner}{after}</body></html>"
    )
    return press.made
