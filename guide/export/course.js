"use strict";
// Plays a course: one step at a time, questions in between, and says to a learning platform how far one came.
// `guideReport` (scorm.js or cmi5.js) knows how that platform wants to hear it; without a platform nobody is told.
(() => {
  const $ = (selector) => document.querySelector(selector);
  const main = $("main");
  const pages = [...document.querySelectorAll(".page")];
  const questions = [...document.querySelectorAll("fieldset")].map(readQuestion);
  const graded = questions.filter((question) => question.right.length > 0);
  const state = { at: 0, answers: {}, done: false };
  const report = window.guideReport || {
    connect: async () => null, save() {}, answered() {}, completed() {}, leave: async () => {},
  };

  function readQuestion(set) {
    const choices = [...set.querySelectorAll("input")];
    return {
      set, choices,
      id: set.dataset.step,
      text: set.querySelector("legend").textContent.trim(),
      right: choices.filter((choice) => choice.dataset.right === "yes").map((choice) => choice.value),
      options: choices.map((choice) => ({ id: choice.value, text: choice.parentElement.textContent.trim() })),
    };
  }

  function score() {
    if (!graded.length) return null;
    const right = graded.filter((question) => question.right.includes(state.answers[question.id])).length;
    return { raw: right, max: graded.length, scaled: right / graded.length };
  }

  function show(at, focus) {
    state.at = Math.min(Math.max(at, 0), pages.length - 1);
    pages.forEach((page, number) => { page.hidden = number !== state.at; });
    [...$(".bar").children].forEach((part, number) => part.classList.toggle("seen", number <= state.at));
    const last = state.at === pages.length - 1;
    $("#place").textContent = last ? "" : main.dataset.place.replace("{number}", state.at + 1);
    $("#back").disabled = state.at === 0;
    $("#next").textContent = last ? main.dataset.close : main.dataset.next;
    if (last) finish();
    if (focus) {
      pages[state.at].querySelector("h2").focus();
      window.scrollTo(0, 0);
    }
    report.save({ ...state }, (state.at + 1) / pages.length);
  }

  function finish() {
    const reached = score();
    const line = $("#score");
    line.hidden = !reached;
    if (reached) line.textContent = main.dataset.score.replace("{right}", reached.raw).replace("{total}", reached.max);
    state.done = true;
    report.completed(reached);
  }

  function answer(question, choice, quietly) {
    state.answers[question.id] = choice.value;
    const right = question.right.length ? question.right.includes(choice.value) : null;
    const reply = question.set.querySelector(".reply");
    reply.replaceChildren();
    if (right !== null) reply.append(right ? main.dataset.right : main.dataset.wrong);
    const more = question.set.querySelector(`template[data-choice="${CSS.escape(choice.value)}"]`);
    if (more) reply.append(more.content.cloneNode(true));
    if (!quietly) report.answered(question, choice.value, right);
  }

  async function start() {
    let before = null;
    try {
      before = await report.connect();
    } catch (problem) {
      $("#unheard").hidden = false;
    }
    if (before && before.answers) {
      for (const question of questions) {
        const choice = question.choices.find((one) => one.value === before.answers[question.id]);
        if (choice) { choice.checked = true; answer(question, choice, true); }
      }
    }
    for (const question of questions) {
      question.set.addEventListener("change", (event) => answer(question, event.target, false));
    }
    $("#back").addEventListener("click", () => show(state.at - 1, true));
    $("#next").addEventListener("click", async () => {
      if (state.at < pages.length - 1) return show(state.at + 1, true);
      await report.leave({ ...state }, false);
      $("#left").hidden = false;
      $(".controls").hidden = true;
      window.close();
    });
    window.addEventListener("pagehide", () => report.leave({ ...state }, true));
    show(before && !before.done ? before.at || 0 : 0, false);
    main.dataset.ready = "yes";
  }

  start();
})();
