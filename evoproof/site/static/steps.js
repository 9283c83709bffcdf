// Keys and buttons for the steps of a derivation. Without this everything can be read as well.
"use strict";

const steps = [...document.querySelectorAll(".chain > ol > li")];
const folded = [...document.querySelectorAll("details.kernel")];

function go(by) {
  const at = steps.findIndex((step) => step.contains(document.activeElement) || step === document.activeElement);
  const next = steps[Math.min(steps.length - 1, Math.max(0, at + by))];
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function fold() {
  const open = folded.some((one) => !one.open);
  folded.forEach((one) => { one.open = open; });
}

const ACTIONS = [
  ["p", "Previous step", () => go(-1)],
  ["n", "Next step", () => go(1)],
  ["r", "All rules of the kernel", fold],
];

function button([key, words, act]) {
  const made = document.createElement("button");
  const hint = document.createElement("kbd");
  made.type = "button";
  hint.textContent = key;
  made.append(`${words} `, hint);
  made.addEventListener("click", act);
  return made;
}

if (steps.length) {
  const bar = document.createElement("div");
  bar.className = "keys";
  bar.append(...ACTIONS.map(button));
  document.querySelector(".chain").before(bar);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = ACTIONS.find(([key]) => key === event.key);
    if (action) action[2]();
  });
}
