"""The index over addresses answers what Django's own resolvers answer."""

from uuid import UUID

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, include, path, re_path
from django.urls.exceptions import Resolver404

from waarborg.project.resolving import Indexed, indexed
from waarborg.project.urls import _domains

TICKET = UUID("01a1bfc4-ace0-7094-ac16-f2b9fee90755")


def page(request: HttpRequest, **words: object) -> HttpResponse:
    return HttpResponse()


INNER = [
    path("desk/", page, name="first"),
    path("desk/tickets/", page, name="list"),
    path("desk/tickets/<uuid:ticket>/", page, name="one"),
    path("desk/tickets/new/", page, name="new"),
    path("desk/<slug:word>/", page, name="any"),
    path("<slug:word>/", page, name="short"),
    re_path(r"^old/(?P<number>[0-9]+)$", page, name="old"),
    path("desk/more/", include([path("", page, name="more"), path("<int:number>/", page, name="number")])),
]
ASKED = (
    *("", "desk", "desk/", "desk/tickets/", f"desk/tickets/{TICKET}/", "desk/tickets/new/", "desk/tickets/x/"),
    *("desk/other/", "portal/", "old/12", "old/x", "desk/more/", "desk/more/4/", "desk/more/x/", "/", "//", "desk//"),
)


def answer(resolver: URLPattern | URLResolver, asked: str) -> object:
    try:
        found = resolver.resolve(asked)
    except Resolver404:
        return None
    assert found is not None
    return found.view_name, found.args, found.kwargs, found.route, found.func, found.namespaces, found.app_names


@pytest.mark.parametrize("asked", ASKED)
def test_an_index_answers_as_a_plain_resolver_does(asked: str) -> None:
    plain = path("", include((INNER, "support"), namespace="desk"), {"kept": True})
    faster = indexed(plain)
    assert isinstance(faster, Indexed)
    assert answer(faster, asked) == answer(plain, asked)
    assert answer(faster, asked) == answer(plain, asked), "and does so again"


def test_every_domain_has_an_index_and_answers_by_it() -> None:
    domains = [one for one in get_resolver().url_patterns if isinstance(one, Indexed)]
    assert len(domains) == len(_domains())
    found = get_resolver().resolve(f"/desk/tickets/{TICKET}/")
    assert (found.view_name, found.kwargs) == ("support:desk-ticket", {"ticket": TICKET})
    assert get_resolver().resolve(f"/desk/customers/{TICKET}/content/").url_name == "content"


def test_a_single_address_stays_as_it_is() -> None:
    one = path("here/", page, name="here")
    assert indexed(one) is one


def test_beginnings_that_visitors_think_up_are_not_all_remembered() -> None:
    faster = indexed(path("", include(INNER)))
    assert isinstance(faster, Indexed)
    for number in range(2000):
        assert answer(faster, f"x{number}/y/z/") is None
    assert faster._fitting.cache_info().currsize <= 1024
