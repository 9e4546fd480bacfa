"""SCORM packages: the manifests of a tool that others made, around a page of ours that uses their wrapper."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

FOREIGN = Path(__file__).parents[1] / "courses" / "packages" / "foreign"

#: Says what it found when it was opened, and reports when the button is pressed.
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Serve and return</title></head><body>
<p id="found"></p><button type="button">Finish</button>
<script>var exports = {};</script><script src="scorm.js"></script>
<script>
  var scorm = exports.scorm;
  scorm.configure({ version: "VERSION", debug: false, handleExitMode: true });
  var begun = scorm.initialize();
  var place = scorm.get("PLACE");
  document.getElementById("found").textContent = begun + ", " + (place || "nowhere");
  scorm.set("PLACE", "page 2");
  document.querySelector("button").addEventListener("click", function () {
    scorm.set("SCORE", "RESULT");
    scorm.status("set", "completed");
    scorm.commit();
    scorm.terminate();
  });
</script></body></html>"""
WORDS = {
    "scorm_1_2": {
        "VERSION": "1.2",
        "PLACE": "cmi.core.lesson_location",
        "SCORE": "cmi.core.score.raw",
        "RESULT": "90",
    },
    "scorm_2004": {
        "VERSION": "2004",
        "PLACE": "cmi.location",
        "SCORE": "cmi.score.scaled",
        "RESULT": "0.9",
    },
}


def scorm(standard: str = "scorm_1_2", *, folder: str = "", **more: str | bytes) -> io.BytesIO:
    """A package as a ZIP file; `more` are further files by name."""
    page = PAGE
    for word, meant in WORDS[standard].items():
        page = page.replace(word, meant)
    files: Mapping[str, str | bytes] = {
        "imsmanifest.xml": (FOREIGN / f"{standard}.xml").read_text(encoding="utf-8"),
        "index.html": page,
        "scorm.js": (FOREIGN / "scorm.js").read_text(encoding="utf-8"),
        **more,
    }
    return zipped({folder + name: content for name, content in files.items()})


def zipped(files: Mapping[str, str | bytes]) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    out.seek(0)
    return out
