"""Addresses on the web, taken apart."""

from urllib.parse import SplitResult, urlsplit


def split(url: str) -> SplitResult:
    """The parts of an address; of one that cannot be taken apart, all is path."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", url, "", "")
