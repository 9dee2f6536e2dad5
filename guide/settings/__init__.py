"""The settings: one table says what can be set; the machine's policy goes before the person's choice, key by key.

Pure Python. The same table makes docs/settings.md and the JSON Schema, and later the policy templates.

>>> from guide.settings import table
>>> table.CARD_TEXT_SCALE.default
1.0
"""

from guide.settings.layers import Explanation, Settings, SettingsError, Source
from guide.settings.model import BadValueError, Problem, Setting, Value

__all__ = ["BadValueError", "Explanation", "Problem", "Setting", "Settings", "SettingsError", "Source", "Value"]
