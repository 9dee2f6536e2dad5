"""`guide doctor`: what guide can do on this desktop session, and what is missing."""

from __future__ import annotations

from typing import Literal, TextIO

from guide.app import exits
from guide.app.checkup.programs import programs
from guide.app.checkup.report import tell, tell_json
from guide.app.checkup.session import session


def doctor(out: TextIO, form: Literal["text", "json"] = "text") -> int:
    """Say what works, is limited or is missing, and what to do; 0 where nothing is missing, else 4."""
    lines = (*session(), *programs())
    (tell_json if form == "json" else tell)(lines, out)
    return exits.NOT_COMPLETED if any(line.state == "missing" for line in lines) else 0
