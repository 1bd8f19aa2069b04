"""The vendor's own application tells how long its pages took: a key made at the desk, its line in a page with a strict
policy, real browsers, and the figure on the page Speed."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.journeys.conftest import Installation, Visit
from tests.journeys.looking import Look

from waarborg.project.tests.running_group import until

RULES = """rules:
  - {part: %s, metric: browser.page.load, where: {window: start, application: Roosterbord}}
"""


class Application:
    """A page of the vendor's, at an address of its own: `line` is what was copied from the desk."""

    def __init__(self) -> None:
        self.line = self.policy = ""
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = (
                    f"<!doctype html><html lang=nl><title>Roosterbord</title><h1>Roosterbord</h1>{outer.line}".encode()
                )
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Content-Security-Policy", outer.policy)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def application() -> Iterator[Application]:
    made = Application()
    yield made
    made.server.shutdown()
    made.server.server_close()


def asked(installation: Installation, question: str) -> Any:
    folder = installation.group.folder / "var" / "postgres-18" / "socket"
    with psycopg.connect(host=str(folder), user="waarborg_owner", dbname="waarborg") as connection:
        found = connection.execute(question).fetchone()
    return found[0] if found else None


def test_a_page_of_the_application_tells_how_long_it_took_and_the_desk_shows_it(
    installation: Installation, visit: Visit, look: Look, application: Application, tmp_path: Path
) -> None:
    part = asked(installation, "SELECT key FROM catalogue_item WHERE kind = 'component' ORDER BY key LIMIT 1")
    before = asked(installation, "SELECT source FROM availability_mapping ORDER BY applied_at DESC LIMIT 1")
    rules = tmp_path / "rules.yaml"
    rules.write_text(RULES % part + "\n".join((before or "rules:").splitlines()[1:]))
    done = installation.group.run("metrics", "apply", str(rules))
    assert done.returncode == 0, done.stderr
    desk = visit("service manager", "/desk/speed/pages/")
    look(desk)
    desk.click("a[href$='/desk/speed/pages/new/']")
    desk.fill("[name=name]", "Roosterbord")
    desk.fill("[name=origins]", application.url)
    look(desk)
    desk.click("main form button[type=submit]")
    desk.wait_for_url("**/desk/speed/pages/#key-*")
    look(desk)
    line = desk.locator("section:has(h2:text-is('Roosterbord')) pre code").inner_text()
    application.line = line.replace('data-window="pagina"', 'data-window="start"')
    assert application.line != line
    application.policy = f"default-src 'none'; script-src {installation.url}; connect-src {installation.url}"
    told = """SELECT coalesce(sum(t.count), 0) FROM availability_tally_hour t
              JOIN availability_measured m ON m.id = t.measured_id WHERE m.client"""
    sum_before = asked(installation, told)
    page = visit("", f"{application.url}/")
    until(lambda: asked(installation, told) == sum_before + 1)
    with page.expect_response("**/v1/page-times") as answer:
        page.evaluate("waarborgPageTime('start', 412)")
    assert answer.value.status == 204
    assert "cookie" not in answer.value.request.all_headers()
    assert answer.value.request.all_headers()["referer"] == f"{application.url}/"
    assert asked(installation, told) == sum_before + 2
    desk.goto("/desk/speed/")
    assert "In browsers van bezoekers" in desk.inner_text(f"section:has(#part-{part})")
    look(desk)
