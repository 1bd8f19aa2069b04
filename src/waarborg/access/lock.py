"""The emergency lock: while its row is there, nobody of a customer comes in (CL-72)."""

from django.db import models

from waarborg.plumbing.data_catalogue import declare


class AccountLock(models.Model):
    """One customer's account is locked. It takes two to open it again: the owner, with a fresh second step, and
    one of our service managers. Whoever did his part is named; with both the row is gone."""

    tenant_id = models.UUIDField(primary_key=True)
    locked_at = models.DateTimeField()
    locked_by = models.UUIDField()
    locked_name = models.CharField(max_length=200)
    owner_at = models.DateTimeField(null=True)
    owner_name = models.CharField(max_length=200, blank=True)
    staff_at = models.DateTimeField(null=True)
    staff_by = models.UUIDField(null=True)
    staff_name = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "access_account_lock"


declare(AccountLock, row_class="installation", personal="account", retention="until it is released", erasure="delete")
