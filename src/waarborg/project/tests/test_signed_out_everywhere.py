"""Signing out everywhere, asked of every process that answers pages: none of them remembers a session."""

import http.client
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from prometheus_client.mmap_dict import MmapedDict

from waarborg.project.tests.running_group import Group, below, until

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("running-group")]
PAGE = "/accounts/sessions/"
# Two browsers in which one person has signed in; prints their keys.
SIGN_IN = """
from django.test import Client
from waarborg.access.tests.doors import sign_in
from waarborg.customers.tests.cast import make_organisation, make_player
from waarborg.customers.rules.roles import OWNER
merendaal = make_organisation("Stichting Thuiszorg Merendaal", "merendaal")
owner = make_player(merendaal, "T. Fictief", "t.fictief@example.org", OWNER)
print(*(sign_in(Client(), owner).cookies["waarborg_session"].value for _ in range(2)))
"""


def asked(group: Group, key: str, form: str | None = None) -> int:
    """The status of the page over a new connection, or of its form when it is sent."""
    address = urlsplit(group.url)
    connection = http.client.HTTPConnection(str(address.hostname), address.port, timeout=30)
    token = "a" * 32
    headers = {"Cookie": f"waarborg_session={key}; csrftoken={token}", "X-CSRFToken": token}
    if form is None:
        connection.request("GET", PAGE, headers=headers)
    else:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("POST", f"{PAGE}end/", form, headers)
    status = connection.getresponse().status
    connection.close()
    return status


def answered(group: Group, worker: int, status: int) -> float:
    """How often this process of the web answered the page so, by the file of figures it keeps itself."""
    file = group.folder / "var" / "metrics" / f"counter_{worker}.db"
    if not file.exists():
        return 0
    said = ('"route": "access:sessions"', f'"status": "{status}"')
    found = MmapedDict.read_all_values_from_file(str(file))
    return sum(value for key, value, *_ in found if all(word in key for word in said))


def test_every_worker_turns_away_who_signed_out_everywhere(group: Group) -> None:
    until(group.healthy)
    until(lambda: len(below(group.pids()["web"])) == 2)
    workers = below(group.pids()["web"])
    made = group.run("django", "shell", "--verbosity", "0", "-c", SIGN_IN)
    assert made.returncode == 0, made.stderr
    browsers = made.stdout.split()
    with ThreadPoolExecutor(8) as pool:

        def from_all(status: int) -> set[int]:
            """Ask with both browsers until every worker has answered so; every answer there was."""
            seen: set[int] = set()
            before = {worker: answered(group, worker, status) for worker in workers}

            def everyone() -> bool:
                seen.update(pool.map(lambda number: asked(group, browsers[number % 2]), range(16)))
                return all(answered(group, worker, status) > count for worker, count in before.items())

            until(everyone, seconds=30)
            return seen

        assert from_all(200) == {200}
        assert asked(group, browsers[0], "which=all") == 302
        assert from_all(302) == {302}
    assert below(group.pids()["web"]) == workers
