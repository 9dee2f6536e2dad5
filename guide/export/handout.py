"""The handout: what all formats are written from. A tutorial in one language with its pictures; it knows no format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from string import ascii_lowercase

from guide.export.markup import Blocks
from guide.i18n import Words, words_in

#: Languages that are written from right to left.
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "ug", "ur", "yi"})
#: Where a sheet of paper is a letter.
_LETTER = frozenset({"en-US", "en-CA", "fr-CA", "es-MX", "es-US"})


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture, and what it shows for those who cannot see it."""

    data: bytes = field(repr=False)
    """A PNG or JPEG file."""
    width_px: int
    height_px: int
    """In pixels of a screen at scale 1, as large as one sees it there."""
    alt: str

    @property
    def suffix(self) -> str:
        """`png` or `jpg`."""
        return "png" if self.data.startswith(b"\x89PNG") else "jpg"

    @property
    def mime(self) -> str:
        """The media type."""
        return "image/png" if self.suffix == "png" else "image/jpeg"


@dataclass(frozen=True, slots=True)
class Answer:
    """One choice of a question. `correct` None: there is no right or wrong."""

    id: str
    text: str
    correct: bool | None = None
    reply: Blocks = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the tutorial."""

    text: Blocks
    answers: tuple[Answer, ...]

    @property
    def graded(self) -> bool:
        """Whether there is a right answer."""
        return any(answer.correct for answer in self.answers)

    @property
    def lettered(self) -> tuple[tuple[str, Answer], ...]:
        """The answers with the letters that they are called by on paper."""
        return tuple((ascii_lowercase[at % 26] * (1 + at // 26), answer) for at, answer in enumerate(self.answers))

    @property
    def solution(self) -> str:
        """The letters of the right answers."""
        return ", ".join(letter for letter, answer in self.lettered if answer.correct)


@dataclass(frozen=True, slots=True)
class Page:
    """One step."""

    id: str
    number: int
    title: str
    """Never empty: the step's own, or where one is."""
    say: Blocks
    notes: tuple[str, ...] = ()
    """What the program would see to by itself: that a step can be left out, where to go on."""
    hint: Blocks = ()
    question: Question | None = None
    shots: tuple[Shot, ...] = ()


@dataclass(frozen=True, slots=True)
class Handout:
    """A tutorial to be handed on."""

    id: str
    title: str
    summary: Blocks
    language: str
    version: str
    owner: str
    program: str
    pages: tuple[Page, ...]
    proposed_by: str = ""
    """Whom to thank for it."""
    inline_shots: Mapping[str, Shot] = field(default_factory=dict)
    """The pictures that its texts show, by file name."""

    @property
    def right_to_left(self) -> bool:
        """Whether its language is written from right to left."""
        return self.language.partition("-")[0].casefold() in _RIGHT_TO_LEFT

    @property
    def on_letter_paper(self) -> bool:
        """Whether it is printed on Letter rather than A4."""
        return self.language in _LETTER

    @property
    def words(self) -> Words:
        """The program's own words in the handout's language."""
        return words_in(self.language)

    @property
    def solutions(self) -> tuple[tuple[int, str], ...]:
        """For each question that has a right answer: the number of its step, and the letters of the right answers."""
        return tuple((p.number, p.question.solution) for p in self.pages if p.question and p.question.graded)

    @property
    def facts(self) -> tuple[str, ...]:
        """What stands under the title: the program, how long it is, who answers for it."""
        words = self.words
        steps = words.translate_count("export", "{count} step", "{count} steps", len(self.pages))
        version = words.translate("export", "Version {version}").format(version=self.version)
        thanks = words.translate("export", "proposed by {who}").format(who=self.proposed_by) if self.proposed_by else ""
        return tuple(fact for fact in (self.program, steps, version, self.owner, thanks) if fact)
