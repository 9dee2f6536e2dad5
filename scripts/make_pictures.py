"""Makes the pictures of the documentation anew: guide takes them itself, over real programs, on a screen in memory."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"

#: Which moment of which tutorial shows what.
SHOTS = {
    "first-light.png": "writer-headings-and-contents/05-contents.png",
    "card-beside-a-button.png": "calculator-percent/05-equals.png",
    "question.png": "guide-first-steps/05-check.png",
    "sum.png": "calc-sum-a-column/02-sum.png",
}


#: The tutorial whose handout is shown, and how large (dots an inch).
HANDOUT, HANDOUT_DPI = "calculator-percent", 72


def _handout(report: Path) -> None:
    """Show the first page of a handout, with the pictures of the rehearsal."""
    source = str(ROOT / "tutorials" / HANDOUT)
    command = [sys.executable, "-m", "guide", "export", source, "--to", "pdf", "--report", str(report)]
    subprocess.run([*command, "--out", str(report)], check=True, cwd=ROOT)
    page = ["pdftoppm", "-png", "-r", str(HANDOUT_DPI), "-singlefile", str(report / f"{HANDOUT}.pdf")]
    subprocess.run([*page, str(PICTURES / "handout")], check=True)
    print("docs/pictures/handout.png")


def main() -> int:
    """Rehearse what is needed and copy the pictures; return the exit status."""
    tutorials = sorted({shot.split("/", maxsplit=1)[0] for shot in SHOTS.values()})
    with tempfile.TemporaryDirectory() as folder:
        paths = [str(ROOT / "tutorials" / name) for name in tutorials]
        command = [sys.executable, "-m", "guide", "rehearse", *paths, "--out", folder, "--virtual-screen"]
        status = subprocess.run(command, check=False, cwd=ROOT).returncode
        if status:
            return status
        PICTURES.mkdir(parents=True, exist_ok=True)
        _handout(Path(folder))
        for name, shot in SHOTS.items():
            shutil.copyfile(Path(folder) / shot, PICTURES / name)
            print(f"docs/pictures/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
