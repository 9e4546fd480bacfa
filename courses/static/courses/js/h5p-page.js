// The page in which content of H5P runs, loaded before H5P itself: gives it what was kept of the learner, and
// tells the player around it (package-player.js) what the content says. What it says as a whole counts, by
// its statement without a parent; a question within it is its own business.
(() => {
  "use strict";

  // By these the content says how it ended; all others are steps on the way.
  const ENDS = ["answered", "completed", "consumed", "failed", "mastered", "passed"];
  // A content that keeps more than this of its learner begins anew the next time.
  const LONGEST = 64000;

  const player = window.parent.h5pPlayer;
  if (!player) return;
  const told = { ...player.values };
  const learner = told["h5p.learner"];
  // A name made for this package alone: without one H5P makes its own and leaves it in the browser.
  window.H5PIntegration = {
    ...JSON.parse(document.getElementById("integration").textContent),
    user: { name: learner, mail: `${learner}@${window.location.hostname}` },
  };

  const news = (values) => {
    const changed = Object.entries(values).filter(([name, value]) => (told[name] ?? "") !== value);
    const found = Object.fromEntries(changed);
    Object.assign(told, found);
    return found;
  };

  const keep = (values, now = false) => {
    const found = news(values);
    if (Object.keys(found).length) player.keep(found, now);
  };

  const named = (type, part) => `h5p.data.${part || 0}.${type}`;

  const said = (type, part, data) => {
    const text = data === undefined ? "" : JSON.stringify(data);
    return text.length > LONGEST ? {} : { [named(type, part)]: text };
  };

  const hear = (event) => {
    const statement = event.data.statement;
    const verb = String(statement.verb?.id).split("/").pop();
    if (!ENDS.includes(verb) || statement.context?.contextActivities?.parent) return;
    const result = statement.result || {};
    const score = result.score || {};
    const text = (value) => (value === undefined || value === null ? "" : String(value));
    keep({
      "h5p.verb": verb,
      "h5p.success": text(result.success),
      "h5p.score.scaled": text(score.scaled),
      "h5p.score.raw": text(score.raw),
      "h5p.score.min": text(score.min),
      "h5p.score.max": text(score.max),
    }, true);
  };

  // Where the learner is, asked with every message: a closed tab does not wait for H5P's own round.
  player.gather = () => {
    const states = {};
    for (const content of window.H5P?.instances || []) {
      if (typeof content.getCurrentState === "function") Object.assign(states, said("state", 0, content.getCurrentState()));
    }
    return news(states);
  };

  // Before H5P begins, which waits for the same event.
  document.addEventListener("DOMContentLoaded", () => {
    const H5P = window.H5P;
    H5P.getUserData = (content, type, give, part) => {
      const kept = told[named(type, part)];
      try {
        give(undefined, kept ? JSON.parse(kept) : undefined);
      } catch (error) {
        give(error);
      }
    };
    H5P.setUserData = (content, type, data, options) => keep(said(type, options?.subContentId, data));
    H5P.deleteUserData = (content, type, part) => keep({ [named(type, part)]: "" });
    H5P.externalDispatcher.on("xAPI", hear);
    window.addEventListener("resize", () => H5P.instances.forEach((one) => H5P.trigger(one, "resize")));
  });
})();
