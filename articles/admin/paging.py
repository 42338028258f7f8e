"""Pages of lists that may have a million rows."""

from django.core.paginator import Paginator
from django.utils.functional import cached_property

from articles.querysets import MOST_COUNTED, capped_count


class CappedPaginator(Paginator):
    """Counts and offers the first 1,000 rows and knows whether there are more.

    Nobody turns to page 300: who looks for a row that is not there searches or filters.
    """

    @cached_property
    def count(self) -> int:
        return min(self._counted, MOST_COUNTED)

    @property
    def has_more(self) -> bool:
        """There are rows behind those that are offered."""
        return self._counted > MOST_COUNTED

    @cached_property
    def _counted(self) -> int:
        return capped_count(self.object_list)
