"""A story whose reports or statements are others than they were."""

from collections.abc import Iterable, Iterator, Mapping

from digest.link.stories import stories
from digest.model.site import Story
from digest.plan.tables import Tables


def retold(tables: Tables, story: Story, reports: Iterable[str], statements: Iterable[str]) -> Story:
    """The same story of these reports; of the statements those that were made in it."""
    id = story.head.id
    heads = [tables.reports[report].head for report in reports]
    told = [row for s in statements if (row := tables.statements[s]).story == id]
    return stories({id: story.head}, heads, told, Outlets(tables))[id]


class Outlets(Mapping[str, str]):
    """The outlet of each report; `now`: of those whose rows do not say it yet."""

    def __init__(self, tables: Tables, now: Mapping[str, str] | None = None) -> None:
        self._reports, self._now = tables.reports, now or {}

    def __getitem__(self, report: str) -> str:
        return self._now.get(report) or self._reports[report].outlet

    def __iter__(self) -> Iterator[str]:
        return iter(self._reports)

    def __len__(self) -> int:
        return len(self._reports)
