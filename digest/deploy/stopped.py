"""Why a deploy was not begun, or not finished."""

import re


class Stopped(Exception):
    """One sentence on what is wrong at the target or with how it is named, and what to do; nothing was removed."""


class Unfit(Exception):
    """The site cannot go there as it is: what a host's limits say of it."""


_SECRET = re.compile(
    r"(?<=://)[^/\s@'\"]+@"  # a name or a password in an address
    r"|(?i:(?<=authorization:)\s*\S+(?: \S+)?)"
    r"|(?<=[?&])(?:sig|sv|se|X-Amz-[A-Za-z-]+)=[^&\s'\"]+"  # signed addresses
)


def without_secrets(text: str) -> str:
    """What another program said, fit to be shown: addresses without the credentials in them."""
    return _SECRET.sub(lambda m: "***@" if m[0].endswith("@") else " ***", text)
