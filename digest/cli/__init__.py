"""argv -> one command -> exit code: each command is in the file of its name, and `commands` finds them.

0 all is well, 1 the content has errors, 2 the command or the settings are wrong, 3 something inside broke.

A start costs as much as it imports, and a build after one edit does little else: this file imports nothing, and of the
others `making`, `here`, `voice` and `summary` go without click, so that the plainest build does too.
"""

TYPE_CHECKING = False  # as in `__main__`
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Refused(Exception):
    """Why a command does not do what was asked, in words."""


class _Terminated(BaseException):
    """The process was asked to end."""


def _terminated(*_: object) -> None:
    raise _Terminated


def run(args: "Sequence[str]") -> int:
    """Run one command; returns the exit code."""

    def command() -> int:
        from digest.cli.commands import called

        return called(args)

    return caught(command)


def caught(command: "Callable[[], int]") -> int:
    """Run what is asked for, and say how it ended if not well; returns the exit code."""
    import signal
    import sys
    from contextvars import copy_context

    signal.signal(signal.SIGTERM, _terminated)
    try:
        return copy_context().run(command)  # how loud one command is, is forgotten with it
    except KeyboardInterrupt:
        sys.stderr.write("\n")  # after the ^C that a terminal shows
        return interrupted()
    except _Terminated:
        return 143
    except Exception as error:  # noqa: BLE001  # the last net
        from digest.cli.failing import told

        return told(error)


def interrupted() -> int:
    """Say that Ctrl-C was heard; returns the exit code."""
    import sys

    sys.stderr.write("interrupted; what was there is as it was\n")
    return 130
