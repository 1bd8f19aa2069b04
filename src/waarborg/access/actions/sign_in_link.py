"""Links that sign somebody in once: for the first owner, and for walking into a demonstration."""

from datetime import timedelta

from waarborg.access.actions import one_time
from waarborg.access.models import Account

LASTS = timedelta(hours=24)


def issue(account: Account, *, leads_to: str = "/", lasts: timedelta = LASTS) -> str:
    """The path of a link that signs `account` in once within `lasts` and then goes to the path `leads_to`.

    Whoever opens it still presses a button: a mail scanner that looks at links uses none of them up. A second step that
    the account has set up is still asked for. An earlier unused link of this account stops working.
    """
    token = one_time.issue("sign-in", lasts=lasts, account=account, leads_to=leads_to)
    return f"/accounts/link/{token}/"
