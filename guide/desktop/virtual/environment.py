"""What the programs of a virtual screen see: a fresh home, fixed switches, and nothing of the user's session."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

TOKEN_VARIABLE = "GUIDE_VIRTUAL_SCREEN"  # noqa: S105  (marks processes; not a secret)

_FIXED = {
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "XDG_SESSION_TYPE": "x11",
    "GDK_BACKEND": "x11",
    "QT_QPA_PLATFORM": "xcb",
    "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    "ACCESSIBILITY_ENABLED": "1",  # Chromium builds its tree
    # Drawing by the processor: OpenGL emulated in software takes 0.4 s for each look at a GTK 4 window.
    "GSK_RENDERER": "cairo",
    "LIBGL_ALWAYS_SOFTWARE": "1",
    # Settings in a file of this screen; no daemons for files, proxies and portals.
    "GSETTINGS_BACKEND": "keyfile",
    "GIO_USE_VFS": "local",
    "GIO_USE_PROXY_RESOLVER": "dummy",
    "GTK_USE_PORTAL": "0",
    "ADW_DISABLE_PORTAL": "1",
}

_FOREIGN = frozenset(
    {
        "WAYLAND_DISPLAY",
        "WAYLAND_SOCKET",
        "XDG_CURRENT_DESKTOP",
        "XDG_SESSION_DESKTOP",
        "XDG_SESSION_ID",
        "XDG_SEAT",
        "XDG_VTNR",
        "XDG_CONFIG_DIRS",
        "DESKTOP_SESSION",
        "SESSION_MANAGER",
        "ICEAUTHORITY",
        "DESKTOP_STARTUP_ID",
        "XDG_ACTIVATION_TOKEN",
        "NO_AT_BRIDGE",
        "AT_SPI_BUS_ADDRESS",
        "GTK_A11Y",
        "GTK_THEME",
        "GTK_MODULES",
        "GTK3_MODULES",
        "GTK_IM_MODULE",
        "GDK_SCALE",
        "GDK_DPI_SCALE",
        "QT_IM_MODULE",
        "XMODIFIERS",
        "QT_SCALE_FACTOR",
        "QT_SCREEN_SCALE_FACTORS",
        "QT_AUTO_SCREEN_SCALE_FACTOR",
        "QT_STYLE_OVERRIDE",
        "QT_QPA_PLATFORMTHEME",
        "QT_ACCESSIBILITY",
        "QT_PLUGIN_PATH",
        "SAL_USE_VCLPLUGIN",
        "LANGUAGE",
    }
)
"""Variables of the user's own session that would lead a program away from this screen."""

_CALM_GTK = "[Settings]\ngtk-cursor-blink=0\ngtk-enable-animations=0\n"
"""A caret that blinks and panels that slide make two pictures of the same screen differ."""

_QUIET_MANAGERS = {
    ".config/i3/config": "font pango:monospace 8\n",  # without one it asks which keys to use
    ".icewm/preferences": "ShowTaskBar=0\n",  # its clock and load make two pictures of the same screen differ
}

_OFFICE = ".config/libreoffice/4/user/registrymodifications.xcu"
_OFFICE_SPEAKS = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Linguistic/General">
<prop oor:name="UILocale" oor:op="fuse"><value>{tag}</value></prop></item>
</oor:items>
"""
"""LibreOffice does not read LANGUAGE, and the locale that it reads may not be installed: so by its own options."""

_SERVICES = ("org.a11y.Bus", "org.xfce.Xfconf")
"""What the private bus may start.  Not the user's portals, key rings and indexers: they make the same test
slow on one machine and different on the next."""

_BUS_CONFIGURATION = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""


def speaks(language: str) -> dict[str, str]:
    """Return what makes programs speak a language (`de`, `pt-BR`), for `VirtualScreen(extra=…)`.

    No locale of that language need be installed: their words are enough.
    """
    tag = language.replace("-", "_")
    return {"LANGUAGE": ":".join(dict.fromkeys((tag, tag.partition("_")[0])))}


def make_environment(folder: Path, token: str, extra: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a screen that lives in ``folder``; display and buses are added as they start."""
    inherited = {key: value for key, value in os.environ.items() if key not in _FOREIGN}
    home = folder / "home"
    own = {
        # A screen inside a screen carries both tokens, and so ends with either.
        TOKEN_VARIABLE: f"{os.environ.get(TOKEN_VARIABLE, '')} {token}".strip(),
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local/share"),
        "XDG_STATE_HOME": str(home / ".local/state"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_RUNTIME_DIR": str(folder / "runtime"),
        "XAUTHORITY": str(folder / "runtime/Xauthority"),
        "TMPDIR": str(folder / "tmp"),
    }
    return inherited | own | _FIXED | dict(extra)


def furnish(folder: Path, language: str = "") -> None:
    """Make the folders and settings that a user has on the first day, one of this language (`de`, `pt_BR`)."""
    for name in ("home", "runtime", "tmp", "logs"):
        (folder / name).mkdir(mode=0o700)
    for version in ("gtk-3.0", "gtk-4.0"):
        settings = folder / "home/.config" / version / "settings.ini"
        settings.parent.mkdir(parents=True)
        settings.write_text(_CALM_GTK)
    known = dict(_QUIET_MANAGERS)
    if language.replace("_", "").isalnum():
        known[_OFFICE] = _OFFICE_SPEAKS.format(tag=language.replace("_", "-"))
    for name, words in known.items():
        settings = folder / "home" / name
        settings.parent.mkdir(parents=True)
        settings.write_text(words)


def write_bus_configuration(folder: Path) -> Path:
    """Write the configuration of a private session bus into ``folder`` and return its path."""
    services = folder / "services"
    services.mkdir()
    for name in _SERVICES:
        if source := service_file(name):
            (services / source.name).symlink_to(source)
    path = folder / "bus.conf"
    path.write_text(_BUS_CONFIGURATION.format(socket=folder / "runtime/bus", services=services))
    return path


def service_file(name: str) -> Path | None:
    """Return where the system describes a service of the session bus; None when it is not installed."""
    folders = (Path("/usr/local/share"), Path("/usr/share"))
    paths = (folder / "dbus-1/services" / f"{name}.service" for folder in folders)
    return next((path for path in paths if path.exists()), None)
