"""The commonest fields of forms, written in Python: a ticket page has twenty of them, and as templates that include
templates they took a third of its time.

Each function writes what the template of its name writes; the templates stay, for widgets that are not here and as what
the tests compare with.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.formats import localize
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from waarborg.plumbing.web.escaping import escape

Widget = Mapping[str, Any]
OWN_CLASS = {"checkbox": "form-check-input", "radio": "form-check-input", "color": "form-control form-control-color"}


def _shown(value: Any) -> str:
    """As `{{ value }}` does."""
    return escape(value if isinstance(value, str) else localize(value))


def _plain(value: Any) -> str:
    """As `{{ value|stringformat:'s' }}` does."""
    return escape(value if isinstance(value, SafeString) else str(value))


def _attributes(widget: Widget, *, with_class: bool = False) -> str:
    return "".join(
        f" {_shown(name)}" if value is True else f' {_shown(name)}="{_plain(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False and (with_class or name != "class")
    )


def _class(widget: Widget, own: str) -> str:
    added = widget["attrs"].get("class")
    both = f"{own} {_shown(added)}" if own and added else own or (_shown(added) if added else "")
    return f' class="{both}"' if both else ""


def text_input(widget: Widget) -> str:
    """django/forms/widgets/input.html"""
    kind, value = widget["type"], widget["value"]
    own = "" if kind == "hidden" else OWN_CLASS.get(kind, "form-control")
    filled = "" if value is None else f' value="{_plain(value)}"'
    attributes = _class(widget, own) + _attributes(widget)
    return f'<input type="{_shown(kind)}" name="{_shown(widget["name"])}"{filled}{attributes}>'


def textarea(widget: Widget) -> str:
    """django/forms/widgets/textarea.html"""
    value = widget["value"]
    return (
        f'<textarea name="{_shown(widget["name"])}"{_class(widget, "form-control")}{_attributes(widget)}>\n'
        f"{_shown(value) if value else ''}</textarea>"
    )


def select(widget: Widget) -> str:
    """django/forms/widgets/select.html"""
    inside = "".join(_options_of_select(widget))
    return (
        f'<select name="{_shown(widget["name"])}"{_class(widget, "form-select")}{_attributes(widget)}>{inside}</select>'
    )


def _options_of_select(widget: Widget) -> Iterator[str]:
    for group, options, _index in widget["optgroups"]:
        if group:
            yield f'<optgroup label="{_shown(group)}">'
        for one in options:
            attributes = _attributes(one, with_class=True)
            yield f'<option value="{_plain(one["value"])}"{attributes}>{_shown(one["label"])}</option>\n'
        if group:
            yield "</optgroup>"


def choices(widget: Widget) -> str:
    """django/forms/widgets/multiple_input.html with its input_option.html"""
    identifier, added = widget["attrs"].get("id"), widget["attrs"].get("class")
    parts = [f'<div class="w-options{f" {_shown(added)}" if added else ""}"']
    parts.append(f' id="{_shown(identifier)}">' if identifier else ">")
    for group, options, _index in widget["optgroups"]:
        if group:
            parts.append(f'<p class="w-small w-strong">{_shown(group)}</p>')
        for one in options:
            own = one["attrs"].get("id")
            target = f' for="{_shown(own)}"' if own else ""
            label = f'<span class="form-check-label">{_shown(one["label"])}</span>'
            parts.append(f'<label class="form-check"{target}>{text_input(one)} {label}</label>\n\n')
    return "".join([*parts, "</div>"])


def field(context: Mapping[str, Any]) -> str:
    """components/field.html: label, help, message and control, tied together for screen readers."""
    one = context["field"]
    kind = f' data-kind="{_shown(one.css_classes())}"' if one.css_classes() else ""
    words, label = _words(one), _shown(one.label)
    if one.widget_type == "checkbox":
        head, tail = f'<div class="form-check">{one} <label class="form-check-label"', "</label></div>"
        inside = f'{head} for="{_shown(one.id_for_label)}">{label}{tail}{words}'
    else:
        if not one.field.required:
            label += f' <span class="w-optional">{_shown(gettext("optional"))}</span>'
        if one.use_fieldset:
            described = f' aria-describedby="{_shown(one.aria_describedby)}"' if one.aria_describedby else ""
            legend = f'<legend class="form-label">{label}</legend>'
            inside = f'<fieldset class="w-fieldset"{described}>{legend}{words}{one}</fieldset>'
        else:
            inside = f'<label class="form-label" for="{_shown(one.id_for_label)}">{label}</label>{words}{one}'
    return f'<div class="w-field"{" data-invalid" if one.errors else ""}{kind}>{inside}</div>'


def _words(one: Any) -> str:
    """components/field_words.html, with the end of its line"""
    from waarborg.plumbing.templatetags.waarborg import mark

    place = _shown(one.auto_id)
    found = f'<p class="form-hint" id="{place}_helptext">{one.help_text}</p>' if one.help_text else ""
    if one.errors:
        said = " ".join(_shown(error) for error in one.errors)
        found += f'<div class="w-error" id="{place}_error">{mark("broken")} <span>{said}</span></div>'
    return found + "\n"


_OF_WIDGETS: dict[str, Callable[[Widget], str]] = {
    **{
        f"django/forms/widgets/{name}.html": text_input
        for name in ("input", "text", "number", "email", "url", "password", "hidden", "date", "datetime", "time")
    },
    "django/forms/widgets/checkbox.html": text_input,
    "django/forms/widgets/textarea.html": textarea,
    "django/forms/widgets/select.html": select,
    "django/forms/widgets/radio.html": choices,
    "django/forms/widgets/checkbox_select.html": choices,
}


def written(template_name: str, context: Mapping[str, Any]) -> str | None:
    """What the template writes for this context, or None where it has to do so itself."""
    if template_name == "components/field.html":
        return field(context)
    write = _OF_WIDGETS.get(template_name)
    return None if write is None else write(context["widget"])
