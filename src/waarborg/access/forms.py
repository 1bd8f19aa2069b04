"""Forms of the door and of the administration pages. Whether what they hold is right, the actions say."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from waarborg.access.roles import EXPLAINED, LABELS
from waarborg.access.rules.networks import LONGEST_TEXT, read
from waarborg.plumbing.web.reader import lang


def _password(autocomplete: str) -> forms.PasswordInput:
    return forms.PasswordInput(attrs={"autocomplete": autocomplete, "class": "form-control"})


class SignIn(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "class": "form-control", "autofocus": True}),
    )
    password = forms.CharField(label=_("Password"), max_length=1024, strip=False, widget=_password("current-password"))


class SecondStep(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        help_text=_("The six digits from your app, or one of your recovery codes."),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "class": "form-control num",
                "autofocus": True,
                "spellcheck": "false",
            }
        ),
    )


class Confirm(forms.Form):
    """The password once more: nobody who sits down at somebody's open browser changes the locks."""

    current = forms.CharField(
        label=_("Your current password"), max_length=1024, strip=False, widget=_password("current-password")
    )

    def __init__(self, *args: Any, needed: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needed:
            del self.fields["current"]


class PasskeyName(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        help_text=_("So that you know it again, such as: telephone, or laptop at work."),
        max_length=60,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )


class AddPasskey(PasskeyName, Confirm):
    field_order = ("name", "current")


class SetUpSecondStep(Confirm):
    field_order = ("code", "current")
    code = forms.CharField(
        label=_("Code from your app"),
        help_text=_("The six digits that your app shows for Waarborg now."),
        max_length=10,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "form-control num"}
        ),
    )


class Forgotten(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "class": "form-control", "autofocus": True}),
    )


class NewPassword(forms.Form):
    password = forms.CharField(
        label=_("New password"),
        help_text=_("At least 12 characters. A few words in a row are easy to remember and hard to guess."),
        max_length=1024,
        strip=False,
        widget=_password("new-password"),
    )


class ChangePassword(Confirm, NewPassword):
    field_order = ("current", "password")


class PersonForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"})
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, widget=forms.Select(attrs={"class": "form-select"})
    )


class RolesForm(forms.Form):
    """Boxes for the roles an organisation knows."""

    roles = forms.MultipleChoiceField(label=_("Roles"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, possible: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["roles"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(role, _with_explanation(role)) for role in possible]


def _with_explanation(role: str) -> str:
    explained = EXPLAINED.get(role)
    return f"{say(LABELS[role])}. {say(explained)}" if explained else say(LABELS[role])


class StaffRolesForm(RolesForm):
    """A colleague's roles, and the work they are needed for."""

    why = forms.CharField(
        label=_("Which work is this access needed for?"),
        help_text=_("Needed for each role that is added."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )


class ConfidentialityForm(forms.Form):
    signed_on = forms.DateField(
        label=_("Signed on"), widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d")
    )


class NewPersonForm(PersonForm, RolesForm):
    field_order = ("name", "email", "language", "roles", "invite")
    invite = forms.BooleanField(
        label=_("Send an invitation to sign in"),
        required=False,
        initial=True,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )


class OrganisationForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"class": "form-control"}))
    size = forms.IntegerField(
        label=_("Number of employees"),
        required=False,
        min_value=0,
        max_value=10_000_000,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, widget=forms.Select(attrs={"class": "form-select"})
    )


class NewToken(Confirm):
    """What a program may do, and for how long. `scopes` are those that its maker may give, as (name, words)."""

    field_order = ("name", "scopes", "days", "current")
    name = forms.CharField(
        label=_("Name"),
        help_text=_("For instance the program that will use it."),
        max_length=100,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may the program do?"),
        help_text=_("Never more than you may do yourself, also later on."),
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.TypedChoiceField(
        label=_("How long does it work?"),
        coerce=int,
        choices=[(30, _("30 days")), (90, _("90 days")), (180, _("180 days")), (365, _("365 days"))],
        initial=90,
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, *args: Any, scopes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["scopes"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = scopes


def _box(label: Any, help_text: Any = "") -> forms.BooleanField:
    return forms.BooleanField(
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )


def _whole(label: Any, most: int) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "form-control"})
    return forms.IntegerField(label=label, min_value=1, max_value=most, widget=widget)


class IdleForm(forms.Form):
    """How soon somebody is signed out, of the times that are shorter than what holds anyway."""

    TIMES = (5, 10, 15, 30, 60, 120, 240)
    idle_minutes = forms.TypedChoiceField(
        label=_("Sign me out after so long without use"),
        help_text=_("Shorter is wise on a computer that others use too. It holds in every browser."),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.initial.get("idle_minutes")
        times = sorted({one for one in (*self.TIMES, chosen) if one and one < most})
        usual = ngettext("After %(n)s minute, as for everybody", "After %(n)s minutes, as for everybody", most)
        each = [(one, ngettext("After %(n)s minute", "After %(n)s minutes", one) % {"n": one}) for one in times]
        self.fields["idle_minutes"].choices = [("", usual % {"n": most}), *each]  # type: ignore[attr-defined]


class PolicyForm(forms.Form):
    require_second_factor = _box(_("Everybody needs a second step when signing in"))
    idle_minutes = _whole(_("Sign out after so many minutes without use"), 1440)
    absolute_hours = _whole(_("Sign out after so many hours in all"), 168)


def _pasted(label: Any, help_text: Any) -> forms.CharField:
    widget = forms.Textarea(
        attrs={"class": "form-control num", "rows": 5, "spellcheck": "false", "autocomplete": "off"}
    )
    return forms.CharField(label=label, help_text=help_text, max_length=LONGEST_TEXT, required=False, widget=widget)


class NetworksForm(forms.Form):
    """Lists as they are pasted. Each line that cannot be read is named."""

    allow = _pasted(
        _("Only from these networks"),
        _("An address or a network on each line, such as 203.0.113.0/24 # office. Empty means: from everywhere."),
    )
    deny = _pasted(_("Never from these networks"), _("Goes before what is allowed."))
    even_so = _box(
        _("Save it also if I cannot come in from here any more"),
        _("Only tick this if you are sure: then you need another network, or our service desk, to come back in."),
    )

    def clean_allow(self) -> str:
        return self._readable("allow")

    def clean_deny(self) -> str:
        return self._readable("deny")

    def _readable(self, name: str) -> str:
        text = "\n".join(self.cleaned_data[name].splitlines())
        lang = "nl" if (get_language() or "").startswith("nl") else "en"
        wrong = read(text)[1]
        if wrong:
            raise forms.ValidationError([one.say(lang) for one in wrong[:20]])
        return text


class ReviewInterval(forms.Form):
    months = _whole(_("Judge everybody's access every so many months"), 1)

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["months"] = _whole(self.fields["months"].label, most)


class JudgementForm(RolesForm):
    """One of the staff in a review; `roles` count where they are changed."""

    field_order = ("verdict", "roles", "why")
    verdict = forms.ChoiceField(
        label=_("Judgement"),
        choices=[
            ("confirmed", _("The roles stay as they are")),
            ("changed", _("Other roles, as ticked below")),
            ("ended", _("End the access: no roles and no signing in any more")),
        ],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label=_("Which work is this access needed for?"),
        help_text=_("Needed unless the access ends."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )


def _line(label: Any, help_text: Any, length: int) -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "form-control", "autocomplete": "off", "spellcheck": "false"})
    return forms.CharField(label=label, help_text=help_text, max_length=length, widget=widget)


class SignOnForm(forms.Form):
    """What a provider of this kind asks."""

    NOT_OF = {"oidc": ("metadata",), "saml": ("issuer", "client_id", "secret")}

    name = _line(_("Name"), _("As your people know it, such as: Microsoft 365."), 60)
    domains = forms.CharField(
        label=_("Mail domains"),
        help_text=_("One on each line. Only domains at which all addresses are your organisation's."),
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 2, "spellcheck": "false"}),
    )
    issuer = _line(_("Issuer"), _("The address that your service names as issuer."), 1024)
    client_id = _line(_("Client ID"), _("What your service knows us by."), 255)
    secret = forms.CharField(
        label=_("Client secret"),
        help_text=_("Kept sealed and never shown. Leave it empty to keep the one there is."),
        max_length=1024,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    metadata = forms.CharField(
        label=_("Metadata"),
        help_text=_("Paste the federation metadata (XML) of your service."),
        max_length=256 * 1024,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 4, "spellcheck": "false"}),
    )
    asks_second_step = _box(
        _("This service asks everybody for a second step itself"),
        _("Then we do not ask for another one, unless your agreement does. If it does not, leave this off."),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.NOT_OF[kind]:
            del self.fields[field]


def refuse(form: forms.Form, refusal: Any, lang: str) -> None:
    """Say a refusal above the field it is about, else above the form."""
    way_out = refusal.way_out(lang)
    sentence = type(refusal)(**refusal.params).say(lang)
    field = getattr(refusal, "path", "") or None
    form.add_error(field if field in form.fields else None, " ".join(filter(None, (sentence, way_out))))


def refused(form: forms.Form, refusal: Any) -> int:
    """Say a refusal in the form, in the reader's language; answers the status of the page."""
    refuse(form, refusal, lang())
    return int(refusal.status)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
    )


class AuditFilter(forms.Form):
    """Who, what and when; all of it optional."""

    who = forms.ChoiceField(label=_("Who"), required=False, widget=forms.Select(attrs={"class": "form-select"}))
    kind = forms.ChoiceField(label=_("What"), required=False, widget=forms.Select(attrs={"class": "form-select"}))
    since = _day(_("From"))
    until = _day(_("Until and including"))

    def __init__(self, *args: Any, people: list[tuple[str, str]], kinds: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [("", say("everybody")), *people]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", say("everything")), *kinds.items()]  # type: ignore[attr-defined]
