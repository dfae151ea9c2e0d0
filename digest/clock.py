"""Progress of a build -> what each stage takes: `digest build --profile`.

A stage tells of its progress when some of its work is done, so the time since anybody was last told anything is that
stage's. Processor time of other processes is known once they have ended, which they do within their stage, or say it.
"""

from time import perf_counter

from digest.memo import processor
from digest.model.base import Record


class Spent(Record, kw_only=True):
    """What one stage took."""

    stage: str
    items: int = 0
    seconds: float = 0.0
    """On the clock."""
    processor: float = 0.0
    """On the processors, all processes together, in seconds."""


class Clock:
    """A `Progress` that keeps the time."""

    def __init__(self) -> None:
        self._stages: dict[str, list[float]] = {}
        self._last = perf_counter(), processor()

    def __call__(self, stage: str, done: int, of: int) -> None:
        now = perf_counter(), processor()
        spent = self._stages.setdefault(stage, [0, 0.0, 0.0])
        spent[0] = of
        spent[1] += now[0] - self._last[0]
        spent[2] += now[1] - self._last[1]
        self._last = now

    def spent(self) -> tuple[Spent, ...]:
        """The stages in the order in which they first told of their work."""
        return tuple(
            Spent(stage=stage, items=int(items), seconds=seconds, processor=processor)
            for stage, (items, seconds, processor) in self._stages.items()
        )


def table(spent: tuple[Spent, ...]) -> str:
    """One line a stage, its share of the whole in per cent; the whole at the end."""
    whole = Spent(
        stage="all", items=0, seconds=sum(s.seconds for s in spent), processor=sum(s.processor for s in spent)
    )
    rows = [f"{'stage':<20} {'items':>9} {'seconds':>9} {'share':>6} {'processor':>10}"]
    for one in (*spent, whole):
        share = one.seconds / whole.seconds if whole.seconds else 0.0
        items = f"{one.items:,}" if one.items else ""
        rows.append(f"{one.stage:<20} {items:>9} {one.seconds:9.3f} {share:6.1%} {one.processor:10.3f}")
    return "\n".join(rows)
