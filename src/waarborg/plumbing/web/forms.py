"""How Django's forms become our fields: set `FORM_RENDERER = "waarborg.plumbing.web.forms.Renderer"`.

`{{ form }}` gives a summary of what is wrong with links, then per field the label, the help, the message and the
control, tied together for screen readers; what was filled in stays. Needs `django.forms` in INSTALLED_APPS, after the
plumbing.
"""

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe

from waarborg.plumbing.web.widgets import written


class Renderer(TemplatesSetting):
    """Renders forms with the project's templates, so that ours come before Django's; the commonest without them."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
    formset_template_name = "components/formset.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        found = written(template_name, context)
        return mark_safe(found) if found is not None else super().render(template_name, context, request)
