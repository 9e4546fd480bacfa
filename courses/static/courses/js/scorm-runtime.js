// What a package talks to: `API` of SCORM 1.2 and `API_1484_11` of SCORM 2004, with the state in memory.
// `commit(values, last)` is told everything that is set, and when the package asks to keep it or ends; sending
// it is its business (package-player.js).
(() => {
  "use strict";

  const WORDS = {
    0: "No error", 101: "General exception", 103: "Already initialized", 104: "Content instance terminated",
    112: "Termination before initialization", 113: "Termination after termination",
    122: "Retrieve data before initialization", 123: "Retrieve data after termination",
    132: "Store data before initialization", 133: "Store data after termination",
    142: "Commit before initialization", 143: "Commit after termination",
    201: "Invalid argument", 202: "Element cannot have children", 203: "Element is not an array",
    301: "Not initialized", 351: "General set failure", 401: "Not implemented", 402: "Invalid set value",
    403: "Element is read only", 404: "Element is write only", 405: "Incorrect data type",
  };
  const WORDS_2004 = {
    301: "General get failure", 401: "Undefined data model element", 403: "Value not initialized",
    404: "Element is read only", 405: "Element is write only", 406: "Type mismatch", 407: "Value out of range",
    408: "Dependency not established",
  };
  // The same mistakes under the numbers of each standard.
  const CODES = {
    scorm_1_2: {
      again: 101, startOver: 101, early: 301, late: 301, argument: 201, unknown: 401, readOnly: 403,
      writeOnly: 404, type: 405, range: 405, keyword: 402, gap: 201, children: 202, count: 203, unset: 0,
    },
    scorm_2004: {
      again: 103, startOver: 104, early: 0, late: 0, argument: 201, unknown: 401, readOnly: 404,
      writeOnly: 405, type: 406, range: 407, keyword: 404, gap: 351, children: 301, count: 301, unset: 403,
    },
  };
  const STATES_2004 = {
    end: { before: 112, after: 113 }, get: { before: 122, after: 123 },
    set: { before: 132, after: 133 }, commit: { before: 142, after: 143 },
  };
  const NOT_STARTED = "before";
  const RUNNING = "running";
  const ENDED = "after";

  class Runtime {
    constructor(standard, values, commit) {
      this.standard = standard;
      this.codes = CODES[standard];
      this.model = window.ScormModels[standard];
      this.values = new Map(Object.entries(values));
      this.tell = commit;
      this.state = NOT_STARTED;
      this.error = 0;
    }

    begin(argument) {
      if (this.refused(argument !== "" && "argument")) return "false";
      if (this.state === RUNNING) return this.fail(this.codes.again);
      // A unit that ends and begins again without being opened anew: some do, and lose nothing by it.
      if (this.state === ENDED && this.standard === "scorm_2004") return this.fail(this.codes.startOver);
      this.state = RUNNING;
      return this.ok();
    }

    end(argument) {
      if (!this.isRunning("end") || this.refused(argument !== "" && "argument")) return "false";
      this.state = ENDED;
      this.tell({}, true);
      return this.ok();
    }

    commit(argument) {
      if (!this.isRunning("commit") || this.refused(argument !== "" && "argument")) return "false";
      this.tell({}, false);
      return this.ok();
    }

    get(name) {
      if (!this.isRunning("get")) return "";
      const special = this.special(String(name));
      if (special !== null) return special;
      const [access] = this.model[pattern(name)] || [];
      if (this.refused(!access ? "unknown" : !access.includes("r") && "writeOnly")) return "";
      if (!this.values.has(name)) {
        const index = /\.\d+\./.test(name) && !this.exists(name);
        this.error = index && this.standard === "scorm_2004" ? 301 : this.codes.unset;
        if (index && this.standard === "scorm_1_2") this.error = this.codes.gap;
        return "";
      }
      this.error = 0;
      return this.values.get(name);
    }

    // `_children`, `_count`: null for every other name.
    special(name) {
      const parts = name.split(".");
      const last = parts.pop();
      if (last !== "_children" && last !== "_count") return null;
      const prefix = parts.join(".");
      const below = this.below(pattern(prefix));
      if (last === "_count") {
        if (this.refused(!below.includes("#") && (below.length ? "count" : "unknown"))) return "";
        this.error = 0;
        return String(this.count(prefix));
      }
      const children = below.includes("#") ? this.below(`${pattern(prefix)}.#`) : below;
      if (this.refused(!children.length && (this.model[pattern(prefix)] ? "children" : "unknown"))) return "";
      this.error = 0;
      return children.join(",");
    }

    below(prefix) {
      const found = new Set();
      for (const name of Object.keys(this.model)) {
        if (name.startsWith(`${prefix}.`)) found.add(name.slice(prefix.length + 1).split(".")[0]);
      }
      return [...found];
    }

    count(prefix) {
      let found = 0;
      for (const name of this.values.keys()) {
        if (!name.startsWith(`${prefix}.`)) continue;
        found = Math.max(found, Number(name.slice(prefix.length + 1).split(".")[0]) + 1 || 0);
      }
      return found;
    }

    exists(name) {
      const [prefix] = name.match(/^.*?\.\d+\./);
      return [...this.values.keys()].some((one) => one.startsWith(prefix));
    }

    set(name, value) {
      if (!this.isRunning("set")) return "false";
      const text = String(value);
      const [access, check] = this.model[pattern(name)] || [];
      if (/\._(children|count|version)$/.test(name)) return this.fail(this.codes.keyword);
      if (this.refused(!access ? "unknown" : !access.includes("w") && "readOnly")) return "false";
      if (this.refused(this.leavesAGap(name) && "gap")) return "false";
      if (this.refused(!check(text) && (check.range?.(text) ? "range" : "type"))) return "false";
      this.values.set(name, text);
      // Told at once: many packages commit only at their end, which a closed tab does not wait for.
      this.tell({ [name]: text }, false);
      return this.ok();
    }

    // Indexes count up from 0 without a gap.
    leavesAGap(name) {
      const parts = name.split(".");
      return parts.some((part, at) => /^\d+$/.test(part) && Number(part) > this.count(parts.slice(0, at).join(".")));
    }

    isRunning(action) {
      if (this.state === RUNNING) return true;
      this.error = this.standard === "scorm_1_2" ? this.codes.early : STATES_2004[action][this.state];
      return false;
    }

    refused(why) {
      if (!why) return false;
      this.error = this.codes[why];
      return true;
    }

    fail(code) { this.error = code; return "false"; }

    ok() { this.error = 0; return "true"; }

    words(code) {
      return (this.standard === "scorm_2004" && WORDS_2004[code]) || WORDS[code] || "";
    }
  }

  const pattern = (name) => String(name).replace(/\.\d+(?=\.|$)/g, ".#");

  const scorm12 = (runtime) => ({
    LMSInitialize: (argument) => runtime.begin(argument ?? ""),
    LMSFinish: (argument) => runtime.end(argument ?? ""),
    LMSGetValue: (name) => runtime.get(name),
    LMSSetValue: (name, value) => runtime.set(name, value),
    LMSCommit: (argument) => runtime.commit(argument ?? ""),
    LMSGetLastError: () => String(runtime.error),
    LMSGetErrorString: (code) => runtime.words(Number(code)),
    LMSGetDiagnostic: (code) => runtime.words(Number(code || runtime.error)),
  });

  const scorm2004 = (runtime) => ({
    Initialize: (argument) => runtime.begin(argument ?? ""),
    Terminate: (argument) => runtime.end(argument ?? ""),
    GetValue: (name) => runtime.get(name),
    SetValue: (name, value) => runtime.set(name, value),
    Commit: (argument) => runtime.commit(argument ?? ""),
    GetLastError: () => String(runtime.error),
    GetErrorString: (code) => runtime.words(Number(code)),
    GetDiagnostic: (code) => runtime.words(Number(code || runtime.error)),
  });

  // Packages look for one of these names in the frames around them.
  window.startScorm = (standard, values, commit) => {
    const runtime = new Runtime(standard, values, commit);
    if (standard === "scorm_1_2") window.API = scorm12(runtime);
    else window.API_1484_11 = scorm2004(runtime);
    return runtime;
  };
})();
