"""The rectangle that a person sees around a control."""

from guide.targeting.finding import Finding
from guide.targeting.looking import Look


def snapped(finding: Finding, look: Look) -> Finding:
    """Return it."""
    return finding
