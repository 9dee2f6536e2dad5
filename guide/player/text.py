"""Every word the player says by itself, so that one translation file covers them all.

Strings are literals in `translate` calls (`make messages` collects literals, not expressions); what varies is filled
in afterwards. The tutorial's own texts come from its document.
"""

from __future__ import annotations

from guide.i18n import translate, translate_count, translate_listed


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


def show_me() -> str:
    """Button of an invitation: begins."""
    return translate("player", "Show me")


def something_new() -> str:
    """Head an invitation to what one has not seen yet."""
    return translate("player", "New: shall I show you?")


def you_asked_for_this() -> str:
    """Head an invitation that one has asked for."""
    return translate("player", "You asked to be reminded")


def limited_here() -> str:
    """Menu entry: says what this desktop does not let guide do; also a message, once."""
    return translate("player", "guide can do less on this desktop…")


def left_for_now(title: str) -> str:
    """Message: the program was closed in the middle; the menu goes on."""
    return translate("player", "“{title}” was left where you were. The menu of guide goes on with it.").format(
        title=title
    )


def leave_me_alone() -> str:
    """Menu entry that can be ticked: nothing is offered unasked."""
    return translate("player", "Presenting: offer nothing")


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


def app_name() -> str:
    """Name the program, as on its windows and its icon."""
    return translate("player", "guide")


def for_program(program: str) -> str:
    """Head the tutorials for the program in front."""
    return translate("player", "For {program}").format(program=program)


def nothing_for_program(program: str) -> str:
    """Say that there is none."""
    return translate("player", "No tutorials for {program}").format(program=program)


def all_tutorials() -> str:
    """Open the catalogue."""
    return translate("player", "All tutorials…")


def every_tutorial() -> str:
    """Head all tutorials."""
    return translate("player", "All tutorials")


def pause_this(title: str) -> str:
    """Pause what is running."""
    return translate("player", "Pause “{title}”").format(title=title)


def resume_this(title: str) -> str:
    """Go on with what was paused or left."""
    return translate("player", "Resume “{title}”").format(title=title)


def stop_this(title: str) -> str:
    """End what is running."""
    return translate("player", "Stop “{title}”").format(title=title)


def record_a_tutorial() -> str:
    """Begin to record."""
    return translate("player", "Record a tutorial")


def answers_to_proposals(count: int) -> str:
    """Show what support has said to what was proposed."""
    return translate_count("player", "{count} answer to your proposals…", "{count} answers to your proposals…", count)


def answered() -> str:
    """Say above it what it is about."""
    return translate("player", "Your proposals")


def propose_a_tutorial() -> str:
    """Begin to record what goes to support."""
    return translate("player", "Propose a tutorial…")


def stop_recording() -> str:
    """Stop a recording that runs."""
    return translate("player", "Stop recording")


def recorded_in(folder: str) -> str:
    """After a recording."""
    return translate("player", "Recorded. The tutorial is in {folder}").format(folder=folder)


def nothing_recorded() -> str:
    """After a recording in which nothing was done."""
    return translate("player", "Nothing was recorded.")


def settings() -> str:
    """Open the settings."""
    return translate("player", "Settings…")


def settings_title() -> str:
    """Name the settings' window."""
    return translate("player", "Settings")


def quit_program() -> str:
    """End the program."""
    return translate("player", "Quit")


def how_do_i() -> str:
    """Invite to search."""
    return translate("player", "How do I…?")


def search() -> str:
    """Name the search field for screen readers."""
    return translate("player", "Search tutorials")


def results() -> str:
    """Name the list for screen readers."""
    return translate("player", "Tutorials")


def elsewhere() -> str:
    """Head the answers about other programs."""
    return translate("player", "In other programs")


def nearly() -> str:
    """Head the answers that have only some of the words."""
    return translate("player", "Not quite what you asked")


def steps(count: int) -> str:
    """How long a tutorial is."""
    return translate_count("player", "{count} step", "{count} steps", count)


def no_answer(query: str) -> str:
    """Head the empty list after a search."""
    return translate("player", "Nothing about “{query}” yet").format(query=query)


def no_answer_what_now() -> str:
    """Under `no_answer`."""
    return translate("player", "Try other words, or ask the people who support this program.")


def no_tutorials() -> str:
    """Head the empty list of a machine without tutorials."""
    return translate("player", "There are no tutorials on this computer yet")


def no_tutorials_what_now() -> str:
    """Under `no_tutorials`."""
    return translate("player", "As soon as somebody puts one into a folder of tutorials, it is listed here.")


def found(count: int) -> str:
    """Announce the number of results."""
    return translate_count("player", "{count} tutorial", "{count} tutorials", count)


def open_guide() -> str:
    """Name the floating button."""
    return translate("player", "Open guide")


def of_setting(words: str) -> str:
    """Return a title, a description or an option of the table of settings."""
    return translate_listed("settings", words) if words else words


def by_administrator() -> str:
    """Say why a setting cannot be changed."""
    return translate("player", "Set by your administrator.")


def after_restart() -> str:
    """Say when a setting shows."""
    return translate("player", "Shows after guide is started again.")


def reset() -> str:
    """Button: back to the default."""
    return translate("player", "Reset")


def reset_this(title: str) -> str:
    """Name the button for screen readers."""
    return translate("player", "Reset {title}").format(title=title)


def add_folder() -> str:
    """Button: one more folder of tutorials."""
    return translate("player", "Add…")


def remove_folder() -> str:
    """Button: one folder less."""
    return translate("player", "Remove")


def folders() -> str:
    """Name the list of folders for screen readers."""
    return translate("player", "Folders")


def cannot_play() -> str:
    """Say that a tutorial's file is broken."""
    return translate("player", "This tutorial cannot be shown.")


def cannot_open() -> str:
    """Say that a program could not be started."""
    return translate("player", "The program could not be opened.")


def shall_open(program: str) -> str:
    """Ask before a program is started."""
    words = translate("player", "The tutorial is about a program that is not open. Open {program} now?")
    return words.format(program=program)


def open_it() -> str:
    """Label the button that starts a program."""
    return translate("player", "Open it")


def do_it_myself() -> str:
    """Label the button that leaves it to the person."""
    return translate("player", "I will do it myself")


def begin_anyway() -> str:
    """Label the button that begins although the program does not look as the tutorial expects."""
    return translate("player", "Begin anyway")
