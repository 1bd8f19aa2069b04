"""How Django's forms become our fields: set `FORM_RENDERER = "waarborg.plumbing.web.forms.Renderer"`.

`{{ form }}` gives a summary of what is wrong with links, then per field the label, the help, the message and the
control, tied together for screen readers; what was filled in stays. Needs `django.forms` in INSTALLED_APPS, after the
plumbing.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4

from django.forms import Form
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from waarborg.plumbing.web.widgets import written

# Stands where another value stands each time.
_MARK = UUID("00000000-b1a4-7000-8000-000000000000")


class Renderer(TemplatesSetting):
    """Renders forms with the project's templates, so that ours come before Django's; the commonest without them."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
    formset_template_name = "components/formset.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        found = written(template_name, context)
        return mark_safe(found) if found is not None else super().render(template_name, context, request)


class Blank:
    """A form as it stands before anybody filled it in: what `{{ form }}` writes. Pages ask of it what they ask of one
    that came back."""

    errors: dict[str, list[str]] = {}
    is_bound = False

    def __init__(self, html: SafeString) -> None:
        self._html = html

    def __html__(self) -> SafeString:
        return self._html

    __str__ = __html__


def blank(make: Callable[..., Form], *made_of: Hashable) -> Blank:
    """What the unbound form `make(*made_of)` writes in the language of the page, written once for all it is made of.

    `make` is a function of a module; nothing that it shows may come from elsewhere than `made_of` and settings.
    """
    return _blank(make, get_language(), made_of)


def blank_once(make: Callable[..., Form], *made_of: Hashable) -> Blank:
    """The same of a form with a hidden field `once`, which tells two sendings apart: it has another value each time.

    `make` takes `initial` as well.
    """
    html = str(_blank_once(make, get_language(), made_of))
    return Blank(mark_safe(html.replace(str(_MARK), str(uuid4()))))


@lru_cache(512)
def _blank_once(make: Callable[..., Form], _lang: str | None, made_of: tuple[Hashable, ...]) -> Blank:
    return Blank(mark_safe(str(make(*made_of, initial={"once": _MARK}))))


@lru_cache(512)
def _blank(make: Callable[..., Form], _lang: str | None, made_of: tuple[Hashable, ...]) -> Blank:
    return Blank(mark_safe(str(make(*made_of))))
