"""A deployed site as a web server shows it: nginx, under a sub-path, before and after a switch."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urljoin

import httpx

from digest.deploy.folder import Folder
from support import deploying as d

CONFIGURATION = """
daemon off; master_process off; pid {at}/pid; error_log {at}/error.log;
events {{ worker_connections 32; }}
http {{
  access_log off; client_body_temp_path {at}/body; proxy_temp_path {at}/proxy; fastcgi_temp_path {at}/fastcgi;
  uwsgi_temp_path {at}/uwsgi; scgi_temp_path {at}/scgi;
  types {{ text/html html; text/css css; image/svg+xml svg; font/woff2 woff2; text/plain txt; }}
  server {{
    listen 127.0.0.1:{port};
    location /press/ {{ alias {root}/; error_page 404 /press/404.html; }}
  }}
}}
"""


@contextmanager
def nginx(root: Path, at: Path) -> Iterator[str]:
    """Serve a folder below `/press/`; yields the address of its front page."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    at.mkdir()
    at.chmod(0o755)
    (at / "nginx.conf").write_text(CONFIGURATION.format(at=at, port=port, root=root))
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert program is not None
    with subprocess.Popen([program, "-e", at / "error.log", "-c", at / "nginx.conf", "-p", at]) as server:
        try:
            for _ in range(200):
                with suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
                    break
                time.sleep(0.02)
            yield f"http://127.0.0.1:{port}/press/"
        finally:
            server.terminate()


def crawled(address: str) -> dict[str, httpx.Response]:
    """Every answer that a reader gets who follows all links of the site from its front page."""
    answers: dict[str, httpx.Response] = {}
    todo = [address]
    with httpx.Client() as client:
        while todo:
            page = todo.pop()
            answers[page] = answer = client.get(page)
            if not answer.headers.get("content-type", "").startswith("text/html"):
                continue
            for link in re.findall(r'(?:href|src)="([^"#]+)', answer.text):
                to = urljoin(page, link)
                if to.startswith(address) and to not in answers and to not in todo:
                    todo.append(to)
    return answers


def test_a_reader_finds_every_page_before_and_after_a_switch(
    tmp_path: Path, sample_site: Path
) -> None:
    edition = sample_site.parent
    site = d.site_in(edition)
    place = tmp_path / "www"
    d.deployed(Folder(place, site, keep=2), site)
    with nginx(place / "current", tmp_path / "nginx") as address:
        answers = crawled(address)
        assert {url: answer.status_code for url, answer in answers.items() if answer.status_code != 200} == {}
        assert len(answers) > 80
        (style,) = (url for url in answers if re.search(r"/style\.[0-9a-f]{10}\.css$", url))
        assert httpx.get(f"{address}no/such/page").status_code == 404
        other = d.built(tmp_path / "other", d.OLD)
        d.deployed(Folder(place, other, keep=2), other)
        answers = crawled(address)
        assert {url.removeprefix(address) for url in answers} == {
            "", "reports/", "reports/quay/", "reports/ferry/", d.OLD_STYLE
        }  # fmt: skip
        assert {answer.status_code for answer in answers.values()} == {200}
        assert httpx.get(f"{address}about/").text == "who we are"
        assert httpx.get(style).status_code == 200, "a reader may still have a page of the old site open"
        assert httpx.get(f"{address}quotes/").status_code == 404
