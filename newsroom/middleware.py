"""What every response passes through that is ours."""

from js_asset import Media


class MediaNonceMiddleware:
    """Give the admin's inline import map this response's Content-Security-Policy nonce."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_template_response(self, request, response):
        context = response.context_data or {}
        media = context.get("media")
        if isinstance(media, Media):  # js_asset's, which may hold an import map; not Django's own
            context["media"] = media.with_nonce(str(request.csp_nonce))
        return response


class RateLimitMiddleware:
    """Tell with every answer of the API, failures too, what is left (articles.rest.throttling)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if limit := getattr(request, "rate_limit", None):
            for name, value in limit.headers.items():
                response[name] = value
        return response
