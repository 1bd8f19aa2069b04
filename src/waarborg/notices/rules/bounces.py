"""What a refusal of a mail server says of the address (RFC 3463, 3.2)."""

import re

# "refused with 550 5.1.1": bad mailbox, bad system, bad syntax, moved, or no mail taken at all. Others (5.7.1: policy,
# 5.2.2: full) say nothing of the address.
_NO_SUCH_ADDRESS = re.compile(r"refused with 5\d\d 5\.1\.(1|2|3|6|10)\b")


def is_gone(failure: str) -> bool:
    """Whether mail to this address can never arrive, as far as the server that refused it says."""
    return bool(_NO_SUCH_ADDRESS.match(failure))
