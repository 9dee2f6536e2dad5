"""A tutorial's data as YAML that people read: short mappings in one line, the fields in the order they were given.

For what was never a file. What a person wrote keeps its comments and its shape elsewhere.
"""

from __future__ import annotations

from typing import Any

import yaml

_WIDTH = 110
_SHORT = 90
_NEVER_IN_ONE_LINE = frozenset({"format", "say", "process", "element"})


def yaml_text(data: dict[str, Any]) -> str:
    r"""Return a tutorial's data as the text of its file.

    >>> yaml_text({"format": 1, "until": {"pressed": "Ctrl+S"}})
    'format: 1\nuntil: {pressed: Ctrl+S}\n'
    """
    return str(
        yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH, default_flow_style=False)
    )


class _Dumper(yaml.SafeDumper):
    def mapping(self, data: dict[str, Any]) -> yaml.MappingNode:
        node = self.represent_mapping("tag:yaml.org,2002:map", data.items())
        node.flow_style = _is_short(data)
        return node

    def ignore_aliases(self, data: object) -> bool:
        """Write everything out: a tutorial has no anchors."""
        return True


def _is_short(data: dict[str, Any]) -> bool:
    return len(str(data)) < _SHORT and not _NEVER_IN_ONE_LINE & data.keys()


_Dumper.add_representer(dict, _Dumper.mapping)
