"""Reads words with tesseract, one line at a time, and remembers what it has read.

Loads OpenCV and tesseract: import it only when words are looked for.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import tesserocr

from guide.targeting.vision_edges import Grey
from guide.targeting.vision_thread import Check
from guide.targeting.words import Line, NoLanguageError, Word
from guide.tutorial.geometry import DeviceRect

FALLBACK = "eng"
_CODES = {
    "ar": "ara", "bg": "bul", "ca": "cat", "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng", "es": "spa",
    "et": "est", "fi": "fin", "fr": "fra", "he": "heb", "hr": "hrv", "hu": "hun", "it": "ita", "ja": "jpn", "ko": "kor",
    "lt": "lit", "lv": "lav", "nb": "nor", "nl": "nld", "nn": "nor", "no": "nor", "pl": "pol", "pt": "por", "ro": "ron",
    "ru": "rus", "sk": "slk", "sl": "slv", "sr": "srp", "sv": "swe", "tr": "tur", "uk": "ukr", "vi": "vie",
    "zh": "chi_sim", "zh-TW": "chi_tra",
}  # fmt: skip
"""What tesseract calls languages."""
_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)
_MOST_REMEMBERED = 4000
_RIM_PX = 6
_READABLE_PX = 24
"""Lines are enlarged until they are about so high: tesseract was trained on print."""
_LARGEST = 3
_DPI = 150
_ONE_LINE_WITHIN_MS = 1000


class Reader:
    """Reads lines. One thread at a time."""

    def __init__(self) -> None:
        self._engines: dict[str, Any] = {}
        self._known: OrderedDict[tuple[str, bytes], tuple[Word, ...]] = OrderedDict()

    def read(self, grey: Grey, lines: list[DeviceRect], language: str, check: Check) -> Iterator[Line]:
        """Yield what the lines of a picture say; those without any word are left out.

        What was read before is remembered, so that who runs out of time (`check`) gets further the next time.
        """
        codes = _languages(language)
        for rect in lines:
            check()
            crop, corner = _cut(grey, rect)
            words = self._line(crop, rect.height, codes)
            if words:
                placed = (Word(w.text, w.confidence, w.rect.translated(corner.x, corner.y)) for w in words)
                yield Line(tuple(placed))

    def _line(self, crop: Grey, height: int, codes: str) -> tuple[Word, ...]:
        pixels = np.ascontiguousarray(crop.astype(np.uint8))
        key = codes, hashlib.blake2b(pixels.tobytes(), digest_size=16, key=repr(pixels.shape).encode()).digest()
        words = self._known.pop(key, None)
        if words is None:
            words = tuple(self._recognised(pixels, height, codes))
        self._known[key] = words
        while len(self._known) > _MOST_REMEMBERED:
            self._known.popitem(last=False)
        return words

    def _recognised(self, pixels: Any, height: int, codes: str) -> Iterator[Word]:
        times = max(1, min(_LARGEST, round(_READABLE_PX / height)))
        image = _as_print(pixels, times)
        rows, columns = image.shape
        engine = self._engine(codes)
        engine.SetImageBytes(image.tobytes(), columns, rows, 1, columns)
        engine.SetSourceResolution(_DPI)
        if not engine.Recognize(_ONE_LINE_WITHIN_MS):
            return
        for row in engine.GetTSVText(0).splitlines():
            fields = row.split("\t")
            if len(fields) == 12 and fields[0] == "5" and fields[11].strip():
                x, y, width, height = (round(int(field) / times) for field in fields[6:10])
                rect = DeviceRect(x - _RIM_PX, y - _RIM_PX, width, height)
                yield Word(fields[11].strip(), float(fields[10]), rect)

    def _engine(self, codes: str) -> Any:
        if codes not in self._engines:
            tesserocr.set_leptonica_log_level(tesserocr.LeptLogLevel.NONE)  # it writes to the terminal
            engine = tesserocr.PyTessBaseAPI(
                path=str(data_folder()), lang=codes, psm=tesserocr.PSM.SINGLE_LINE, oem=tesserocr.OEM.LSTM_ONLY
            )
            engine.SetVariable("debug_file", os.devnull)
            engine.SetVariable("tessedit_do_invert", "0")  # `_as_print` did
            self._engines[codes] = engine
        return self._engines[codes]


def data_folder() -> Path:
    """Return the folder with tesseract's language data. NoLanguageError where there is none."""
    told = os.environ.get("TESSDATA_PREFIX")
    folders = [told, *([f"{told}/tessdata"] if told else []), f"{sys.prefix}/share/tessdata", *_FOLDERS]
    for folder in filter(None, folders):
        if any(Path(folder).glob("*.traineddata")):
            return Path(folder)
    raise NoLanguageError("reading words needs language data of tesseract (Debian: apt install tesseract-ocr-eng)")


def _languages(language: str) -> str:
    """Return what to read in, as tesseract writes it: the session's language, with English."""
    wanted = (_CODES.get(language), _CODES.get(language.partition("-")[0]), FALLBACK)
    folder = data_folder()
    here = [code for code in dict.fromkeys(filter(None, wanted)) if (folder / f"{code}.traineddata").is_file()]
    if not here:
        name = next(filter(None, wanted), FALLBACK)
        raise NoLanguageError(f"reading words needs tesseract's data for “{name}” in {folder}")
    return "+".join(here)


def _cut(grey: Grey, rect: DeviceRect) -> tuple[Grey, DeviceRect]:
    """Return a line, and where its corner is: a pixel more on each side, which the next line may begin after."""
    height, width = grey.shape
    around = rect.grown(1).intersected(DeviceRect(0, 0, width, height))
    return grey[around.y : around.bottom, around.x : around.right], around


def _as_print(pixels: Any, times: int) -> Any:
    """Return dark letters on white with the full contrast, as large as tesseract likes them, with white around."""
    if np.median(pixels) < 128:
        pixels = 255 - pixels
    pixels = cv2.normalize(pixels, None, 0, 255, cv2.NORM_MINMAX)  # type: ignore[call-overload]
    rim = (_RIM_PX,) * 4
    pixels = cv2.copyMakeBorder(pixels, *rim, cv2.BORDER_CONSTANT, value=float(np.median(pixels)))
    if times > 1:
        pixels = cv2.resize(pixels, None, fx=times, fy=times, interpolation=cv2.INTER_CUBIC)
    return np.ascontiguousarray(pixels)
