"""The three hooks from articles to whoever listens. All are sent inside the transaction."""

from django.dispatch import Signal

# A revision was written. Arguments: article, revision, previous (or None), by (or None), and
# restored: the old revision whose content it has again, or None.
# A receiver that raises fails the save: text never moves without its annotations.
revision_saved = Signal()

# An article is about to be published. Arguments: article, revision (the one to go live).
# Receivers return a list of warnings, each a str; without a reason they stop the publication.
before_publish = Signal()

# The state, the live revision or the slug of an article moved. Arguments: article, by (or None),
# and for a slug renamed: True.
visibility_changed = Signal()
