"""A feed -> Atom (RFC 4287).

Written as text: everything from content is escaped here, and at last whatever XML 1.0 cannot hold is replaced, so that
one odd character never costs readers the feed.
"""

from collections.abc import Callable

from digest.model.article import Body
from digest.model.feed import Feed
from digest.model.page import Chrome
from digest.pattern import later
from digest.render import entries
from digest.render.generator import escaped

_NO_XML = later("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no `Char` of XML 1.0: most controls, lone surrogates, U+FFFE and U+FFFF."""


def as_atom(feed: Feed, chrome: Chrome, body: Callable[[str], Body]) -> bytes:
    here = entries.place(feed, chrome)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escaped(chrome.lang)}">',
        _element("id", here.id(feed.id)),
        _element("title", feed.title),
        *([_element("subtitle", feed.motto)] if feed.motto else ()),
        _element("updated", feed.updated),
        f"<author>{_element('name', feed.author)}</author>",
        _link("self", here.url(feed.url), "application/atom+xml"),
        _link("alternate", here.url(feed.page), "text/html"),
        *(_link("alternate", here.url(form.url), form.type) for form in feed.machine),
        "<generator>digest</generator>",
    ]
    for entry in entries.shown(feed, chrome, body):
        lines += [
            "<entry>",
            _element("id", entry.id),
            _element("title", entry.title),
            *([_element("published", entry.published)] if entry.published else ()),
            _element("updated", entry.updated),
            _link("alternate", entry.url, "text/html"),
            *([_link("via", entry.original, "", title=entry.via, hreflang=entry.lang)] if entry.original else ()),
            *(_category(id, name, chrome.base_url) for id, name in entry.tags),
            _element("content" if entry.whole else "summary", entry.html, type="html"),
            "</entry>",
        ]
    lines.append("</feed>\n")
    return _NO_XML.sub("\ufffd", "\n".join(lines)).encode()


def _element(name: str, text: str, **attributes: str) -> str:
    return f"<{name}{_attributes(attributes)}>{_text(text)}</{name}>"


def _text(text: str) -> str:
    """Text between tags, where quotation marks need no escape; `>` does, after `]]`."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _link(rel: str, href: str, type: str, **attributes: str) -> str:
    return f"<link{_attributes({'rel': rel, 'type': type, 'href': href, **attributes})}/>"


def _category(id: str, name: str, base_url: str) -> str:
    """A name. The scheme, which must be a whole address, says that it is one of this edition's."""
    scheme = f' scheme="{escaped(base_url)}entities/"' if base_url else ""
    return f'<category term="{escaped(id)}"{scheme} label="{escaped(name)}"/>'


def _attributes(given: dict[str, str]) -> str:
    return "".join([f' {name}="{escaped(value)}"' for name, value in given.items() if value])
