"""A code that somebody of ours read aloud: it leads to where a new password is chosen."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from waarborg.access.actions import spoken
from waarborg.access.views.answers import page, refused, visitor_address
from waarborg.access.views.sign_in import require_network
from waarborg.kernel.errors import Refusal


class SpokenCode(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The address that you sign in with."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "class": "form-control", "autofocus": True}),
    )
    code = forms.CharField(
        label=_("Code"),
        help_text=_("Eight letters and digits, as they were read to you."),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "class": "form-control num",
                "spellcheck": "false",
            }
        ),
    )


@sensitive_post_parameters("code")
def by_telephone(request: HttpRequest) -> HttpResponse:
    """The page of the code; nothing that was typed is lost."""
    form = SpokenCode(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form, "page_title": say("A code by telephone")}
    if request.method != "POST":
        return page(request, "access/by_telephone.html", context)
    if not form.is_valid():
        return page(request, "access/by_telephone.html", context, status=422)
    try:
        link = spoken.look_up(form.cleaned_data["email"], form.cleaned_data["code"], address=visitor_address(request))
        if link.account is not None:
            require_network(request, link.account)
        path = spoken.use(link)
    except Refusal as refusal:
        return refused(request, "access/by_telephone.html", context, form, refusal)
    return HttpResponseRedirect(path)
