"""New files: one of a kind, or a whole small edition that builds at once. Nothing is ever written over."""

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from digest.fs import FileSystem
from digest.text import slug


class Exists(Exception):
    """A file is already there; `path` names it."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def front_matter(fields: Mapping[str, Any]) -> str:
    """YAML that reads back as just these fields, whatever the values hold. Empty ones are left out."""
    kept = {key: value for key, value in fields.items() if value not in ("", None, [], ())}
    # The dumper in C: the one in Python turns U+0085 into a blank.
    return "---\n" + yaml.dump(kept, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=100) + "---\n"


def report_id(title: str, *, date: str, source: str) -> str:
    """The id of a report: its day, its outlet and its title, at most 120 characters."""
    return "-".join(filter(None, (date if date != "unknown" else "", slug(source), slug(title))))[:120].strip("-")


def report(title: str, *, date: str, source: str, story: str) -> tuple[str, str]:
    """Path and text of a new report, a draft until its editor says otherwise."""
    id = report_id(title, date=date, source=source)
    fields = {"date": date, "source": source, "title": title, "story": story, "status": "draft"}
    return f"content/reports/{id}.md", front_matter(fields) + "\nThe digest, in your own words.\n"


def quote(id: str, *, gist: str, speaker: str, story: str) -> tuple[str, str]:
    return f"content/quotes/{slug(id)}.md", front_matter({"gist": gist, "speaker": speaker, "occasion": story})


def entity(name: str, *, type: str, also: Sequence[str]) -> tuple[str, str]:
    return f"content/entities/{slug(name)}.md", front_matter({"name": name, "type": type, "also": list(also)})


def source(name: str, *, siglum: str, kind: str, country: str) -> tuple[str, str]:
    id = slug(name.removeprefix("The "))
    return f"content/sources/{id}.md", front_matter({"name": name, "siglum": siglum, "kind": kind, "country": country})


def story(title: str, *, date: str) -> tuple[str, str]:
    return (
        f"content/stories/{slug(title)}.md",
        front_matter({"title": title, "date": date}) + "\nWhat happened, in a sentence or two.\n",
    )


def write(fs: FileSystem, files: Mapping[str, str]) -> None:
    """Write new files, all or none. Raises Exists if one is already there."""
    for path in files:
        if fs.stat(path) is not None:
            raise Exists(path)
    for path, text in files.items():
        fs.keep(path, text.encode())


def edition(title: str) -> dict[str, str]:
    """The files of a small edition: an invented story in two reports, to look at, change and throw away."""
    return {"content/site.yml": yaml.dump({"title": title, "language": "en"}, allow_unicode=True, sort_keys=False)} | {
        f"content/{path}": text for path, text in _EDITION.items()
    }


_EDITION = {
    "reports/2024-05-02-harbour-post-bridge.md": """\
---
date: 2024-05-02
source: harbour-post
headline: Mayor sets a date for the bridge
title: The mayor names October, and calls the bridge safe
story: bridge-closure
---

The mayor told the council on Thursday that the old bridge would open again.
[Ada Lindqvist](@ada-lindqvist) was firm about the date:
["The bridge is safe and it will reopen on the first of October"]{q=bridge-reopens}.[^var-will]

[^var-will]: The other paper has "should" in this place. The council's minutes
    are not out yet.
""",
    "reports/2024-05-03-valley-news-bridge.md": """\
---
date: 2024-05-03
source: valley-news
title: A bridge that should reopen in the autumn
story: bridge-closure
entities: [Lindholm]
---

A day later the second paper reports the same sitting, more carefully. In its
account [Ada Lindqvist](@ada-lindqvist) said that

{q=bridge-reopens}
> "the bridge is safe and it should reopen on the first of October"

and gave the cost as four million.
""",
    "quotes/bridge-reopens.md": """\
---
gist: The bridge is safe and opens again on 1 October.
speaker: ada-lindqvist
said: 2024-05-02
occasion: bridge-closure
kind: speech
base: harbour-post
variants:
  - words: [will, should]
    kind: editing
    cert: low
    note: A promise in one paper is an expectation in the other.
---
""",
    "entities/ada-lindqvist.md": """\
---
name: Ada Lindqvist
type: person
also: [Lindqvist, Mayor Lindqvist]
role: Mayor
---

An invented mayor of an invented town.
""",
    "sources/harbour-post.md": "---\nname: The Harbour Post\nsiglum: HP\nkind: newspaper\n---\n",
    "sources/valley-news.md": "---\nname: Valley News\nsiglum: VN\nkind: newspaper\n---\n",
    "stories/bridge-closure.md": """\
---
title: The old bridge is to open again
date: 2024-05-02
entities: [ada-lindqvist]
points:
  - ask: When will it open?
    answers:
      "on the first of October": [harbour-post]
      "on the first of October, if all goes well": [valley-news]
    verdict: compatible
---

Two papers report one sitting of the council, and part at a single word.
""",
    "pages/about.md": """\
---
title: About this edition
---

This is an invented edition to begin with. Change it, or delete the files in
`content/` and write your own; the page shows itself again as you save.
""",
}
