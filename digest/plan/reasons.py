"""Why two reports are related, in words."""

from collections.abc import Callable

from digest.model.site import Kin


def named(kin: Kin, name: Callable[[str], str]) -> Kin:
    raise NotImplementedError


def words(kin: Kin) -> tuple[str, ...]:
    raise NotImplementedError
