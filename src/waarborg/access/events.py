"""Journal kinds of access; `rules/names.py` holds their noun phrases. Sign-ins and reads are not journalled."""

from typing import Final

INVITED: Final = "access.account.invited"
JOINED: Final = "access.account.joined"
POLICY_CHANGED: Final = "access.security-policy.changed"
SECOND_FACTOR_RESET: Final = "access.second-factor.reset"
SIGN_ON_CHANGED: Final = "access.single-sign-on.changed"
SIGNED_OUT: Final = "access.account.signed-out"
GRANT_ASKED: Final = "access.support-grant.asked"
GRANT_DECLINED: Final = "access.support-grant.declined"
GRANT_ENDED: Final = "access.support-grant.ended"
GRANT_GIVEN: Final = "access.support-grant.given"
SUPPORT_OPENED: Final = "access.support-access.opened"
TOKEN_MADE: Final = "access.api-token.made"
TOKEN_REVOKED: Final = "access.api-token.revoked"
