"""The areas, competencies and topics that modules may refer to, from the framework's own file."""

from __future__ import annotations

from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[3]
FRAMEWORK = yaml.safe_load((ROOT / "endorsement/frameworks/core-1.yaml").read_text("utf-8"))
AREA_REFS = frozenset(f"core:{area['code']}" for area in FRAMEWORK["areas"])
REFS = AREA_REFS | {
    f"core:{area['code']}.{competency['code']}"
    for area in FRAMEWORK["areas"]
    for competency in area["competencies"]
}
TOPICS = frozenset({"iecmh", "dei", "rsc_provision", "ethics"})
