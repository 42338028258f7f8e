"""The names that the Web Annotation Data Model and Protocol use, and which of them we choose."""

from annotations.choices import Kind

CONTEXT = PROFILE = "http://www.w3.org/ns/anno.jsonld"
LD_JSON = "application/ld+json"
MEDIA_TYPE = f'{LD_JSON};profile="{PROFILE}"'

# Model, 3.3.5: why an annotation was made. One for each kind, and with it the purpose of the body
# that holds the typed fields.
MOTIVATIONS: dict[str, str] = {
    Kind.CLAIM: "assessing",  # whether it is true
    Kind.QUOTE: "identifying",  # who says it
    Kind.STATISTIC: "describing",  # what is counted, and how
    Kind.SOCIAL_EMBED: "linking",  # to the post
}
NOTE_PURPOSE = "commenting"

QUOTE, POSITION = "TextQuoteSelector", "TextPositionSelector"
