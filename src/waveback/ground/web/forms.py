"""What every form of ours shares."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def private_attrs() -> dict[str, str]:
    """Attributes for fields that hold clinical text or names: the browser sends, keeps and guesses nothing."""
    return {
        "spellcheck": "false",
        "autocomplete": "off",
        "autocorrect": "off",
        "autocapitalize": "sentences",
        "writingsuggestions": "false",
        "translate": "no",
    }


def safe_next(request: HttpRequest, default: str = "/") -> str:
    """The `next` of this request if it is a path of ours, else `default`.

    Only paths that begin with one slash: `//x`, `/\\x` and `https:x` leave this host in some browser.
    """
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if is_own_path(wanted) else default


def is_own_path(path: str) -> bool:
    looks_own = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return looks_own and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
