"""An application with a library of others (openid-client for Node) signs people in by us, in a real browser."""

import json
import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.journeys.conftest import Installation, Visit, opened
from tests.journeys.going import onward
from tests.journeys.looking import Look

from waarborg.plumbing.tests.programs import node

HERE = Path(__file__).parent
PASSWORD = "een-lange-zin-voor-een-toepassing"


@pytest.fixture
def port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@contextmanager
def application(installation: Installation, port: int, client_id: str, secret: str) -> Iterator[str]:
    told = {"ISSUER": installation.url, "CLIENT_ID": client_id, "CLIENT_SECRET": secret, "PORT": str(port)}
    process = subprocess.Popen(
        [node(), str(HERE / "openid_client.mjs")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | told,
    )
    try:
        assert process.stdout and process.stderr
        assert process.stdout.readline() == "ready\n", process.stderr.read()
        yield f"http://localhost:{port}"
    finally:
        process.kill()
        process.communicate()


def registered(visit: Visit, look: Look, port: int) -> tuple[str, str]:
    """By a service manager, at the page; the secret is read there and nowhere else."""
    page = visit("service manager", "/desk/applications/")
    look(page)
    page.fill("[name=name]", "Planbord")
    page.fill("[name=redirect_uris]", f"http://localhost:{port}/back")
    page.fill("[name=logout_uris]", f"http://localhost:{port}/bye")
    onward(page, page.get_by_role("button", name="Registreren"))
    look(page)
    shown = page.locator("section[role=status] code").all_inner_texts()
    return shown[0], shown[1]


def with_password(installation: Installation, email: str) -> None:
    """The demonstration is walked into by links; a form is what browsers hold their policy against."""
    from django.contrib.auth.hashers import make_password

    folder = installation.group.folder / "var" / "postgres-18" / "socket"
    with psycopg.connect(host=str(folder), user="waarborg_owner", dbname="waarborg") as connection:
        connection.execute("UPDATE access_account SET password = %s WHERE email = %s", [make_password(PASSWORD), email])


def told(page: Any) -> dict[str, Any]:
    page.wait_for_url("http://localhost:*/**")
    found: dict[str, Any] = json.loads(page.locator("body").inner_text())
    return found


def test_an_application_of_others_making_signs_in_refreshes_and_signs_out(
    installation: Installation, visit: Visit, look: Look, port: int, browser: Any, doors: dict[str, Any]
) -> None:
    user = visit("user", "/accounts/")
    email = str(user.locator("main dd").first.inner_text()).strip()
    with_password(installation, email)
    with application(installation, port, *registered(visit, look, port)) as app:
        page = visit("", "/")
        page.goto(f"{app}/silent")
        assert told(page)["error"] == "login_required"
        page.goto(f"{app}/fresh")
        page.fill("[name=email]", email)
        page.fill("[name=password]", PASSWORD)
        page.locator("main form button[type=submit]").first.click()
        came = told(page)
        assert came["claims"]["sub"] == came["userinfo"]["sub"], came
        assert came["userinfo"]["email"] == email and came["userinfo"]["roles"] == ["customer.user"]
        page.goto(f"{app}/refresh")
        assert told(page) == {"sub": came["claims"]["sub"], "rotated": True}
        page.goto(f"{app}/")
        assert told(page)["claims"]["sub"] == came["claims"]["sub"]
        page.goto(f"{app}/out")
        assert told(page) == {"out": True}
        page.goto(f"{app}/refresh")
        assert told(page)["error"] == "invalid_grant"
        page.goto(f"{installation.url}/accounts/")
        assert "/accounts/sign-in/" in page.url
    # Another password ended the other sessions of that user.
    doors.update(opened(installation, browser))
