"use strict";
// How cmi5 wants to hear it: as statements (xAPI 1.0.3) to the address that the platform gives at the launch.
window.guideReport = (() => {
  const begun = Date.now();
  const asked = new URLSearchParams(window.location.search);
  const endpoint = (asked.get("endpoint") || "").replace(/\/?$/, "/");
  const activity = asked.get("activityId");
  const registration = asked.get("registration");
  const actor = asked.get("actor") ? JSON.parse(asked.get("actor")) : null;
  const VERBS = {
    initialized: "http://adlnet.gov/expapi/verbs/initialized",
    answered: "http://adlnet.gov/expapi/verbs/answered",
    completed: "http://adlnet.gov/expapi/verbs/completed",
    passed: "http://adlnet.gov/expapi/verbs/passed",
    failed: "http://adlnet.gov/expapi/verbs/failed",
    terminated: "http://adlnet.gov/expapi/verbs/terminated",
  };
  const CMI5 = "https://w3id.org/xapi/cmi5/context/categories/cmi5";
  const MOVE_ON = "https://w3id.org/xapi/cmi5/context/categories/moveon";
  const MASTERY = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";
  const language = document.documentElement.lang;
  const said = new Set();
  let token = null;
  let launch = null;
  let left = false;
  let keeping = Promise.resolve();

  function ask(path, query, options = {}) {
    const address = new URL(path, endpoint);
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
    return fetch(address, {
      ...options,
      headers: {
        Authorization: `Basic ${token}`, "X-Experience-API-Version": "1.0.3", "Content-Type": "application/json",
      },
    });
  }

  const agent = () => JSON.stringify(actor);
  const document_ = (stateId) => ({ activityId: activity, agent: agent(), registration, stateId });

  function id() {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  const duration = () => `PT${((Date.now() - begun) / 1000).toFixed(2)}S`;

  function statement(verb, categories, result, object, extensions) {
    const context = JSON.parse(JSON.stringify(launch.contextTemplate || {}));
    context.registration = registration;
    context.contextActivities = context.contextActivities || {};
    const known = context.contextActivities.category || [];
    context.contextActivities.category = [...known, ...categories.map((one) => ({ id: one }))];
    if (extensions) context.extensions = { ...context.extensions, ...extensions };
    return {
      id: id(), actor, verb: { id: VERBS[verb], display: { en: verb } },
      object: object || { objectType: "Activity", id: activity },
      ...(result ? { result } : {}), context, timestamp: new Date().toISOString(),
    };
  }

  const unheard = () => { document.querySelector("#unheard").hidden = false; };

  // One after the other: a platform refuses what comes before “initialized” or after “terminated”.
  const waiting = [];
  let sending = Promise.resolve();
  function send(made) {
    waiting.push(made);
    sending = sending.then(async () => {
      const next = waiting.shift();
      if (!next) return;
      const body = JSON.stringify(next);
      const answer = await ask("statements", { statementId: next.id }, { method: "PUT", body, keepalive: true });
      if (!answer.ok) unheard();
    }).catch(unheard);
    return sending;
  }

  // A window that closes waits for nobody: all that is left goes at once, in order.
  function sendLast(made) {
    const body = JSON.stringify([...waiting.splice(0), made]);
    ask("statements", {}, { method: "POST", body, keepalive: true }).catch(() => {});
  }

  function once(verb, result, extensions) {
    if (!said.has(verb)) {
      said.add(verb);
      send(statement(verb, [CMI5, MOVE_ON], result, null, extensions));
    }
  }

  const counts = () => launch && (launch.launchMode || "Normal") === "Normal";

  return {
    async connect() {
      if (!asked.get("fetch") || !asked.get("endpoint") || !actor || !activity || !registration) return null;
      const answer = await (await fetch(asked.get("fetch"), { method: "POST" })).json();
      if (!answer["auth-token"]) throw new Error(answer["error-text"] || "no token");
      token = answer["auth-token"];
      launch = await (await ask("activities/state", document_("LMS.LaunchData"))).json();
      await ask("agents/profile", { agent: agent(), profileId: "cmi5LearnerPreferences" });
      await send(statement("initialized", [CMI5]));
      const kept = await ask("activities/state", document_("guide.progress"));
      return kept.ok ? kept.json() : null;
    },
    save(state) {
      if (!counts() || left) return;
      const body = JSON.stringify(state);
      const put = () => ask("activities/state", document_("guide.progress"), { method: "PUT", body, keepalive: true });
      keeping = keeping.then(put).catch(unheard);
    },
    answered(question, choice, right) {
      if (!counts() || left) return;
      const texts = (text) => ({ [language]: text });
      const definition = {
        type: "http://adlnet.gov/expapi/activities/cmi.interaction", interactionType: "choice",
        description: texts(question.text),
        choices: question.options.map((option) => ({ id: option.id, description: texts(option.text) })),
        ...(question.right.length ? { correctResponsesPattern: [question.right.join("[,]")] } : {}),
      };
      const object = { objectType: "Activity", id: `${activity.replace(/#.*/, "")}#${question.id}`, definition };
      send(statement("answered", [], { response: choice, ...(right === null ? {} : { success: right }) }, object));
    },
    completed(score) {
      if (!counts() || left) return;
      once("completed", { completion: true, duration: duration() });
      if (!score) return;
      const mastery = typeof launch.masteryScore === "number" ? launch.masteryScore : null;
      const success = mastery === null || score.scaled >= mastery;
      if (said.has("passed") || (!success && said.has("failed"))) return;
      const result = {
        success, duration: duration(), score: { scaled: score.scaled, raw: score.raw, min: 0, max: score.max },
      };
      once(success ? "passed" : "failed", result, mastery === null ? null : { [MASTERY]: mastery });
    },
    async leave(state, closing) {
      if (!launch || left) return;
      left = true;
      const made = statement("terminated", [CMI5], { duration: duration() });
      if (closing) return sendLast(made);
      await send(made);
      if (launch.returnURL) window.location.assign(launch.returnURL);
    },
  };
})();
