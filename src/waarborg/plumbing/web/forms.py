"""How Django's forms become our fields: set `FORM_RENDERER = "waarborg.plumbing.web.forms.Renderer"`.

`{{ form }}` gives a summary of what is wrong with links, then per field the label, the help, the message and the
control, tied together for screen readers; what was filled in stays. Needs `django.forms` in INSTALLED_APPS, after the
plumbing.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid4

from django.forms import BoundField, Form, RadioSelect
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString, mark_safe

from waarborg.plumbing.web.escaping import escape
from waarborg.plumbing.web.pieces import piece
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
    return _blank(make, made_of)


def blank_once(make: Callable[..., Form], *made_of: Hashable) -> Blank:
    """The same of a form with a hidden field `once`, which tells two sendings apart: it has another value each time.

    `make` takes `initial` as well.
    """
    html = str(_blank_once(make, made_of))
    return Blank(mark_safe(html.replace(str(_MARK), str(uuid4()))))


@piece(512)
def _blank_once(make: Callable[..., Form], made_of: tuple[Hashable, ...]) -> Blank:
    return Blank(mark_safe(str(make(*made_of, initial={"once": _MARK}))))


@piece(512)
def _blank(make: Callable[..., Form], made_of: tuple[Hashable, ...]) -> Blank:
    return Blank(mark_safe(str(make(*made_of))))


# What stands for a value that is another each time.
_OF_REQUEST = "d6c1-a-value-of-this-request"


class BlankField:
    """A field of a form as it stands before anybody filled it in, for pages that lay out the fields themselves: what
    they ask of Django's."""

    errors: tuple[str, ...] = ()

    def __init__(self, field: BoundField) -> None:
        self._html, self._group = str(field), str(field.as_field_group())
        self._value, self.id_for_label = field.value(), field.id_for_label
        choices = list(field) if isinstance(field.field.widget, RadioSelect) else []
        self._choices = tuple(BlankChoice(dict(one.data)) for one in choices)

    def __html__(self) -> SafeString:
        return mark_safe(self._html)

    __str__ = __html__

    def __iter__(self) -> Iterator["BlankChoice"]:
        return iter(self._choices)

    def value(self) -> Any:
        return self._value

    def as_field_group(self) -> SafeString:
        return mark_safe(self._group)

    def holding(self, value: Hashable) -> SafeString:
        """Written with a value of this request."""
        return mark_safe(self._html.replace(_OF_REQUEST, escape(str(value))))


@dataclass(frozen=True, slots=True)
class BlankChoice:
    """One of the buttons of a field; `data` has `value`, `label`, `attrs` and `selected`."""

    data: Mapping[str, Any]


class BlankFields:
    """The fields of such a form by name; those that are another each time hold the value of this request."""

    errors: dict[str, list[str]] = {}
    is_bound = False

    def __init__(self, fields: Mapping[str, BlankField], fresh: Mapping[str, Hashable]) -> None:
        self._fields, self._fresh = fields, fresh

    def __getitem__(self, name: str) -> BlankField | SafeString:
        """Raises KeyError."""
        field = self._fields[name]
        return field.holding(self._fresh[name]) if name in self._fresh else field


def blank_fields(make: Callable[..., Form], *made_of: Hashable, fresh: Mapping[str, Hashable]) -> BlankFields:
    """The fields of the unbound form `make(*made_of)`, written once for all it is made of; `fresh` are the values of
    hidden fields that are another each time. Raises ValueError for a form that makes up more than those by itself."""
    return BlankFields(_blank_fields(make, tuple(fresh), made_of), fresh)


@piece(512)
def _blank_fields(
    make: Callable[..., Form], fresh: tuple[str, ...], made_of: tuple[Hashable, ...]
) -> Mapping[str, BlankField]:
    form = make(*made_of)
    made_up = {name for name, field in form.fields.items() if callable(form.initial.get(name, field.initial))}
    if not made_up <= set(fresh):
        raise ValueError(f"a blank {type(form).__name__} makes up {sorted(made_up - set(fresh))} by itself")
    form.initial = {**form.initial, **dict.fromkeys(fresh, _OF_REQUEST)}
    return MappingProxyType({name: BlankField(form[name]) for name in form.fields})
