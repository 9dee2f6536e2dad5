"""Requests that no tutorial may make are seen in English and German; what only sounds like one is not."""

from __future__ import annotations

import time

import pytest

from guide.tutorial.refusals import names_a_secret, refused

PASSWORD, CARD, PROTECTION = "a password", "a card number", "switching off protection"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Type your password.", PASSWORD),
        ("Enter your user name and password", PASSWORD),
        ("Please send us your **password** by mail", PASSWORD),
        ("Please fill in the TAN", PASSWORD),
        ("Re-enter the one-time code", PASSWORD),
        ("Confirm your Windows password", PASSWORD),
        ("Don't worry, type your password", PASSWORD),
        ("Type your password, do not worry", PASSWORD),
        ("Save first. Then type your PIN.", PASSWORD),
        ("Enter your p\u200bassword", PASSWORD),
        ("Enter your pass\u00adword", PASSWORD),
        ("Ｅnter your ｐassword", PASSWORD),
        ("Geben Sie Ihr Passwort ein.", PASSWORD),
        ("Tippe deine PIN ein", PASSWORD),
        ("Ihr Kennwort hier eingeben", PASSWORD),
        ("Gib dein Passwort ein. Das ist nicht gefährlich.", PASSWORD),
        ("Enter the card number", CARD),
        ("Write the CVC into the field", CARD),
        ("Trag deine Kreditkartennummer ein", CARD),
        ("Turn off the firewall", PROTECTION),
        ("Turn your antivirus off for a moment", PROTECTION),
        ("Disable Windows Defender", PROTECTION),
        ("Switch off the protection", PROTECTION),
        ("Turn off the firewall without a restart", PROTECTION),
        ("Schalten Sie den Virenschutz aus", PROTECTION),
        ("Deaktivieren Sie die Firewall.", PROTECTION),
        ("Schalte den Echtzeitschutz kurz ab.", PROTECTION),
    ],
)
def test_what_no_tutorial_may_ask(text: str, what: str) -> None:
    found = refused(text)
    assert found is not None
    assert found.what == what


@pytest.mark.parametrize(
    "text",
    [
        "Never type your password here.",
        "Go on without entering your password",
        "Geben Sie Ihr Passwort niemals weiter.",
        "Do not turn off the firewall",
        "Click Forgot your password?",
        "Choose **Change password**.",
        "Open the password manager and type guide",
        "Pin the tab",
        "Type a note and pin it",
        "Turn off sheet protection",
        "Turn off the protection of the sheet",
        "Close the card",
        "Type 5 in the card",
        "The card shows the number",
        "Remove the row",
        "Disable the macro",
        "Send the mail",
        "Entfernen Sie den Filter",
        "Schalten Sie die Ansicht um",
        "Stop the timer",
    ],
)
def test_what_only_sounds_like_it(text: str) -> None:
    assert refused(text) is None


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("Password:", True),
        ("PIN", True),
        ("/Kennwort|Passwort/", True),
        ("Card number", True),
        ("Pin", False),
        ("Name", False),
        ("Business card", False),
    ],
)
def test_fields_for_secrets(name: str, secret: bool) -> None:
    assert names_a_secret(name) is secret


@pytest.mark.parametrize("text", ["type " * 800, "passwor" * 570, "the " * 999 + "password", "off " * 999, "[" * 4000])
def test_a_text_made_to_be_slow_is_not(text: str) -> None:
    start = time.process_time()
    refused(text)
    assert time.process_time() - start < 0.5
