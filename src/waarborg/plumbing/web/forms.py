"""How Django's forms become our fields: set `FORM_RENDERER = "waarborg.plumbing.web.forms.Renderer"`.

`{{ form }}` gives a summary of what is wrong with links, then per field the label, the help, the message and the
control, tied together for screen readers; what was filled in stays. Needs `django.forms` in INSTALLED_APPS, after the
plumbing.
"""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Renders forms with the project's templates, so that ours come before Django's."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
    formset_template_name = "components/formset.html"
