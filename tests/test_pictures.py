"""What is shown beside links to the site elsewhere: drawn from a few words, the same bytes each time, and never for
what has no address."""

import hashlib
import importlib.util
import io
import re
import subprocess
import sys

import pytest
from PIL import Image

from digest import inputs
from digest.edition import Edition
from digest.fs import Memory
from digest.model.page import Chrome, PicturePage
from digest.plan import pictures
from digest.render.picture import FONTS, SIZE, drawer
from support.checkout import ROOT
from support.editions import in_memory, made, site, theme

STATIC = {name: (ROOT / "theme" / "static" / name).read_bytes() for name in FONTS}
CHROME = Chrome(title="Harbour", css="/s.css")
DRAW = drawer(STATIC)
FILES = {
    "content/site.yml": "title: Harbour\nmotto: Who said it\nbase_url: https://example.org/sub/\n",
    "content/stories/ferry.md": "---\ntitle: The ferry is late\ndate: 2024-05-02\n---\n\nTwice.\n",
    "content/quotes/told.md": "---\ngist: Nobody was told.\nspeaker: bo-ek\n---\n",
    "content/entities/bo-ek.md": "---\nname: Bo Ek\ntype: person\n---\n",
    "content/reports/one.md": "---\ndate: 2024-05-02\nsource: Echo\ntitle: Late\nstory: ferry\n---\n\n"
    'Bo Ek said ["nobody was told a thing"]{q=told}.\n',
    "content/reports/two.md": "---\ndate: 2024-05-03\nsource: Post\ntitle: Elsewhere\n---\n\nThe sun shone.\n",
}
PICTURES = {"site/picture.png", "site/stories/ferry/picture.png", "site/quotes/told/picture.png"}


def edition(**more: str) -> Edition:
    """With the fonts of the theme, which other tests do without."""
    held = in_memory(FILES | more)
    fonts = {f"theme/static/{name}": data for name, data in STATIC.items()}
    return held._replace(shipped=Memory(theme() | fonts))


def drawn(held: Edition) -> set[str]:
    return {path for path in site(held) if path.endswith(".png")}


def shown(page: bytes) -> dict[str, str]:
    return dict(re.findall(r'<meta (?:property|name)="(\w+:[^"]+)" content="([^"]*)">', page.decode()))


def test_the_edition_its_stories_and_described_statements_have_pictures() -> None:
    held = edition()
    assert not made(held).failed
    assert drawn(held) == PICTURES
    for path in PICTURES:
        picture = Image.open(io.BytesIO(site(held)[path]))
        assert (picture.size, picture.format) == (SIZE, "PNG")
        assert len(site(held)[path]) < 40_000


def test_each_page_shows_the_nearest_picture_by_its_whole_address() -> None:
    held = edition()
    made(held)
    wanted = {
        "index.html": "picture.png",
        "stories/ferry/index.html": "stories/ferry/picture.png",
        "reports/one/index.html": "stories/ferry/picture.png",
        "reports/two/index.html": "picture.png",
        "quotes/told/index.html": "quotes/told/picture.png",
        "entities/bo-ek/index.html": "picture.png",
    }
    for page, picture in wanted.items():
        meta = shown(site(held)[f"site/{page}"])
        assert meta["og:image"] == f"https://example.org/sub/{picture}", page
        assert (meta["og:image:width"], meta["og:image:height"]) == ("1200", "630")
        assert meta["og:image:alt"]
        assert meta["twitter:card"] == "summary_large_image"
        assert f"site/{picture}" in site(held)


def test_a_report_is_an_article_of_its_day() -> None:
    held = edition()
    made(held)
    meta = shown(site(held)["site/reports/one/index.html"])
    assert (meta["og:type"], meta["article:published_time"]) == ("article", "2024-05-02")
    assert (meta["og:title"], meta["og:site_name"]) == ("Late", "Harbour")
    assert meta["og:url"] == "https://example.org/sub/reports/one/"
    assert shown(site(held)["site/index.html"])["og:type"] == "website"


@pytest.mark.parametrize(
    "settings", ["title: Harbour\n", "title: Harbour\npictures: off\nbase_url: https://example.org/\n"]
)
def test_without_an_address_or_by_the_editors_word_there_are_none(settings: str) -> None:
    held = edition(**{"content/site.yml": settings})
    assert made(held).lacks == ""
    assert drawn(held) == set()
    assert not any("og:image" in shown(data) for path, data in site(held).items() if path.endswith(".html"))


def test_without_pillow_there_are_none_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "find_spec", lambda name: None if name == "PIL" else importlib.util.find_spec(name))
    held = edition()
    assert "news-digest[pictures]" in made(held).lacks
    assert drawn(held) == set()
    assert "og:image" not in shown(site(held)["site/index.html"])
    assert made(held).lacks == "", "once, not with each build that has nothing to do"


def test_a_picture_is_drawn_again_when_its_words_change_and_not_before() -> None:
    held = edition()
    made(held)
    text = FILES["content/reports/one.md"].replace("Bo Ek said", "On the quay Bo Ek said")
    held.fs.write("content/reports/one.md", text.encode())
    assert not [path for path in made(held).trace.rendered if path.endswith(".png")]
    held.fs.write("content/quotes/told.md", FILES["content/quotes/told.md"].replace("Nobody", "Not one").encode())
    assert [path for path in made(held).trace.rendered if path.endswith(".png")] == ["quotes/told/picture.png"]


PAGE = PicturePage(url="/p.png", title="T", words="Nobody was told.", who="Bo Ek", outlets=4, wordings=3)
OF_PAGE = """
import hashlib
from digest.model.page import Chrome, PicturePage
from digest.render.picture import FONTS, drawer
draw = drawer({name: open("theme/static/" + name, "rb").read() for name in FONTS})
page = PicturePage(url="/p.png", title="T", words="Nobody was told.", who="Bo Ek", outlets=4, wordings=3)
print(hashlib.sha256(draw(page, Chrome(title="Harbour", css="/s.css"))).hexdigest())
"""


def test_the_same_words_are_the_same_bytes() -> None:
    """In another process too, and whatever was drawn before."""
    DRAW(pictures.edition_picture("Harbour", "Who said it"), CHROME)
    here = hashlib.sha256(DRAW(PAGE, CHROME)).hexdigest()
    there = subprocess.run([sys.executable, "-c", OF_PAGE], cwd=ROOT, capture_output=True, text=True, check=True)
    assert there.stdout.strip() == here


def ink(data: bytes, top: int, bottom: int) -> int:
    """How many points in a band of a picture are not paper."""
    band = Image.open(io.BytesIO(data)).convert("L").crop((0, top, SIZE[0], bottom))
    return sum(band.histogram()[:200])


@pytest.mark.parametrize("words", ["习近平与普京通电话", "שלום לכולם", "a \ufffe b"])
def test_words_that_the_font_lacks_are_left_out(words: str) -> None:
    """A row of boxes would tell nothing; the edition's name is still there."""
    lacking = DRAW(PicturePage(url="/p.png", title="T", words=words), CHROME)
    assert ink(lacking, 40, 140) == ink(DRAW(PAGE, CHROME), 40, 140)
    assert ink(lacking, 140, 630) == 0
    assert ink(DRAW(PAGE, CHROME), 140, 630) > 0


@pytest.mark.parametrize("words", ["word " * 400, "w" * 4000, "", " ", "“" * 30, "a\nb\tc"])
def test_any_words_stay_on_the_paper(words: str) -> None:
    data = DRAW(PicturePage(url="/p.png", title="T", words=words, who=words, outlets=10**9, wordings=3), CHROME)
    picture = Image.open(io.BytesIO(data)).convert("L")
    for box in ((0, 0, 76, 630), (1124, 0, 1200, 630), (0, 0, 1200, 40), (0, 600, 1200, 630)):
        assert sum(picture.crop(box).histogram()[:200]) == 0, box
