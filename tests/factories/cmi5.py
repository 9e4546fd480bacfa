"""A cmi5 package: a course structure of ours, around a page of ours that uses the client of others."""

import io
from pathlib import Path

from tests.factories.package import zipped

FOREIGN = Path(__file__).parents[1] / "courses" / "packages" / "foreign"
SITE = "https://babies.example.org/courses/sleep"

STRUCTURE = f"""<?xml version="1.0" encoding="utf-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
  <course id="{SITE}">
    <title><langstring lang="en-US">Babies and sleep</langstring><langstring lang="es-MX">Los bebés y el sueño</langstring></title>
    <description><langstring lang="en-US">What helps a baby to sleep.</langstring></description>
  </course>
  <objectives>
    <objective id="{SITE}/settling"><title><langstring lang="en-US">Settling</langstring></title>
      <description><langstring lang="en-US">Help a baby settle.</langstring></description></objective>
  </objectives>
  <block id="{SITE}/nights">
    <title><langstring lang="en-US">Nights</langstring></title>
    <description><langstring lang="en-US">At night.</langstring></description>
    <au id="{SITE}/nights/talk" moveOn="CompletedAndPassed" masteryScore="0.8" launchMethod="AnyWindow">
      <title><langstring lang="en-US">A talk at night</langstring><langstring lang="es-MX">Una charla de noche</langstring></title>
      <description><langstring lang="en-US">A talk.</langstring></description>
      <objectives><objective idref="{SITE}/settling"/></objectives>
      <url>index.html?part=1</url>
      <launchParameters>pace=slow</launchParameters>
      <entitlementKey>key-1</entitlementKey>
    </au>
    <au id="{SITE}/nights/film" moveOn="Completed">
      <title><langstring lang="en-US">A film</langstring></title>
      <description><langstring lang="en-US">A film.</langstring></description>
      <url>index.html?part=2</url>
    </au>
  </block>
  <au id="{SITE}/reading" launchMethod="OwnWindow">
    <title><langstring lang="en-US">To read</langstring></title>
    <description><langstring lang="en-US">A text.</langstring></description>
    <url>index.html?part=3</url>
  </au>
</courseStructure>"""

#: What each client calls the same things.
SCRIPTS = {
    "rustici": """
      const au = new Cmi5(location.href);
      await au.start();
      const state = `${au.getEndpoint()}/activities/state?` + new URLSearchParams({
        stateId: "place", activityId: au.getActivityId(), registration: au.getRegistration(),
        agent: JSON.stringify(au.getActor()) });
      const headers = { Authorization: au.getAuth(), "X-Experience-API-Version": "1.0.3" };
      const known = await fetch(state, { headers });
      const told = [au.getLaunchMode(), au.getLanguagePreference(), au.getMasteryScore(), au.getLaunchParameters()];
      say(...told, known.ok ? (await known.json()).page : "nowhere");
      await fetch(state, { method: "PUT", headers: { ...headers, "Content-Type": "application/json" },
        body: JSON.stringify({ page: "page 2" }) });
      const steps = { pass: () => au.passed({ scaled: 0.9 }), complete: () => au.completed(), end: () => au.terminate() };
      const back = au.getReturnURL();""",
    "xapijs": """
      const au = Cmi5.instance;
      await au.initialize();
      const { activityId, registration, actor } = au.getLaunchParameters();
      const place = { agent: actor, activityId, registration, stateId: "place" };
      const data = au.getLaunchData();
      const known = await au.xapi.getState(place).catch(() => null);
      const told = [data.launchMode, au.getLearnerPreferences().languagePreference, data.masteryScore, data.launchParameters];
      say(...told, known ? known.data.page : "nowhere");
      await au.xapi.setState({ ...place, state: { page: "page 2" } });
      const steps = { pass: () => au.pass(0.9), complete: () => au.complete(), end: () => au.terminate() };
      const back = data.returnURL;""",
}
PAGE = """<!DOCTYPE html><html lang="en"><head><title>A talk at night</title></head><body>
<p id="told"></p><button type="button" disabled>Finish</button>
<script src="cmi5.js"></script>
<script>
  const say = (...told) => { document.getElementById("told").textContent = told.join(", "); };
  (async () => {
    try {SCRIPT
      const button = document.querySelector("button");
      button.disabled = false;
      button.addEventListener("click", async () => {
        await steps.pass();
        await steps.complete();
        await steps.end();
        location.href = back;
      });
    } catch (error) { say("failed", error); }
  })();
</script></body></html>"""


def cmi5(client: str = "rustici", **more: str | bytes) -> io.BytesIO:
    """A package as a ZIP file; `more` are further files by name."""
    return zipped(
        {
            "cmi5.xml": STRUCTURE,
            "index.html": PAGE.replace("SCRIPT", SCRIPTS[client]),
            "cmi5.js": (FOREIGN / client / "cmi5.js").read_text(encoding="utf-8"),
            **more,
        }
    )
