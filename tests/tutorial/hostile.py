"""Hostile tutorials: files that try to crash, to eat memory or time, to reach out, or to lie about what they say."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

MIB = 1 << 20
HEAD = "format: 1\nid: hostile\ntitle: Hostile\nsteps:\n"
STEP = f"{HEAD}  - id: one\n    say: Hello\n    "
ACCENT = "\u0301"
LETTER = r"\pL"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def repeated(unit: str, size: int = MIB) -> str:
    return unit * (size // len(unit))


def _nested(opening: str, closing: str, depth: int) -> str:
    return f"{STEP}until: {opening * depth}clicked{closing * depth}\n"


def _million_laughs() -> str:
    lines = ["a0: &a0 lol"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    return "\n".join(lines) + f"\n{HEAD}  - *a9\n"


def _many_steps(count: int, step: Callable[[int], str]) -> str:
    return HEAD + "".join(f"  - {step(number)}\n" for number in range(count))


def _conditions(text: Callable[[int], str], steps: int = 200, each: int = 25) -> str:
    def step(number: int) -> str:
        parts = ", ".join(text(number * each + part) for part in range(each))
        return f"{{id: s{number}, say: x, target: {{text: x}}, until: {{any: [{parts}]}}, do: click}}"

    return _many_steps(steps, step)


TEXTS: dict[str, Callable[[], str]] = {
    # deep
    "deep brackets": lambda: repeated("["),
    "deep braces": lambda: repeated("{"),
    "deep mixture": lambda: repeated("[{"),
    "deep dashes": lambda: repeated("- "),
    "deep questions": lambda: repeated("? "),
    "deep colons": lambda: repeated(": "),
    "deep indentation": lambda: "\n".join(" " * n + "a:" for n in range(1400)),
    "deep conditions": lambda: _nested("{not: ", "}", 5000),
    "conditions just not too deep": lambda: _nested("{not: ", "}", 27),
    "closed brackets": lambda: "a: " + "[" * 30 + "]" * 30 + repeated("]"),
    # aliases, anchors, tags
    "million laughs": _million_laughs,
    "many aliases": lambda: "a: &a 1\nb: [" + repeated("*a,", MIB - 100) + "]",
    "many anchors": lambda: "\n".join(f"k{n}: &a{n} 1" for n in range(40_000)),
    "a merge of itself": lambda: "a: &a\n  <<: *a\n",
    "a tag that runs": lambda: HEAD + "  - !!python/object/apply:os.system ['touch /tmp/owned']\n",
    "a tag without end": lambda: "a: !" + repeated("%41", MIB - 100),
    "an anchor without end": lambda: "a: &" + repeated("x", MIB - 100),
    # numbers
    "a huge integer": lambda: f"{STEP}optional: {repeated('9', MIB - 200)}\n",
    "a huge hexadecimal": lambda: f"{STEP}optional: 0x{repeated('f', MIB - 200)}\n",
    "a huge exponent": lambda: f"{STEP}target: {{region: {{left: 1e{'9' * 15}, top: 1, width: 1, height: 1}}}}\n",
    "infinity": lambda: f"{STEP}target: {{region: {{left: .inf, top: .nan, width: 1, height: 1}}}}\n",
    "a huge duration": lambda: f"{STEP}until: {{waited: {'9' * 9000}s}}\n",
    # keys
    "duplicate keys": lambda: HEAD + "  - id: a\n    say: good\n    say: evil\n",
    "duplicate keys, many": lambda: repeated("a: 1\n", MIB - 100),
    "a thousand keys": lambda: STEP + "\n    ".join(f"key{n}: {n}" for n in range(1000)) + "\n",
    "forty thousand keys": lambda: "\n".join(f"key{n}: {n}" for n in range(24_000)),
    "a key without end": lambda: repeated("k", MIB - 100) + ": 1",
    "keys that are nearly right": lambda: "\n".join(f"applicatio{n}: 1" for n in range(20_000)),
    "a key that is a mapping": lambda: repeated("? {a: b}\n: c\n", MIB - 100),
    # characters
    "right-to-left override": lambda: f"{STEP}title: \u202eenonymous\u202c\n",
    "right-to-left override in an escape": lambda: f'{STEP}title: "\\u202e evil"\n',
    "many right-to-left overrides": lambda: "a: " + "\u202e" * 300_000,
    "isolates": lambda: f"{STEP}title: a\u2066b\u2069\n",
    "an invisible tag": lambda: f"{STEP}title: a\U000e0041\U000e0042\n",
    "a NUL": lambda: f"{STEP}title: a\0b\n",
    "a NUL in an escape": lambda: f'{STEP}title: "a\\0b"\n',
    "only NULs": lambda: "\0" * (MIB - 1),
    "terminal escapes": lambda: f"{STEP}title: \x1b]0;owned\x07\x1b[2J\n",
    "terminal escapes in an escape": lambda: f'{STEP}untl\\e: x\n    "u\\e[2J": "\\e]0;owned\\a"\n',
    "a line separator": lambda: f"{STEP}title: a\u2028    do: click\n",
    "a second byte order mark": lambda: f"\ufeff{STEP}title: \ufeffa\n",
    "a lone surrogate in an escape": lambda: f'{STEP}title: "\\ud800"\n',
    "combining characters": lambda: f"{STEP}title: a{ACCENT * 150}\n",
    # lines
    "a line without end": lambda: f"{STEP}title: {repeated('x', MIB - 200)}\n",
    "a quotation without end": lambda: f'{STEP}title: "{repeated("x", MIB - 200)}',
    "escapes without end": lambda: f'{STEP}title: "{repeated(chr(92) + "x41", MIB - 200)}"',
    "blank lines": lambda: repeated("\n", MIB),
    "blanks": lambda: repeated(" ", MIB),
    "tabs": lambda: repeated("\t", MIB),
    "carriage returns": lambda: repeated("\r", MIB),
    "comments": lambda: repeated("#\n", MIB),
    "a folded text": lambda: "a: >\n" + repeated(" x\n", MIB - 100),
    "a block of blanks": lambda: "a: |\n" + repeated(" \n", MIB - 100),
    "percent signs": lambda: repeated("%", MIB),
    "many documents": lambda: repeated("---\n", MIB),
    "many directives": lambda: repeated("%TAG ! tag:x,2000:\n", MIB),
    "many flow entries": lambda: "a: [" + repeated("1,", MIB - 100) + "]",
    "many quoted entries": lambda: "a: [" + repeated('"a":1,', MIB - 100) + "]",
    # the format's own bounds
    "many steps": lambda: _many_steps(20_000, lambda n: f"{{id: s{n}, say: x}}"),
    "many wrong steps": lambda: _many_steps(12_000, lambda n: f"{{id: s{n}, sey: x}}"),
    "as many values as may be": lambda: _conditions(lambda n: f"{{value: t{n}}}", 200, 45),
    "as many values as may be, in few steps": lambda: _many_steps(
        19,
        lambda n: (
            f"{{id: s{n}, say: x, target: {{text: x}}, do: click, until: {{any: ["
            + ", ".join(f"{{all: [{', '.join(['clicked'] * 50)}]}}" for _ in range(48))
            + "]}}"
        ),
    ),
    "many actions": lambda: f"{STEP}do: [{', '.join(['click'] * 20_000)}]\n",
    "many wrong actions": lambda: f"{STEP}do: [{', '.join(['clikc'] * 20_000)}]\n",
    "a long text": lambda: f"{STEP}title: x\n  - {{id: b, say: {'y' * 900_000}}}\n",
    "one wrong word in a long list": lambda: f"{STEP}target: {{element: {{role: {'b' * 100_000}}}}}\n",
    # regular expressions
    "a runaway expression": lambda: f"{STEP}target: {{text: x}}\n    until: {{value: /(a+)+$/}}\n    do: {{type: a}}\n",
    "a back reference": lambda: f"{STEP}until: {{value: '/(a+)\\1+b/'}}\n",
    "a look-behind": lambda: f"{STEP}until: {{value: '/(?<=a)b/'}}\n",
    "a repetition of repetitions": lambda: f"{STEP}until: {{value: '/((((a{{99}}){{99}}){{99}}){{99}})/'}}\n",
    "an expression of many classes": lambda: f"{STEP}until: {{value: '/{repeated(LETTER, 480)}/'}}\n",
    "many heavy expressions": lambda: _conditions(lambda n: f"{{value: '/{n}{repeated(LETTER, 240)}/'}}", each=10),
    "many expressions": lambda: _conditions(lambda n: f"{{value: /a{n}b/}}"),
    "many wrong expressions": lambda: _conditions(lambda n: f"{{value: /({n}/}}"),
    "deep groups": lambda: f"{STEP}until: {{value: '/{'(' * 240}{')' * 240}/'}}\n",
    # pictures and texts
    "a picture above": lambda: f"{STEP}target: {{text: x, image: ../../../../etc/passwd.png}}\n",
    "a picture at the root": lambda: f"{STEP}media: {{file: /etc/passwd, alt: x}}\n",
    "a picture behind a drive letter": lambda: f"{STEP}media: {{file: 'C:\\secret.png', alt: x}}\n",
    "a picture on a share": lambda: f"{STEP}media: {{file: '\\\\evil\\share\\x.png', alt: x}}\n",
    "a picture from the web": lambda: f"{HEAD}  - {{id: a, say: '![x](https://evil.example/x.png)'}}\n",
    "a picture from the web by reference": lambda: (
        HEAD + '  - {id: a, say: "![x][y]\\n\\n[y]: https://evil.example/x.png"}\n'
    ),
    "a script": lambda: f"{HEAD}  - {{id: a, say: 'Hi <script>alert(1)</script>'}}\n",
    "a script behind a backtick": lambda: HEAD + '  - {id: a, say: "`a\\nb` <img src=x onerror=y> `c`"}\n',
    "a link that runs": lambda: f"{HEAD}  - {{id: a, say: '[x](javascript&#58;alert(1))'}}\n",
    "a link to a file": lambda: f"{HEAD}  - {{id: a, say: '<file:///etc/passwd>'}}\n",
    "brackets in a text": lambda: f"{HEAD}  - {{id: a, say: '{repeated('[', 3900)}'}}\n",
    "backticks in a text": lambda: (
        HEAD + f"  - {{id: a, say: '{' '.join('`' * (n % 60 + 1) for n in range(120))} <b>'}}\n"
    ),
    "stars in a text": lambda: f"{HEAD}  - {{id: a, say: 'x {repeated('*a ', 3900)} <b>'}}\n",
    "a password": lambda: f"{HEAD}  - {{id: a, say: Type your pass\u00adword now}}\n",
    "words of requests without end": lambda: (
        f"{HEAD}  - {{id: a, say: 'type {repeated('enter the ', 3800)} password'}}\n"
    ),
    "one word without end": lambda: f"{HEAD}  - {{id: a, say: '{repeated('passwor', 3900)}', opt: 1}}\n",
    # ways
    "a circle of steps": lambda: _many_steps(200, lambda n: f"{{id: s{n}, say: x, go: s{(n + 1) % 200}}}"),
    "ways to everywhere": lambda: _many_steps(
        200, lambda n: f"{{id: s{n}, say: x, go: [{', '.join(f'{{to: s{m}}}' for m in range(20))}]}}"
    ),
    "it requires itself": lambda: f"{HEAD}  - {{id: a, say: x}}\nrequires: [hostile]\n",
}

BYTES: dict[str, bytes] = {
    "invalid UTF-8": b"title: \xff\xfe\xfa",
    "overlong UTF-8": b"title: \xc0\xaf",
    "Windows-1252": "format: 1\ntitle: für".encode("cp1252"),
    "UTF-16": "format: 1".encode("utf-16"),
    "UTF-7": b"format: 1\nid: +ADw-script+AD4-\n",
    "a program": b"\x7fELF" + bytes(range(256)) * 1000,
    "a picture": PNG,
    "an archive": b"PK\x03\x04" + os.urandom(1000).replace(b"\n", b"x"),
    "ten megabytes on one line": b"a: " + b"x" * (10 * MIB),
    "half a gigabyte of nothing": b"",  # made sparse
    "nothing": b"",
}


def files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Write every hostile file into `folder`, each in a folder of its own, and yield its name and path."""
    for name, text in TEXTS.items():
        yield name, _written(folder, name, text().encode("utf-8", "surrogatepass"))
    for name, content in BYTES.items():
        path = _written(folder, name, content)
        if name == "half a gigabyte of nothing":
            os.truncate(path, 512 * MIB)
        yield name, path
    yield from _links(folder)


def _written(folder: Path, name: str, content: bytes) -> Path:
    own = folder / name.replace(" ", "-").replace(",", "")
    own.mkdir()
    path = own / "hostile.yaml"
    path.write_bytes(content)
    return path


def _links(folder: Path) -> Iterator[tuple[str, Path]]:
    """Links, pipes and devices instead of files and pictures."""
    (folder / "secret.png").write_bytes(PNG)
    path = _written(folder, "a picture behind a link", f"{STEP}media: {{file: x.png, alt: x}}\n".encode())
    (path.parent / "x.png").symlink_to(folder / "secret.png")
    yield "a picture behind a link", path
    path = _written(
        folder, "a picture behind a linked folder", f"{STEP}media: {{file: f/secret.png, alt: x}}\n".encode()
    )
    (path.parent / "f").symlink_to(folder)
    yield "a picture behind a linked folder", path
    path = _written(folder, "a picture that is a pipe", f"{STEP}media: {{file: x.png, alt: x}}\n".encode())
    os.mkfifo(path.parent / "x.png")
    yield "a picture that is a pipe", path
    path = _written(folder, "a picture that is no picture", f"{STEP}media: {{file: x.png, alt: x}}\n".encode())
    (path.parent / "x.png").write_bytes(b"<svg/>")
    yield "a picture that is no picture", path
    for name, target in (("a link to a device", "/dev/zero"), ("a link to itself", "hostile.yaml")):
        path = _written(folder, name, b"")
        path.unlink()
        path.symlink_to(target)
        yield name, path
    path = _written(folder, "a pipe", b"")
    path.unlink()
    os.mkfifo(path)
    yield "a pipe", path


LINKS = (
    "a picture behind a link",
    "a picture behind a linked folder",
    "a picture that is a pipe",
    "a picture that is no picture",
    "a link to a device",
    "a link to itself",
    "a pipe",
)
NAMES = (*TEXTS, *BYTES, *LINKS)

#: These are odd, but there is nothing wrong with them.
HARMLESS = frozenset(
    {"as many values as may be, in few steps", "a runaway expression", "combining characters", "brackets in a text"}
)
