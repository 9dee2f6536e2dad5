"""Texts that a tutorial must not say: asking for passwords or card numbers, or to switch off what protects a machine.

A tutorial that may light up a field and tell someone what to type there is a perfect phishing mail. So these are
refused for publishing, whoever wrote them. The words are English and German, the languages that the shipped tutorials
speak; a sentence that warns (“never type your password”) passes.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from guide.tutorial.commonmark import plain

#: How far apart the words of one request may stand in a sentence (characters).
_NEAR = 70


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is asked for, and the words that ask."""

    what: str
    words: str


def refused(text: str) -> Refusal | None:
    """Return what a text asks for that no tutorial may ask for, or None.

    >>> refused("Type your **password** and press Enter.").what
    'a password'
    >>> refused("Never tell anyone your password.") is None
    True
    """
    for sentence in re.split(r"(?<=[.!?])\s+", _folded(text)):
        for what, request in _REQUESTS:
            if (found := request.search(sentence)) and not _warns(sentence, found):
                return Refusal(what, found[0])
    return None


def names_a_secret(name: str) -> bool:
    """Whether a control of this name takes a password, a code or a card number."""
    return re.search(f"{_SECRETS}|{_CARDS}", _folded(name)) is not None


def _warns(sentence: str, found: re.Match[str]) -> bool:
    """Whether the request is a warning against it: a negation in the same clause (“don't worry, type …” is none)."""
    start = max(sentence.rfind(mark, 0, found.start()) for mark in _CLAUSE_ENDS) + 1
    ends = [at for mark in _CLAUSE_ENDS if (at := sentence.find(mark, found.end())) >= 0]
    clause = sentence[start : min(ends, default=len(sentence))]
    return _NEGATION.search(clause) is not None or _INSTEAD.search(sentence[start : found.start()]) is not None


def _folded(text: str) -> str:
    """Return the text as one reads it, without emphasis, invisible characters and look-alike forms.

    Case stays: “PIN” is a secret and “pin” is not.
    """
    normal = unicodedata.normalize("NFKC", plain(text))
    visible = "".join(character for character in normal if unicodedata.category(character) != "Cf")
    return re.sub(r"\s+", " ", visible).replace("’", "'")


def _words(*words: str) -> str:
    """Any of these whole words, in upper or lower case."""
    return rf"(?i:\b(?:{'|'.join(words)})\b)"


def _near(first: str, second: str) -> re.Pattern[str]:
    """Both in one sentence, in either order: German has its verb at the end."""
    return re.compile(rf"(?:{first}).{{0,{_NEAR}}}?(?:{second})|(?:{second}).{{0,{_NEAR}}}?(?:{first})")


_NOT_IT = r"(?![ -](?:manager|policy|policies|generator|protected|protection|reset|richtlinien?))"
_SECRETS = (
    _words(
        r"pass ?words?", r"pass ?phrases?", r"pass ?codes?", r"one-time pass\w*", r"pin (?:code|number)s?",
        r"(?:security|verification|one-time|confirmation|recovery|backup|access) codes?", r"security answers?",
        r"(?:secret|private|recovery|encryption) keys?",
        r"\w*passw[oö]rt(?:e?s|e|er|ern)?", r"\w*kennw[oö]rt(?:e?s|e|er|ern)?", r"geheimzahl", r"pin-?nummer",
        r"(?:sicherheits|bestätigungs|zugangs|wiederherstellungs|einmal|freischalt)-?(?:codes?|schlüssels?)",
    )
    + _NOT_IT
    + r"|\b(?:PINs?|TANs?|mTAN|OTP)\b"
)  # fmt: skip
_CARDS = _words(
    r"(?:credit|debit|bank|payment)[ -]?cards?", r"card ?(?:numbers?|details|data)", r"cv[vc]2?", r"iban",
    r"card security code", r"bank account number",
    r"(?:kredit|debit|bank|ec-?|giro)-?karten?(?:nummern?|daten)?", r"karten(?:nummern?|daten|prüfnummer)",
    r"prüfnummer",
)  # fmt: skip
_GIVE = _words(
    r"(?:re-?)?(?:enter|type|write|fill|key|put|input|insert|paste)", r"provide", r"give", r"tell", r"send",
    r"e?-?mail", r"share", r"submit", r"say", r"reveal", r"supply", r"confirm", r"disclose", r"hand over",
    r"read out", r"gib", r"gebt", r"(?:ein|an|weiter)?geben", r"eingegeben", r"(?:ein)?tippe?n?", r"schreibe?n?",
    r"trage?n?",
    r"eintragen", r"nenne?n?", r"sende?n?", r"schicke?n?", r"verrate?n?", r"teile?n?", r"mitteilen",
    r"(?:ein)?fügen?", r"bestätigen?", r"wiederholen?", r"(?:aus)?füllen?",
)  # fmt: skip
_SWITCH_OFF = _words(
    r"(?:turn|switch|shut)(?:ing|ed)? (?:it )?(?:off|down)",
    rf"(?:turn|switch|shut)(?=.{{0,{_NEAR}}}\b(?:off|down)\b)",
    r"(?:disabl|deactivat|bypass|uninstall|circumvent|suspend|remov|kill|stop|paus)(?:e|es|ed|ing|s)?",
    rf"(?:schalte?n?|stelle?n?)(?=.{{0,{_NEAR}}}\b(?:aus|ab)\b)", r"(?:aus|ab)(?:zu)?(?:schalten|stellen|geschaltet)",
    r"de(?:zu)?aktiviere?n?", r"beende?n?", r"stoppe?n?", r"umgehe?n?", r"deinstalliere?n?", r"entferne?n?",
    r"pausiere?n?",
)  # fmt: skip
#: The protection of a sheet or a document is no protection of a machine.
_NOT_OF_A_SHEET = (
    r"(?! (?:of|for|from|on) (?:the |this |that |a |your )?(?:sheet|cell|document|workbook|table|section|range))"
)
_PROTECTION = "|".join((
    _words(
        r"anti-?(?:virus|malware)\w*", r"(?:virus|malware) (?:scanner|protection|guard)", r"firewall", r"defender",
        r"smartscreen", r"gatekeeper", r"selinux", r"apparmor", r"bitlocker", r"filevault", r"disk encryption",
        r"(?:real[- ]time|endpoint|tamper|threat|ransomware|web|network|device|system) protection", r"screen ?lock",
        r"security (?:software|warnings?|features?|settings?|checks?|updates?|center)", r"lock screen",
        r"macro security",
        r"user account control", r"uac", r"(?:two|multi|2)-factor authentication", r"[2m]fa",
        r"automatic updates",
        r"viren(?:schutz|scanner|wächter)\w*", r"echtzeitschutz", r"manipulationsschutz", r"bildschirmsperre",
        r"sicherheits(?:software|warnung|warnungen|funktion|funktionen|einstellungen|prüfung|updates|center)",
        r"benutzerkontensteuerung", r"zwei-?faktor\S*", r"(?:festplatten)?verschlüsselung", r"makrosicherheit",
        r"automatischen? updates", r"(?:den|der|des|ihren|deinen) schutz",
    ),
    _words(r"(?:the|your) protection") + _NOT_OF_A_SHEET,
))  # fmt: skip
_NEGATION = re.compile(
    _words(
        r"never", r"don't", r"do not", r"must not", r"should not", r"shouldn't", r"will not", r"won't", r"cannot",
        r"nobody", r"no one", r"nie", r"niemals", r"nicht", r"keine?[mnrs]?", r"niemand",
    )
)  # fmt: skip
_INSTEAD = re.compile(_words(r"without", r"instead of", r"rather than", r"ohne", r"statt", r"anstatt"))
_CLAUSE_ENDS = ",;:–—"

_REQUESTS = (
    ("a card number", _near(_GIVE, _CARDS)),
    ("a password", _near(_GIVE, _SECRETS)),
    ("switching off protection", _near(_SWITCH_OFF, _PROTECTION)),
)
