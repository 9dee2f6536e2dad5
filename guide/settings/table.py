"""Everything that can be set. Add a setting here, and documentation, schema and checks follow."""

from __future__ import annotations

from typing import Any, Final

from guide.settings.model import Choice, Flag, Folders, Language, Number, Setting, Shortcut, Whole, Words

LANGUAGE: Final[Setting[str]] = Setting(
    "language",
    Language(),
    "system",
    "Language",
    "The language of guide itself, and of tutorials that have it.",
    restart=True,
)
THEME: Final[Setting[str]] = Setting(
    "appearance.theme",
    Choice(
        {
            "system": "as the desktop is set",
            "light": "dark text on a light card",
            "dark": "light text on a dark card",
            "high-contrast": "black and white, strong borders, no shadows",
        }
    ),
    "system",
    "Colours",
    "How the card and guide's windows look.",
)
CARD_TEXT_SCALE: Final[Setting[float]] = Setting(
    "card.text_scale",
    Number(1.0, 3.0),
    1.0,
    "Text size",
    "How much larger than usual the text on the card is: 1.5 is half as large again.",
)
REDUCED_MOTION: Final[Setting[str]] = Setting(
    "motion.reduced",
    Choice({"system": "as the desktop is set", "on": "nothing moves by itself", "off": "short, gentle movements"}),
    "system",
    "Less movement",
    "Whether the light and the card appear at once instead of gliding.",
)
OVERLAY_DIM: Final[Setting[int]] = Setting(
    "overlay.dim",
    Whole(0, 80, "percent"),
    42,
    "Darkening",
    "How much the screen around the light is darkened; 0 leaves only the frame around the target.",
)
OVERLAY_PULSE: Final[Setting[bool]] = Setting(
    "overlay.pulse",
    Flag(),
    True,
    "Pulse",
    "Whether the frame around a target pulses a few times as it appears. Never with less movement.",
)
OVERLAY_WATCHDOG_S: Final[Setting[int]] = Setting(
    "overlay.watchdog_s",
    Whole(0, 60, "seconds"),
    3,
    "Take the light away when guide hangs",
    "Within how many seconds of a hang card and light are off the screen, so that one can work on; 0: never.",
    restart=True,
)
SHORTCUT_CARD: Final[Setting[str]] = Setting(
    "shortcut.card",
    Shortcut(),
    "Ctrl+Alt+G",
    "To the card and back",
    "Moves the keyboard to the card, and back to the program. Works only while a tutorial runs.",
)
SHORTCUT_SEARCH: Final[Setting[str]] = Setting(
    "shortcut.search",
    Shortcut(),
    "Ctrl+Alt+H",
    "How do I…?",
    "Opens the search for tutorials, from any program.",
)
TRAY_LAUNCHER: Final[Setting[str]] = Setting(
    "tray.launcher",
    Choice(
        {
            "auto": "only where the desktop has no tray",
            "always": "beside the tray icon too",
            "never": "not at all; the shortcut still works",
        }
    ),
    "auto",
    "Floating button",
    "When a small button that opens guide floats at the edge of the screen.",
)
LAUNCH_PROGRAMS: Final[Setting[str]] = Setting(
    "play.launch_programs",
    Choice(
        {
            "ask": "ask each time",
            "always": "start it",
            "never": "ask the person to start it",
        }
    ),
    "ask",
    "Start programs",
    "What to do when a tutorial's program is not running and the tutorial knows how to start it.",
    closed="never",
)
STUCK_DEFAULT_S: Final[Setting[int]] = Setting(
    "stuck.default_s",
    Whole(5, 600, "seconds"),
    30,
    "Offer help after",
    "When a step's hint appears, unless the tutorial says when or guide has learned how long the step usually takes.",
)
REMIND_AFTER_H: Final[Setting[int]] = Setting(
    "remind.after_h",
    Whole(1, 720, "hours"),
    24,
    "Remind me",
    "How long after “remind me” a tutorial is offered again.",
)
OFFERS_AN_HOUR: Final[Setting[int]] = Setting(
    "offers.an_hour",
    Whole(0, 10),
    1,
    "Offers an hour",
    "How often an hour, at most, guide offers a tutorial that nobody asked for; 0: never.",
    closed=0,
)
OFFERS_A_DAY: Final[Setting[int]] = Setting(
    "offers.a_day",
    Whole(0, 50),
    3,
    "Offers a day",
    "How often in 24 hours, at most, guide offers a tutorial that nobody asked for; 0: never.",
    closed=0,
)
ROLES: Final[Setting[str]] = Setting(
    "person.roles",
    Words(),
    "",
    "Your work",
    "What you do, with commas in between (clerk, buyer): tutorials for others are left out. Empty: all are shown.",
)
DEPARTMENTS: Final[Setting[str]] = Setting(
    "person.departments",
    Words(),
    "",
    "Your department",
    "Where you work, with commas in between: tutorials for other departments are left out. Empty: all are shown.",
)
LOG_ENABLED: Final[Setting[bool]] = Setting(
    "log.enabled",
    Flag(),
    True,
    "Keep a log",
    "Whether this machine keeps a log of which tutorials were done and where people got stuck. It never holds what is "
    "typed, nor names; see records.md. Where an unfinished tutorial was left is kept either way.",
    closed=False,
)
HEALTH_REST_S: Final[Setting[int]] = Setting(
    "health.rest_s",
    Whole(0, 86_400, "seconds"),
    300,
    "Look after tutorials",
    "After how long a rest of keyboard and pointer guide looks whether the programs that are open still have what "
    "their tutorials point at; 0: never. It presses and shows nothing, keeps no picture, ends when somebody is back, "
    "and does not look on battery, nor where no log is kept; see health.md.",
    closed=0,
)
EXTRA_FOLDERS: Final[Setting[tuple[str, ...]]] = Setting(
    "folders.extra",
    Folders(),
    (),
    "More tutorials",
    "Further folders in which guide looks for tutorials.",
    closed=(),
)
PROPOSALS_FOLDER: Final[Setting[tuple[str, ...]]] = Setting(
    "proposals.folder",
    Folders(most=1),
    (),
    "Proposals",
    "The folder, mostly on a share, to which tutorials go that colleagues propose. Everybody needs to write there, and "
    "support to delete. Empty: nobody is invited to propose any.",
    closed=(),
)
RECORDING_BLUR: Final[Setting[bool]] = Setting(
    "recording.blur",
    Flag(),
    False,
    "Blur pictures",
    "Whether all text in pictures of recordings and of targets is painted over before anything is written, but that of "
    "buttons and menus. What was typed never is on a picture.",
    closed=True,
)
REVIEW_BY_ANOTHER: Final[Setting[bool]] = Setting(
    "review.by_another",
    Flag(),
    True,
    "Review by somebody else",
    "Whether a tutorial is published only by somebody else than who put it up for review.",
    closed=True,
)
REVIEW_TYPED_NAME: Final[Setting[bool]] = Setting(
    "review.typed_name",
    Flag(),
    False,
    "Another name in reviews",
    "Whether somebody may write another name under a review than that of the account: for teams that share one.",
    closed=False,
)

#: In the order in which people see them.
SETTINGS: Final[tuple[Setting[Any], ...]] = (
    LANGUAGE,
    THEME,
    CARD_TEXT_SCALE,
    REDUCED_MOTION,
    OVERLAY_DIM,
    OVERLAY_PULSE,
    OVERLAY_WATCHDOG_S,
    SHORTCUT_CARD,
    SHORTCUT_SEARCH,
    TRAY_LAUNCHER,
    LAUNCH_PROGRAMS,
    STUCK_DEFAULT_S,
    REMIND_AFTER_H,
    OFFERS_AN_HOUR,
    OFFERS_A_DAY,
    ROLES,
    DEPARTMENTS,
    LOG_ENABLED,
    HEALTH_REST_S,
    EXTRA_FOLDERS,
    PROPOSALS_FOLDER,
    RECORDING_BLUR,
    REVIEW_BY_ANOTHER,
    REVIEW_TYPED_NAME,
)
BY_KEY: Final[dict[str, Setting[Any]]] = {setting.key: setting for setting in SETTINGS}
