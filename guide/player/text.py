"""Every word the player says by itself, so that one translation file covers them all.

Strings are literals in `translate` calls (Linguist collects literals, not expressions); what varies is filled in
afterwards. The tutorial's own texts come from its document.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def step_of(number: int, total: int) -> str:
    """Where one is."""
    return translate("player", "Step {number} of {total}").format(number=number, total=total)


def looking() -> str:
    """While a target is searched."""
    return translate("player", "Looking…")


def looking_for_it() -> str:
    """Say what is being looked for, under `looking`."""
    return translate("player", "Finding the right place on your screen.")


def cannot_find_it() -> str:
    """Head a step whose target is not there."""
    return translate("player", "I can’t find it")


def why_unknown() -> str:
    """When no reason is known."""
    return translate("player", "What this step points at isn’t on the screen just now.")


def open_to_begin(application: str) -> str:
    """While the tutorial's program is not there; the name may be unknown (empty)."""
    if not application:
        return translate("player", "Open the program to begin")
    return translate("player", "Open {application} to begin").format(application=application)


def waiting_for_it() -> str:
    """Under `open_to_begin`."""
    return translate("player", "This card goes on by itself as soon as it is there.")


def guess() -> str:
    """When only the region is known."""
    return translate("player", "It should be about here: I can’t see it for certain.")


def guess_name() -> str:
    """Name the notice `guess` for screen readers."""
    return translate("player", "Not certain")


def try_again() -> str:
    """Button: look again."""
    return translate("player", "Try again")


def skip_this_step() -> str:
    """Button of a lost step."""
    return translate("player", "Skip this step")


def report() -> str:
    """Button: tell support that the step does not work."""
    return translate("player", "Report")


def next_step() -> str:
    """Button: confirms the step."""
    return translate("player", "Next")


def back() -> str:
    """Button: to the step before."""
    return translate("player", "Back")


def skip() -> str:
    """Button: passes over the step."""
    return translate("player", "Skip")


def pause() -> str:
    """Button: stop for now."""
    return translate("player", "Pause")


def close() -> str:
    """Button: ends, or closes the last card."""
    return translate("player", "Close")


def how_to_close() -> str:
    """Heading of the choice of ways to end."""
    return translate("player", "Stop this tutorial?")


def not_now() -> str:
    """Button: ends; it may be offered again."""
    return translate("player", "Not now")


def remind_me() -> str:
    """Button: ends; comes back at a sensible distance."""
    return translate("player", "Remind me later")


def never_again() -> str:
    """Button: ends; never offered again."""
    return translate("player", "Don’t show again")


def keep_going() -> str:
    """Button: does not end after all."""
    return translate("player", "Keep going")


def hint() -> str:
    """Name the hint for screen readers."""
    return translate("player", "Hint")


def careful() -> str:
    """Name the message after straying from the path, for screen readers."""
    return translate("player", "Back on track")


def correct() -> str:
    """After the right answer."""
    return translate("player", "That’s right.")


def not_correct() -> str:
    """After a wrong answer."""
    return translate("player", "Not quite.")


def answer_name() -> str:
    """Name what is said after an answer, for screen readers."""
    return translate("player", "About your answer")


def done() -> str:
    """Heading of the last card."""
    return translate("player", "Done!")


def you_finished(title: str) -> str:
    """Last card after all steps."""
    return translate("player", "You finished “{title}”.").format(title=title)


def finished_with_skips(title: str) -> str:
    """Last card after a run with steps left out."""
    return translate("player", "You reached the end of “{title}”, with some steps left out.").format(title=title)


def how_was_it() -> str:
    """Ask for the rating."""
    return translate("player", "Did this help?")


def mood(rating: int) -> str:
    """Return the name of a rating, 1…5."""
    names = (
        translate("player", "Not at all"),
        translate("player", "Not much"),
        translate("player", "Somewhat"),
        translate("player", "Well"),
        translate("player", "Very well"),
    )
    return translate("player", "{name}, {rating} of 5").format(name=names[rating - 1], rating=rating)


def thank_you() -> str:
    """After the rating."""
    return translate("player", "Thank you!")


def failed() -> str:
    """Heading of the last card of a run that could not go on."""
    return translate("player", "This didn’t work")


def failed_because(reason: str | None) -> str:
    """Say for a person why a run could not go on; reasons as in `guide.session.view.Reason`."""
    known = {
        "not-found": translate("player", "The next thing to show isn’t on the screen. Nothing was changed by me."),
        "ambiguous": translate(
            "player", "More than one thing on the screen fits the next step, and I don’t want to guess."
        ),
        "not-done": translate("player", "The last step didn’t happen as expected."),
        "application-missing": translate("player", "The program this tutorial is about isn’t open."),
    }
    return known.get(reason or "", translate("player", "Something went wrong on my side."))


def failed_is_noted() -> str:
    """Under `failed_because`."""
    return translate(
        "player", "It is noted, so that it can be mended. You can start it again from the list at any time."
    )


def see_you_later() -> str:
    """After “Remind me later”."""
    return translate("player", "I’ll remind you another day.")


def will_not_return() -> str:
    """After “Don’t show again”."""
    return translate("player", "I won’t offer this again. You’ll still find it in the list of all tutorials.")


def card_name(title: str) -> str:
    """Name the card's window for screen readers."""
    return translate("player", "Tutorial: {title}").format(title=title)


def progress_name() -> str:
    """Name the progress bar for screen readers."""
    return translate("player", "Progress")
