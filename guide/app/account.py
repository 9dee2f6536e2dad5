"""Who is at work here: the account, as the system knows it."""

from __future__ import annotations

import os
import sys


def account_name() -> str:
    """Return the name of the account that runs this; empty where nobody knows.

    Not from the environment, as `getpass.getuser` has it: anybody can write another name there.
    """
    try:
        if sys.platform == "win32":
            return os.getlogin()
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (OSError, KeyError):
        return ""
