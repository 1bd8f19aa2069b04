"""The engine of our pages: Jinja, which compiles a page once, with the filters and functions of our packages.

Pages stand in a package's `jinja2` folder; texts of mails stay Django templates. A package adds words to the
language of pages in its `templatetags` modules: `{{ "inbox"|icon }}`, `{{ at|when(zone=zone) }}`. They are filters and
not functions, because a filter never has the name of a variable.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache, partial
from importlib import import_module
from pkgutil import iter_modules
from types import SimpleNamespace
from typing import Any, TypeVar

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest
from django.template import defaultfilters, defaulttags
from django.template.backends.jinja2 import Jinja2, Template
from django.template.backends.utils import csrf_input, csrf_token_lazy
from django.templatetags.static import static
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils import html, translation
from django.utils.safestring import SafeString, mark_safe
from django_htmx.jinja import htmx_script
from jinja2 import ChainableUndefined, Undefined, pass_context
from jinja2.runtime import Context

from waarborg.plumbing.web.compiling import Speaking

F = TypeVar("F", bound=Callable[..., Any])
_filters: dict[str, Callable[..., Any]] = {}
_functions: dict[str, Callable[..., Any]] = {}


def page_filter(function: F) -> F:
    """A filter of every page, by the function's name; under `jinja2.pass_context` it takes the page's context first."""
    return _kept(_filters, function)


def page_function(function: F) -> F:
    """A function of every page. For what has no first word to filter."""
    return _kept(_functions, function)


def _kept(among: dict[str, Callable[..., Any]], function: F) -> F:
    name = function.__name__
    if among.setdefault(name, function) is not function:
        raise ValueError(f"two packages give pages the word {name!r}")
    return function


class Missing(ChainableUndefined):
    """What a page names and nobody gave: writes nothing, is false, has nothing, is not larger than anything."""

    def _less(self, other: object) -> bool:
        return False

    __lt__ = __le__ = __gt__ = __ge__ = _less  # type: ignore[assignment]


def environment(**options: Any) -> Speaking:
    """What Django's engine asks for; reads the `templatetags` of every package of ours first."""
    fixed = {"undefined": Missing, "extensions": ["jinja2.ext.i18n"], "keep_trailing_newline": True, "cache_size": -1}
    made = Speaking(**{**options, **fixed})
    for package in apps.get_app_configs():
        if package.name.startswith("waarborg."):
            _read_words(package.name)
    gettext = lambda text: said_in(translation.get_language())[text]  # noqa: E731
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext,
        lambda one, more, number: _counted(translation.get_language(), one, more, number),
        newstyle=False,
        pgettext=lambda about, text: mark_safe(translation.pgettext(about, text)),
        npgettext=lambda about, one, more, number: mark_safe(translation.npgettext(about, one, more, number)),
    )
    made.globals |= {"_": gettext, **_functions}
    made.filters |= _filters
    made.tests["none"] = lambda value: value is None or isinstance(value, Undefined)
    return made


class Said(dict[str, SafeString]):
    """Texts of pages in one language, translated once: a page has a hundred of them. Our own words hold their marks."""

    _MOST = 10_000

    def __init__(self, lang: str | None) -> None:
        super().__init__()
        self._lang = lang

    def __missing__(self, text: str) -> SafeString:
        with translation.override(self._lang):
            found = mark_safe(translation.gettext(text))
        # Some pages translate what stands in the database: that may be anything.
        if type(text) is str and len(self) < self._MOST:
            self[text] = found
        return found


@cache
def said_in(lang: str | None) -> Said:
    """The texts of pages in a language; None is no language at all."""
    return Said(lang)


@lru_cache(8192)
def _counted(lang: str | None, one: str, more: str, number: int) -> SafeString:
    with translation.override(lang):
        return mark_safe(translation.ngettext(one, more, number))


def _read_words(package: str) -> None:
    try:
        words = import_module(f"{package}.templatetags")
    except ModuleNotFoundError:
        return
    for module in iter_modules(words.__path__, f"{words.__name__}."):
        import_module(module.name)


class _Once:
    """A piece of HTML that is made when a page first shows it, and repeated wherever it stands after that."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], str]) -> None:
        self._make, self._made = make, ""

    def __html__(self) -> str:
        self._made = self._made or str(self._make())
        return self._made

    __str__ = __html__


def of_request(request: HttpRequest, processors: Sequence[Callable[[HttpRequest], dict[str, Any]]]) -> dict[str, Any]:
    """What the context processors give, asked once: the panels of a page are pages of their own.

    Asked again once somebody else is signed in, or the language is another.
    """
    lang = translation.get_language()
    key = (lang, *(getattr(request, name, None) for name in ("actor", "person")))
    held = getattr(request, "page_context", None)
    if held is not None and all(one is other for one, other in zip(held[0], key, strict=True)):
        return held[1]  # type: ignore[no-any-return]
    said = said_in(lang).__getitem__
    found = {
        "request": request,
        "csrf_input": _Once(partial(csrf_input, request)),
        "csrf_token": csrf_token_lazy(request),
        "_": said,
        "gettext": said,
    }
    for processor in processors:
        found.update(processor(request))
    request.page_context = key, found  # type: ignore[attr-defined]
    return found


class Page(Template):
    """A page that is rendered with what the view gives over what the context processors give, as in Django's own."""

    def render(self, context: Mapping[str, Any] | None = None, request: HttpRequest | None = None) -> SafeString:
        found = {} if request is None else of_request(request, self.backend.template_context_processors)
        return mark_safe(super().render({**found, **(context or {})}))


class Pages(Jinja2):
    """Django's Jinja engine with our order of contexts, and pages compiled for the language of the moment."""

    def __init__(self, params: dict[str, Any]) -> None:
        self._in: dict[tuple[str | None, str], Speaking] = {}
        super().__init__(params)

    @property  # type: ignore[override]
    def env(self) -> Speaking:
        """That of the language in which the page speaks, at the place where the product is mounted."""
        spoken = translation.get_language(), get_script_prefix()
        found = self._in.get(spoken)
        if found is None:
            if spoken[0] not in dict(settings.LANGUAGES):
                return self._of_none
            found = self._in[spoken] = self._of_none.in_one_language()
        return found

    @env.setter
    def env(self, made: Speaking) -> None:
        self._of_none = made

    def from_string(self, template_code: str) -> Page:
        return Page(self.env.from_string(template_code), self)

    def get_template(self, template_name: str) -> Page:
        return Page(super().get_template(template_name).template, self)


# --- what every page can say ------------------------------------------------------------------------------------------


@page_function
def url_for(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a view by name. Raises NoReverseMatch where there is none."""
    return _reversed(get_script_prefix(), name, args, tuple(kwargs.items()))


@page_function
def url_if(name: str, *args: Any, **kwargs: Any) -> str:
    """The same, or an empty text where there is no such address."""
    try:
        return url_for(name, *args, **kwargs)
    except NoReverseMatch:
        return ""


@lru_cache(4096)
def _reversed(_prefix: str, name: str, args: tuple[Any, ...], kwargs: tuple[tuple[str, Any], ...]) -> str:
    return reverse(name, args=args or None, kwargs=dict(kwargs) or None)


@page_function
@pass_context
def query(context: Context, **changed: Any) -> SafeString:
    """The query of this page's address with some of it changed, `?` included."""
    page: Any = SimpleNamespace(request=context["request"])
    return mark_safe(defaulttags.querystring(page, **changed))


@page_function
def language() -> str | None:
    """The language of the page, as a code."""
    return translation.get_language()


def _escaped(write: Callable[..., str], text: Any) -> SafeString:
    return mark_safe(write(text, autoescape=not hasattr(text, "__html__")))


_functions |= {"static": static, "htmx_script": htmx_script}
_filters |= {
    "urlize": partial(_escaped, partial(html.urlize, nofollow=True)),
    "linebreaks": partial(_escaped, html.linebreaks),
    "linebreaksbr": partial(_escaped, defaultfilters.linebreaksbr),
}
