"""`python -m guide.app.checkup`: tells, as JSON, what this desktop does not let guide do."""

import sys

from guide.app.checkup.report import tell_json
from guide.app.checkup.session import session, worse

tell_json(worse(session()), sys.stdout)
