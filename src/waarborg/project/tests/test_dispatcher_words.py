"""What the dispatcher says before Django is asked anything: in the reader's language, as a page or for a program."""

import json

import pytest

from waarborg.project.asgi_refusals import refusal_page

SAID = {
    400: ("Dit verzoek is niet te lezen", "This request cannot be read"),
    408: ("Het versturen duurde te lang", "Sending took too long"),
    413: ("Dit bestand is te groot", "This file is too large"),
    503: ("Het is te druk", "We are too busy"),
    507: ("Er is geen ruimte meer om dit te bewaren", "There is no room left to save this"),
}
NOTHING = {"nl": "Er is niets veranderd. ", "en": "Nothing was changed. "}
BACK = {"nl": "wat u typte staat er nog", "en": "what you typed is still there"}


def answered(status: int, language: str, accept: str, method: str = "POST") -> tuple[dict[bytes, bytes], str]:
    sent = [(b"Accept-Language", language.encode()), (b"Accept", accept.encode())]
    headers, body = refusal_page({"method": method, "headers": sent}, status, limit=50 * 1024**2)
    return dict(headers), body.decode()


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("status", SAID)
def test_each_answer_says_what_is_the_matter_and_that_nothing_changed(status: int, language: str) -> None:
    title = SAID[status][language == "en"]
    headers, page = answered(status, language, "text/html")
    assert headers[b"content-language"] == language.encode()
    assert f"<title>{title}" in page
    assert NOTHING[language] in page
    assert BACK[language] in page
    assert BACK[language] not in answered(status, language, "text/html", "GET")[1]
    problem = json.loads(answered(status, language, "application/json")[1])
    assert (problem["status"], problem["title"], problem["code"]) == (status, title, f"project.request.{status}")
    assert problem["detail"].startswith(NOTHING[language])


def test_who_is_too_large_hears_the_limit_and_who_is_too_early_when_to_come_back() -> None:
    assert "Alles samen mag 50 MB zijn" in answered(413, "nl", "text/html")[1]
    assert "All together it may be 50 MB" in answered(413, "en", "text/html")[1]
    assert answered(503, "nl", "text/html")[0][b"retry-after"] == b"5"
