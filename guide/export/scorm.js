"use strict";
// How SCORM 2004 wants to hear it: through an object that the platform puts into a window around this one.
window.guideReport = (() => {
  const begun = Date.now();
  let api = null;
  let left = false;
  let count = 0;

  function found(from) {
    for (let at = from, depth = 0; at && depth < 500; at = at.parent, depth += 1) {
      try {
        if (at.API_1484_11) return at.API_1484_11;
      } catch (stranger) {
        return null;
      }
      if (at.parent === at) break;
    }
    return null;
  }

  const set = (name, value) => api && api.SetValue(`cmi.${name}`, String(value));
  const get = (name) => api.GetValue(`cmi.${name}`);

  function interaction(question, choice, right) {
    const at = `interactions.${count}`;
    count += 1;
    set(`${at}.id`, question.id);
    set(`${at}.type`, "choice");
    set(`${at}.description`, question.text.slice(0, 250));
    set(`${at}.timestamp`, new Date().toISOString().slice(0, 22).concat("Z")); // hundredths of a second: no more, and a zone needs them;
    if (question.right.length) set(`${at}.correct_responses.0.pattern`, question.right.join("[,]"));
    set(`${at}.learner_response`, choice);
    set(`${at}.result`, right === null ? "neutral" : right ? "correct" : "incorrect");
  }

  return {
    async connect() {
      api = found(window.parent) || (window.opener ? found(window.opener) : null);
      if (!api) return null;
      if (api.Initialize("") !== "true") { api = null; throw new Error("not initialised"); }
      count = Number(get("interactions._count")) || 0;
      if (get("completion_status") === "completed") return { ...read(), done: true };
      set("completion_status", "incomplete");
      return read();
      function read() {
        try { return JSON.parse(get("suspend_data")) || {}; } catch (nothing) { return {}; }
      }
    },
    save(state, part) {
      if (!api || left) return;
      set("location", state.at);
      set("suspend_data", JSON.stringify(state));
      set("progress_measure", state.done ? 1 : part.toFixed(4));
      api.Commit("");
    },
    answered: (question, choice, right) => { interaction(question, choice, right); if (api) api.Commit(""); },
    completed(score) {
      if (!api || left) return;
      if (score) {
        set("score.min", 0);
        set("score.max", score.max);
        set("score.raw", score.raw);
        set("score.scaled", score.scaled.toFixed(4));
        set("success_status", score.scaled >= Number(document.querySelector("main").dataset.mastery) ? "passed" : "failed");
      }
      set("completion_status", "completed");
    },
    async leave(state) {
      if (!api || left) return;
      left = true;
      set("session_time", `PT${((Date.now() - begun) / 1000).toFixed(2)}S`);
      set("exit", state.done ? "normal" : "suspend");
      api.Commit("");
      api.Terminate("");
    },
  };
})();
