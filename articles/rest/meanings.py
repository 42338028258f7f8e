"""The words of the OpenAPI description: what operations, answers and their headers mean."""

from articles.rest import once

PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "For people."},
        "code": {"type": "string", "description": "For programs; stable."},
        "errors": {"type": "object", "description": "With `invalid` and `incomplete`: by field."},
        "candidates": {
            "type": "array",
            "items": {"type": "object"},
            "description": "With `ambiguous` and `ambiguous_source`.",
        },
        "results": {
            "type": "array",
            "items": {"type": "object"},
            "description": "With `bulk_failed`: the `index`, `status` and `problem` of each.",
        },
        "scope": {"type": "string", "description": "With `insufficient_scope`."},
        "warnings": {
            "type": "array",
            "items": {"type": "string"},
            "description": "With `warnings`.",
        },
    },
}
MEANINGS = {
    "400": "`invalid`, or a code of its own such as `ambiguous`: the input cannot be taken.",
    "401": "`not_authenticated`: credentials are missing or wrong.",
    "403": "`permission_denied`, or `insufficient_scope`: the token lacks this `scope`.",
    "404": "`not_found`: it does not exist, or the caller may not see it.",
    "406": "`not_acceptable`",
    "409": "`wrong_state`, or `warnings`: not possible as things stand.",
    "412": "`stale`: it was changed since it was read; nothing was written.",
    "413": "`too_large`",
    "415": "`unsupported_media_type`",
    "422": "`idempotency_key_reused`: this Idempotency-Key belongs to another request.",
    "428": "`precondition_required`: If-Match is missing.",
    "429": "`throttled`: too many requests; try again after `Retry-After` seconds.",
    "503": "`busy`: others are writing the same things; nothing was written, try again.",
}
HEADERS = {
    "ETag": {
        "description": '`"<version>-<hash of what is shown>"`; of a list the hash alone.',
        "schema": {"type": "string"},
    },
    "Location": {"description": "Where it is.", "schema": {"type": "string", "format": "uri"}},
    "RateLimit-Policy": {
        "description": 'The limit that counts here: `"read";q=1200;w=60`, so many requests in so '
        "many seconds. Missing where there is none.",
        "schema": {"type": "string"},
    },
    "RateLimit": {
        "description": 'What is left, and in how many seconds all of it is: `"read";r=1199;t=31`.',
        "schema": {"type": "string"},
    },
    "Retry-After": {"description": "Seconds.", "schema": {"type": "integer", "minimum": 1}},
    "WWW-Authenticate": {
        "description": 'How to log in; `error="invalid_token"` where a token was sent.',
        "schema": {"type": "string"},
    },
}
CSV = (
    "UTF-8, a header (see the example) and a line for each item. A list is JSON in its cell, null is "
    "empty. A cell that a spreadsheet would run (it begins with = + - @, a tab or a carriage return "
    "and is no plain number) has an apostrophe before it. A body that is cut off is not complete."
)
UNCHANGED = (
    "Nothing changed since the ETag that was sent, or since the `Last-Modified` of answers that have "
    "one, sent as `If-Modified-Since`."
)
JSON_LINES = "One item a line, as in `results`. A body that is cut off is not complete."
# With which answers each stands, beside those that stand with all.
LIMITS = ("RateLimit-Policy", "RateLimit")
OF_PROBLEM = {"401": ("WWW-Authenticate",), "429": ("Retry-After",), "503": ("Retry-After",)}
ONCE = (
    "Any 1 to 255 printable characters, chosen anew for each request. Sent again within 24 hours "
    "with the same request, nothing is done again: the answer is the first one, with the header "
    f"`{once.REPLAYED}: true`. What was refused may be mended and sent again under the same key."
)
SUMMARIES = {
    "list": "List {many}",
    "retrieve": "Read {one}",
    "create": "Create {one}",
    "update": "Replace {one}",
    "partial_update": "Change {one}",
    "destroy": "Withdraw {one}",
}
