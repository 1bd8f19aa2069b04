"""Accounts, memberships, sessions, and what guards the door. Installation tables: no tenant, the login role only."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.db.models.functions import Lower, Now

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.tenancy.models import TenantModel


class AccountManager(BaseUserManager["Account"]):
    """Finds and makes accounts by e-mail address, which is kept in lower case."""

    def by_email(self, email: str) -> "Account | None":
        return self.filter(email=email.strip().lower()).first()

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email=(username or "").strip().lower())

    def create_account(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        """Without a password nobody signs in by one: only a link that was sent leads to setting it."""
        account = self.model(email=email.strip().lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A person who can sign in, wherever they are a member. The e-mail address is the login."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True)
    language = models.CharField(max_length=2, default="nl")
    is_active = models.BooleanField(default=True)
    # Signed out after so long without use, where that is sooner than the organisation asks (CL-48).
    idle_minutes = models.PositiveIntegerField(null=True, blank=True)
    # Of security, not of business: sessions, links and attempts keep the real time.
    created_at = models.DateTimeField(db_default=Now())

    objects = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        db_table = "access_account"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="access_account_lower_case"),
        ]


class Membership(models.Model):
    """An account is a person at an organisation. What they may do there stands with the organisation, never here."""

    KINDS = (("staff", "staff"), ("contact", "contact"))

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    kind = models.CharField(max_length=7, choices=KINDS)
    tenant_id = models.UUIDField()
    person_id = models.UUIDField()
    created_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "access_membership"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["tenant_id", "person_id"], condition=models.Q(ended_at=None), name="access_membership_person"
            ),
            models.UniqueConstraint(
                fields=["account", "tenant_id"], condition=models.Q(ended_at=None), name="access_membership_account"
            ),
        ]


class AccessPolicy(models.Model):
    """What one organisation's people meet beyond the installation's default: the strictest of three who may ask.

    The agreement, the provider (`our_`) and the organisation itself (`own_`) each change their own columns only, so
    that none of them undoes what another asked. The first three columns are what holds: every request reads those.
    """

    tenant_id = models.UUIDField(primary_key=True)
    require_second_factor = models.BooleanField(default=False)
    idle_minutes = models.PositiveIntegerField()
    absolute_hours = models.PositiveIntegerField()
    agreed_second_factor = models.BooleanField(default=False, db_default=False)
    our_second_factor = models.BooleanField(default=False, db_default=False)
    our_idle_minutes = models.PositiveIntegerField(null=True)
    our_absolute_hours = models.PositiveIntegerField(null=True)
    own_second_factor = models.BooleanField(default=False, db_default=False)
    own_idle_minutes = models.PositiveIntegerField(null=True)
    own_absolute_hours = models.PositiveIntegerField(null=True)
    # The agreement version (SHA-256) whose conditions of the API are to be accepted before anybody makes a key, and the
    # one whose conditions its owner accepted last. Nothing where no agreement asks it (CL-32).
    agreed_api_terms = models.CharField(max_length=64, blank=True, default="", db_default="")
    accepted_api_terms = models.CharField(max_length=64, blank=True, default="", db_default="")
    # Its people come in by its own provider; but for its owners, who have a password and a second step.
    require_sign_on = models.BooleanField(default=False, db_default=False)
    # Of the provider's own: after so many months its staff's access is judged anew.
    review_months = models.PositiveIntegerField(default=3, db_default=3)
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "access_policy"


class NetworkRules(models.Model):
    """From which networks one organisation's people and programs may come in: as typed, and as rules/networks.py
    writes it down, which every request reads. Nothing allowed means everywhere; what is denied is denied."""

    tenant_id = models.UUIDField(primary_key=True)
    allow_text = models.TextField(blank=True)
    deny_text = models.TextField(blank=True)
    allowed = models.TextField(blank=True)
    denied = models.TextField(blank=True)
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "access_network_rules"


class Session(AbstractBaseSession):
    """A browser that came through the door: for one membership, since when, last used by a person when, on what."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="sessions")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, null=True, related_name="sessions")
    started_at = models.DateTimeField()
    active_at = models.DateTimeField()
    device = models.CharField(max_length=200, blank=True)

    objects: ClassVar[BaseSessionManager] = BaseSessionManager()  # type: ignore[type-arg]

    class Meta(AbstractBaseSession.Meta):
        db_table = "access_session"

    @classmethod
    def get_session_store_class(cls) -> Any:
        from waarborg.access.sessions import SessionStore

        return SessionStore


class Device(models.Model):
    """A browser from which an account signed in, known again by a mark in a cookie. Only the mark's hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="devices")
    mark_hash = models.CharField(max_length=64, db_index=True)
    seen_at = models.DateTimeField(db_default=Now(), db_index=True)

    class Meta:
        db_table = "access_device"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "mark_hash"], name="access_device_once"),
        ]


class OneTimeLink(models.Model):
    """A link that was handed out, once. Only the hash of its secret is kept."""

    PURPOSES = tuple((one, one) for one in ("sign-in", "password", "invitation", "identity", "spoken"))

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    purpose = models.CharField(max_length=10, choices=PURPOSES)
    secret_hash = models.CharField(max_length=64, unique=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True)
    tenant_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    email = models.EmailField(blank=True)
    leads_to = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_link"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "person_id"], name="access_link_person")
        ]


class Attempts(models.Model):
    """How often something was tried in the window under way: shared by every worker."""

    key = models.CharField(max_length=100, primary_key=True)
    count = models.PositiveIntegerField()
    window_ends = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "access_attempts"


class ApiToken(models.Model):
    """What a program comes in with: it acts as the member who made it, within `scopes`, while both stand.

    Only the hash of the secret is kept. `prefix` is the part that may be seen, to know one token from another.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="tokens")
    # As the membership's: whose tokens these are is asked without it.
    tenant_id = models.UUIDField()
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=12, unique=True)
    secret_hash = models.CharField(max_length=64)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_api_token"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "-created_at"], name="access_api_token_tenant")
        ]


class TotpUse(models.Model):
    """The last time step whose code an account used: that code and every older one are refused, in every worker."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, primary_key=True)
    step = models.BigIntegerField()

    class Meta:
        db_table = "access_totp_use"


class Passkey(models.Model):
    """A WebAuthn credential of an account: kept by its device, which asks for a finger, a face or a code each time.

    Nothing here is secret: `public_key` checks signatures and makes none. `sign_count` only ever rises, where the
    device counts at all: a copy that lags behind is refused.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=60)
    credential_id = models.CharField(max_length=1400, unique=True)
    public_key = models.BinaryField()
    sign_count = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(db_default=Now())
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_passkey"


class SingleSignOn(models.Model):
    """The provider by which one organisation's people sign in, as its owner set it up: OpenID Connect or SAML 2.0.

    `active` once its owner has signed in by it; whether it is the only way in stands in the policy. The secret that it
    knows us by is sealed.
    """

    KINDS = (("oidc", "OpenID Connect"), ("saml", "SAML 2.0"))

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant_id = models.UUIDField(unique=True)
    kind = models.CharField(max_length=4, choices=KINDS)
    name = models.CharField(max_length=60)
    # The issuer's address (OIDC) or the provider's entity id (SAML): compared letter by letter.
    issuer = models.CharField(max_length=1024)
    client_id = models.CharField(max_length=255, blank=True)
    sealed_secret = models.TextField(blank=True)
    sign_on_url = models.CharField(max_length=1024, blank=True)
    certificates = models.JSONField(default=list)
    asks_second_step = models.BooleanField(default=False)
    active = models.BooleanField(default=False)
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "access_single_sign_on"


class MailDomain(models.Model):
    """A mail domain whose people are shown the way to their provider: of one organisation at a time."""

    domain = models.CharField(max_length=253, primary_key=True)
    sign_on = models.ForeignKey(SingleSignOn, on_delete=models.CASCADE, related_name="domains")

    class Meta:
        db_table = "access_mail_domain"


class Identity(models.Model):
    """Who somebody is at their organisation's provider: the subject it never gives to another, bound to one account.

    An e-mail address is no identity: providers give one to the next employee.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sign_on = models.ForeignKey(SingleSignOn, on_delete=models.CASCADE, related_name="identities")
    subject = models.CharField(max_length=255)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="identities")
    created_at = models.DateTimeField(db_default=Now())
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_identity"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["sign_on", "subject"], name="access_identity_subject"),
            models.UniqueConstraint(fields=["sign_on", "account"], name="access_identity_account"),
        ]


class SupportRequest(TenantModel):
    """Staff ask a customer to open its content for a while; the customer grants or declines. The grant itself is
    plumbing's ContentGrant, on which row policies look."""

    STATES = tuple((one, one) for one in ("waiting", "granted", "declined"))

    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    asked_name = models.CharField(max_length=200)
    purpose = models.CharField(max_length=200)
    hours = models.PositiveIntegerField()
    about_kind = models.TextField(blank=True)
    about_id = models.UUIDField(null=True)
    about_label = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=STATES, default="waiting")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    grant_id = models.UUIDField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "access_support_request"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["tenant_id", "about_id"],
                condition=models.Q(state="waiting"),
                name="access_support_request_once",
            ),
        ]


class StaffReview(TenantModel):
    """The provider judges anew who of its staff may what. `judged` is by person: verdict, roles, why, by whom, when."""

    opened_at = models.DateTimeField()
    opened_name = models.CharField(max_length=200)
    closed_at = models.DateTimeField(null=True)
    closed_name = models.CharField(max_length=200, blank=True)
    judged = models.JSONField(default=dict)

    class Meta(TenantModel.Meta):
        db_table = "access_staff_review"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["tenant_id"], condition=models.Q(closed_at=None), name="access_staff_review_one"
            ),
        ]


declare(
    Account,
    row_class="installation",
    personal="account",
    retention="until the last membership ended, then ninety days",
    erasure="delete",
)
for _model, _retention in (
    (Membership, "until erasure of the account"),
    (Session, "until it ends"),
    (Device, "a year after the last sign-in from there"),
    (OneTimeLink, "thirty days after it expired"),
    (ApiToken, "two years after it expired or was revoked"),
    (TotpUse, "as long as the account"),
    (Passkey, "until it is removed, or as long as the account"),
    (Identity, "as long as the membership, or until the provider is replaced"),
):
    declare(_model, row_class="installation", personal="account", retention=_retention, erasure="delete")
declare(Attempts, row_class="installation", personal="account", retention="one day", erasure="delete")
for _of_customer in (AccessPolicy, NetworkRules, SingleSignOn, MailDomain):
    declare(_of_customer, row_class="installation", retention="as long as the customer")
declare(StaffReview, row_class="provider", personal="contact", retention="seven years")
declare(
    SupportRequest,
    row_class="service",
    personal="contact",
    retention="seven years",
    exports=(
        "id", "asked_at", "asked_name", "purpose", "hours", "about_kind", "about_id", "state", "answered_at",
        "answered_by", "grant_id",
    ),
)  # fmt: skip

# The framework finds models here.
from waarborg.access import instruction, lock, oauth, scim, way_in  # noqa: E402, F401
