"""An act on one thing that has a page of its own: done, and back to that page; or the refusal on it."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from waarborg.kernel.errors import Refusal

Thing = TypeVar("Thing")
Shown = TypeVar("Shown", contravariant=True)


class Page(Protocol[Shown]):
    def __call__(self, request: HttpRequest, found: Shown, *, refusal: Refusal | None = None) -> HttpResponse: ...


def one_act(
    request: HttpRequest,
    find: Callable[[], Thing],
    how: Callable[[Thing], object],
    said: str,
    *,
    page: Page[Thing],
    back: str,
) -> HttpResponse:
    """`find` is asked again after a refusal, for what stands there by then; `back` is the page's address."""
    try:
        how(find())
    except Refusal as refusal:
        return page(request, find(), refusal=refusal)
    success(request, said)
    return redirect(back)
