"""A feed -> JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

import json
from collections.abc import Callable
from typing import Any

from digest.model.article import Body
from digest.model.feed import Feed
from digest.model.page import Chrome
from digest.render import entries
from digest.render.entries import Shown


def as_json(feed: Feed, chrome: Chrome, body: Callable[[str], Body]) -> bytes:
    """What is not known is left out, as the standard wants it."""
    here = entries.place(feed, chrome)
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": here.url(feed.page),
        "feed_url": here.url(feed.machine[0].url) if feed.machine and chrome.base_url else "",
        "description": feed.motto,
        "authors": [{"name": feed.author}],
        "language": chrome.lang,
    }
    made = _known(data) | {"items": [_item(entry) for entry in entries.shown(feed, chrome, body)]}
    return (json.dumps(made, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def _item(entry: Shown) -> dict[str, Any]:
    return _known(
        {
            "id": entry.id,
            "url": entry.url,
            "external_url": entry.original,
            "title": entry.title,
            "content_html": entry.html,
            "date_published": entry.published,
            "date_modified": entry.updated if entry.published and entry.updated != entry.published else "",
            "tags": [name for _, name in entry.tags],
        }
    )


def _known(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value}
