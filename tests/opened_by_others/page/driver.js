"use strict";
// A learner in a hurry: opens the course in a frame, answers, goes on to the end, closes. Then tells the test.
const plan = new URLSearchParams(window.location.search);
const problems = [];
const calls = [];

function until(holds) {
  return new Promise((resolve, reject) => {
    const since = Date.now();
    (function look() {
      let found = null;
      try { found = holds(); } catch (notYet) { found = null; }
      if (found) resolve(found);
      else if (Date.now() - since > 20000) reject(new Error(`in vain: ${holds}`));
      else setTimeout(look, 20);
    })();
  });
}

async function learn(address) {
  const frame = document.querySelector("iframe");
  frame.src = address;
  const inside = await until(() => frame.contentDocument.querySelector("main[data-ready=yes]") && frame.contentDocument);
  frame.contentWindow.addEventListener("error", (event) => problems.push(String(event.message)));
  const button = (id) => inside.getElementById(id);
  const seen = [];
  for (let turn = 0; turn < 500; turn += 1) {
    const page = inside.querySelector(".page:not([hidden])");
    seen.push(page.querySelector("h2").textContent.trim());
    const inputs = [...page.querySelectorAll("input")];
    const right = inputs.find((input) => input.dataset.right === "yes");
    const wrong = inputs.find((input) => input.dataset.right !== "yes");
    if (inputs.length) (plan.get("answers") === "wrong" ? wrong : right || inputs[0]).click();
    if (page.nextElementSibling.classList.contains("page")) button("next").click();
    else break;
    if (plan.get("leave") && turn + 1 === Number(plan.get("leave"))) {
      await new Promise((gone) => { frame.addEventListener("load", gone, { once: true }); frame.src = "about:blank"; });
      break;
    }
  }
  const pictures = [...inside.images].map((image) => image.naturalWidth > 0);
  if (!plan.get("leave")) {
    button("next").click();
    await until(() => !inside.getElementById("left") || !inside.getElementById("left").hidden || frame.contentDocument !== inside);
  }
  return { seen, pictures };
}

async function tell(work) {
  let result = {};
  try { result = await work(); } catch (problem) { problems.push(String(problem)); }
  await fetch("/finished", { method: "POST", body: JSON.stringify({ ...result, problems, calls }) });
}
