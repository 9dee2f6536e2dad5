"""The difference between two versions as a page: two columns, steps beside each other, words marked, with pictures."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterator
from pathlib import Path

from guide.authoring.difference import Difference, FieldChange, StepChange, marked, told
from guide.i18n import translate
from guide.tutorial.pictures import PictureError, picture_path

_STYLE = """
body { font-family: sans-serif; color: #191d2b; background: #ffffff; margin: 24px; }
h1 { font-size: x-large; margin: 0 0 4px 0; }
p.sum { color: #596075; margin: 0 0 16px 0; }
h2 { font-size: medium; margin: 18px 0 4px 0; }
table { border-collapse: collapse; }
th { text-align: left; font-weight: normal; color: #596075; padding: 4px 12px 4px 8px; }
td { padding: 4px 8px; vertical-align: top; }
del { background-color: #ffd9d6; color: #7a1d14; }
ins { background-color: #cdeedb; color: #0f5130; text-decoration: none; }
.tag { color: #596075; font-weight: normal; font-size: small; }
"""
_LARGEST_PICTURE = 2_000_000
"""In bytes; a page of more is none that anyone sends."""


def page(found: Difference, title: str, folder: Path | None = None) -> str:
    """Return a page that stands alone. `folder`: where the pictures of the steps lie."""
    body = "".join(_parts(found, folder))
    summary, title = html.escape(told(found)), html.escape(title)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style></head>'
        f'<body><h1>{title}</h1><p class="sum">{summary}</p>{body}</body></html>'
    )


def _parts(found: Difference, folder: Path | None) -> Iterator[str]:
    if found.head:
        yield f"<h2>{html.escape(translate('authoring', 'About the tutorial'))}</h2>{_table(found.head)}"
    for step in found.steps:
        if step.kind != "same" or step.moved:
            yield _step(step, folder)


def _step(step: StepChange, folder: Path | None) -> str:
    kinds = {
        "changed": translate("authoring", "changed"),
        "added": translate("authoring", "new"),
        "removed": translate("authoring", "removed"),
        "same": "",
    }
    tags = [kinds[step.kind], translate("authoring", "moved") if step.moved else ""]
    number = (step.after if step.after is not None else step.before) or 0
    tag = html.escape(", ".join(filter(None, tags)))
    head = f'<h2>{number + 1} · {html.escape(step.step_id)} <span class="tag">{tag}</span></h2>'
    return head + _picture(step, folder) + _table(step.fields)


def _table(fields: tuple[FieldChange, ...]) -> str:
    rows = ""
    for field in fields:
        if field.field != "id" or field.before is not None:
            before, after = marked(field.before, field.after)
            rows += (
                f'<tr><th>{html.escape(field.field)}</th><td width="45%">{before}</td><td width="45%">{after}</td></tr>'
            )
    return f'<table width="100%">{rows}</table>'


def _picture(step: StepChange, folder: Path | None) -> str:
    data = step.data or {}
    target = data.get("target")
    image = target.get("image") if isinstance(target, dict) else None
    media = data.get("media")
    for name in (part.get("file") if isinstance(part, dict) else part for part in (media, image)):
        if isinstance(name, str) and folder is not None and (encoded := _encoded(folder, name)):
            return f'<p><img src="{encoded}" alt="" height="120"></p>'
    return ""


def _encoded(folder: Path, name: str) -> str:
    try:
        content = picture_path(folder, name).read_bytes()
    except (PictureError, OSError):
        return ""
    if len(content) > _LARGEST_PICTURE:
        return ""
    kind = "png" if content[:4] == b"\x89PNG" else "jpeg"
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"
