"""What the provider of sign-ins keeps (OpenID Connect): the vendor's own applications, and who came in by them.

Models, beside models.py. No secret stands here: of codes, tokens and clients' secrets the SHA-256, of signing keys what
was sealed.
"""

from django.db import models
from django.db.models.functions import Now

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.identifiers import uuid7


class OAuthClient(models.Model):
    """An application of ours that people sign in to by this installation; without a secret where it is installed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    client_id = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    secret_hash = models.CharField(max_length=64, blank=True)
    # Compared letter by letter.
    redirect_uris = models.JSONField(default=list)
    logout_uris = models.JSONField(default=list)
    # Where it is told that a session has ended; empty where it does not ask that.
    backchannel_uri = models.CharField(max_length=1024, blank=True, default="", db_default="")
    created_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_oauth_client"


class OAuthGrant(models.Model):
    """One sign-in to an application, from its code to the last of its tokens. `id` is the `sid` in its ID tokens.

    It lives as long as the session that it came from, which is looked at each time: there is no key to that row, so
    that ending a session never waits for anything here.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    client = models.ForeignKey(OAuthClient, on_delete=models.CASCADE, related_name="grants")
    membership = models.ForeignKey("access.Membership", on_delete=models.CASCADE, related_name="oauth_grants")
    session_key = models.CharField(max_length=40, db_index=True)
    scope = models.CharField(max_length=100)
    nonce = models.CharField(max_length=512, blank=True)
    auth_time = models.BigIntegerField()
    # How the session came about: a policy that became stricter since is asked again at each refresh.
    stepped = models.BooleanField(default=False)
    through = models.BooleanField(default=False)
    code_hash = models.CharField(max_length=64, unique=True)
    challenge = models.CharField(max_length=43)
    redirect_uri = models.CharField(max_length=1024)
    code_expires_at = models.DateTimeField()
    redeemed_at = models.DateTimeField(null=True)
    access_hash = models.CharField(max_length=64, null=True, unique=True)
    access_expires_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # Of telling the application that the session has ended: done or given up, how often tried, and when again.
    told = models.BooleanField(default=False, db_default=False)
    tellings = models.PositiveSmallIntegerField(default=0, db_default=0)
    tell_again_at = models.DateTimeField(null=True)
    # Why it was not taken the last time, in the words of outward traffic; empty where it was, or nobody asked yet.
    tell_failure = models.CharField(max_length=40, blank=True, default="", db_default="")
    tell_answer = models.PositiveSmallIntegerField(null=True)

    class Meta:
        db_table = "access_oauth_grant"


class OAuthRefresh(models.Model):
    """A refresh token of a grant. It works once; one that comes again ends the whole grant."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    grant = models.ForeignKey(OAuthGrant, on_delete=models.CASCADE, related_name="refreshes")
    token_hash = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_oauth_refresh"


class OAuthKey(models.Model):
    """A key that signs ID tokens: its public half for everybody, its private half sealed."""

    kid = models.CharField(primary_key=True, max_length=43)
    public = models.JSONField()
    sealed = models.TextField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "access_oauth_key"


declare(OAuthClient, row_class="installation", retention="as long as the installation")
declare(OAuthKey, row_class="installation", retention="a day after the next key signs")
for _model in (OAuthGrant, OAuthRefresh):
    declare(_model, row_class="installation", personal="account", retention="as long as the session", erasure="delete")
