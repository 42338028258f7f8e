"""The closed lists of words that annotations use. Values are what the API shows."""

from django.db.models import TextChoices


class Kind(TextChoices):
    CLAIM = "claim", "Claim"
    QUOTE = "quote", "Quote"
    STATISTIC = "statistic", "Statistic"
    SOCIAL_EMBED = "social_embed", "Social embed"


class Status(TextChoices):
    DRAFT = "draft", "Draft"
    APPROVED = "approved", "Approved"
    WITHDRAWN = "withdrawn", "Withdrawn"


class State(TextChoices):
    """Where an anchor stands in one revision, judged against its baseline."""

    INTACT = "intact", "Intact"
    CHANGED = "changed", "Changed"
    LOST = "lost", "Lost"


class Reason(TextChoices):
    """Why an anchor counts as changed: the first that applies, in this order."""

    NUMBER = "number", "a number changed"
    UNIT = "unit", "a unit changed"
    NEGATION = "negation", "a negation came or went"
    NAME = "name", "a name changed"
    HEDGE = "hedge", "a hedge came or went"
    QUOTATION_MARKS = "quotation_marks", "quotation marks came or went"
    WORDING = "wording", "the wording changed"


class SourceType(TextChoices):
    PERSON = "person", "Person"
    ORGANISATION = "organisation", "Organisation"


class Attribution(TextChoices):
    """Whose voice a claim is made in."""

    OWN_VOICE = "own_voice", "Our own voice"
    ATTRIBUTED = "attributed", "Attributed to somebody"
    HEDGED = "hedged", "Hedged"
    IN_QUOTE = "in_quote", "Inside a quote"
    IN_EMBED = "in_embed", "Inside a social embed"


class ReviewStatus(TextChoices):
    """How far the check of a claim has come."""

    UNDETERMINED = "undetermined", "Undetermined"
    IN_PROGRESS = "in_progress", "In progress"
    REVIEWED = "reviewed", "Reviewed"
    NOT_APPLICABLE = "not_applicable", "Not applicable"


class ClaimType(TextChoices):
    """What a claim is about, for the desk's choice of how to check it."""

    QUANTITY = "quantity", "A number"
    EVENT = "event", "Something that happened"
    PERSONAL_EXPERIENCE = "personal_experience", "A personal experience"
    CAUSAL = "causal", "Cause and effect"
    LAW = "law", "A law or rule"
    PREDICTION = "prediction", "A prediction"
    OPINION = "opinion", "An opinion"
    OTHER = "other", "Something else"


class CheckWorthiness(TextChoices):
    """The desk's first sorting; ClaimBuster's three classes."""

    CHECK_WORTHY = "check_worthy", "Worth a check"
    UNIMPORTANT = "unimportant", "Factual, but not important"
    NOT_FACTUAL = "not_factual", "Not factual"


class QuoteType(TextChoices):
    DIRECT = "direct", "Direct"
    PARTIAL = "partial", "Partial"
    INDIRECT = "indirect", "Indirect"


class Verification(TextChoices):
    UNVERIFIED = "unverified", "Unverified"
    MATCHES_SOURCE = "matches_source", "Matches the source"
    DIFFERS_FROM_SOURCE = "differs_from_source", "Differs from the source"
    CANNOT_VERIFY = "cannot_verify", "Cannot be verified"


class Medium(TextChoices):
    """How the words of a quote reached the newsroom."""

    INTERVIEW = "interview", "Interview"
    SPEECH = "speech", "Speech or sitting"
    PRESS_CONFERENCE = "press_conference", "Press conference"
    STATEMENT = "statement", "Written statement"
    DOCUMENT = "document", "Document or book"
    BROADCAST = "broadcast", "Radio or television"
    SOCIAL_MEDIA = "social_media", "Social media"
    MESSAGE = "message", "Letter, e-mail or message"
    OTHER = "other", "Other"


class Edited(TextChoices):
    """What was done to the words of a quote."""

    NONE = "none", "Nothing"
    BRACKETS = "brackets", "Words added in brackets"
    ELLIPSIS = "ellipsis", "Words left out …"
    SIC = "sic", "A slip kept [sic]"


class Qualifier(TextChoices):
    """How exactly a statistic is meant."""

    EXACTLY = "exactly", "Exactly"
    ABOUT = "about", "About"
    AT_LEAST = "at_least", "At least"
    MORE_THAN = "more_than", "More than"
    UP_TO = "up_to", "Up to"
    FEWER_THAN = "fewer_than", "Fewer than"
    ESTIMATED = "estimated", "Estimated"
    REPORTEDLY = "reportedly", "Reportedly"


class Method(TextChoices):
    """How a figure was come by."""

    COUNT = "count", "Counted"
    ESTIMATE = "estimate", "Estimated"
    SURVEY = "survey", "Survey"
    MODEL = "model", "Model"
    TESTIMONY = "testimony", "Somebody’s word"


class ObservationStatus(TextChoices):
    """How final a figure is; after SDMX's OBS_STATUS."""

    FINAL = "final", "Final"
    PROVISIONAL = "provisional", "Provisional"
    ESTIMATED = "estimated", "Estimated"
    REVISED = "revised", "Revised"
    FORECAST = "forecast", "Forecast"


class Platform(TextChoices):
    X = "x", "X"
    BLUESKY = "bluesky", "Bluesky"
    MASTODON = "mastodon", "Mastodon"
    THREADS = "threads", "Threads"
    INSTAGRAM = "instagram", "Instagram"
    FACEBOOK = "facebook", "Facebook"
    TIKTOK = "tiktok", "TikTok"
    YOUTUBE = "youtube", "YouTube"
    REDDIT = "reddit", "Reddit"
    TELEGRAM = "telegram", "Telegram"
    LINKEDIN = "linkedin", "LinkedIn"
    TRUTH_SOCIAL = "truth_social", "Truth Social"
    OTHER = "other", "Other"


class Availability(TextChoices):
    """What became of a post, as far as somebody looked."""

    UNKNOWN = "unknown", "Unknown"
    AVAILABLE = "available", "Available"
    DELETED = "deleted", "Deleted"
    ACCOUNT_GONE = "account_gone", "Account gone"
    EDITED = "edited", "Edited"


GONE = (Availability.DELETED, Availability.ACCOUNT_GONE)  # nobody reads such a post any more


class Stance(TextChoices):
    """What a piece of evidence does to its annotation."""

    SUPPORTS = "supports", "Supports"
    DISPUTES = "disputes", "Disputes"
    CONTEXT = "context", "Gives context"


class EvidenceType(TextChoices):
    """How near a document is to what it tells."""

    PRIMARY = "primary", "Primary: the record itself"
    SECONDARY = "secondary", "Secondary: tells of the record"


class RelationType(TextChoices):
    """Read from the first annotation to the second: "A disputes B"."""

    PART_OF = "part_of", "is part of"
    QUOTED_FROM = "quoted_from", "is quoted from"
    SUPPORTS = "supports", "supports"
    DISPUTES = "disputes", "disputes"
    QUALIFIES = "qualifies", "qualifies"
    SAME_CLAIM_AS = "same_claim_as", "is the same claim as"
    SIMILAR_TO = "similar_to", "is similar to"
    CONTINUES = "continues", "continues"
    UPDATES = "updates", "updates"
    CORRECTS = "corrects", "corrects"


class Tone(TextChoices):
    """How a rating looks, from bad to good; the label tells the same without colour."""

    BAD = "bad", "Red"
    POOR = "poor", "Orange"
    MIXED = "mixed", "Yellow"
    FAIR = "fair", "Light green"
    GOOD = "good", "Green"
    OPEN = "open", "Grey"
