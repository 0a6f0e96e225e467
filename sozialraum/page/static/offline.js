// The offline copy: moved decisions are estimated here, in the file, or it is said that they cannot be.

import { exactOf, list, listen, set, show } from "./decisions.js";
import { estimated } from "./estimate.js";
import { tabs } from "./tabs.js";
import { renewed } from "./ways.js";

const body = document.body;
const place = (id) => document.getElementById(id);
const model = JSON.parse(place("model").textContent);
const all = () => [...document.querySelectorAll("#what-if .decision")];

// -- numbers and pictures -------------------------------------------------------------------------
const point = (text) => (body.dataset.language === "de" ? text.replace(".", ",") : text);
const signed = (value) => {
  const text = Math.abs(value).toFixed(1);
  return point(text === "0.0" ? text : `${value < 0 ? "−" : "+"}${text}`);
};
const filled = (text, blanks) =>
  Object.entries(blanks).reduce((said, [name, value]) => said.replaceAll(`{${name}}`, value), text);

function drawn(picture, { axis: [low, high], error }, value) {
  const at = (x) => `${(100 * (Math.min(Math.max(x, low), high) - low)) / (high - low)}%`;
  for (const old of picture.querySelectorAll(".dashed")) old.remove();
  const line = document.createElementNS(picture.namespaceURI, "line");
  const dot = document.createElementNS(picture.namespaceURI, "circle");
  for (const [name, one] of Object.entries({ x1: at(value - error), x2: at(value + error), y1: 31, y2: 31 }))
    line.setAttribute(name, one);
  for (const [name, one] of Object.entries({ cx: at(value), cy: 31, r: 6 })) dot.setAttribute(name, one);
  for (const part of [line, dot]) part.classList.add("dashed");
  picture.append(line, dot);
}

// -- the estimate -----------------------------------------------------------------------------------
function values() {
  return Object.fromEntries(all().map((decision) => [decision.dataset.lever, exactOf(decision)]));
}

function estimate() {
  const decisions = all();
  const changed = decisions.filter((decision) => decision.classList.contains("changed"));
  list(decisions);
  place("estimate").hidden = !changed.length;
  if (!changed.length) {
    place("spoken").textContent = place("place-headline").textContent.trim();
    return;
  }
  const found = estimated(model, values());
  const refused = (found.outside ?? []).map((span) => refusal(span));
  place("refused").replaceChildren(
    ...refused.map((text) => Object.assign(document.createElement("p"), { textContent: text })),
  );
  place("refused").hidden = !refused.length;
  place("estimated").hidden = Boolean(refused.length);
  place("command").textContent = [
    model.command,
    ...changed.map((decision) => `--set levers.${decision.dataset.lever}=${exactOf(decision)}`),
  ].join(" ");
  place("spoken").textContent = refused.length ? refused.join(" ") : told(found.shifts);
}

function refusal({ lever, low, high }) {
  const decision = all().find((one) => one.dataset.lever === lever);
  const words = place("estimate").dataset;
  const { name, low: least, high: most } = JSON.parse(words.spans)[lever];
  const value = decision.querySelector(".value").textContent;
  return filled(words.outside, { name, value, low: least ?? low, high: most ?? high });
}

function told(shifts) {
  const sentences = [];
  for (const row of document.querySelectorAll("#estimated .row[data-goal]")) {
    const goal = model.goals[row.dataset.goal];
    const shift = shifts[row.dataset.goal];
    const value = goal.difference + shift;
    row.dataset.value = String(value);
    const range = filled(row.dataset.range, { low: signed(goal.low + shift), high: signed(goal.high + shift) });
    row.querySelector(".numbers b").textContent = signed(value);
    const same = Math.abs(value) + goal.error <= goal.matters ? `, ${row.dataset.same}` : "";
    const within = row.dataset.within + same;
    row.querySelector(".numbers span").textContent = within;
    row.querySelector(".moved").textContent = range;
    const said = `${row.dataset.title}: ${signed(value)} (${within}); ${range}`;
    const picture = row.querySelector("svg.row");
    picture.setAttribute("aria-label", said);
    drawn(picture, goal, value);
    sentences.push(said);
  }
  return [place("h-estimate").textContent, ...sentences].join(". ");
}

// -- two languages in one file ------------------------------------------------------------------------
function swapped() {
  const other = place("other");
  const moved = all().map((decision) => [decision.dataset.lever, exactOf(decision)]);
  const here = document.createDocumentFragment();
  here.append(...place("copy").childNodes);
  place("copy").append(...other.content.childNodes);
  other.content.append(here);
  const words = { ...body.dataset };
  Object.assign(body.dataset, { ...other.dataset });
  Object.assign(other.dataset, words);
  document.documentElement.lang = body.dataset.language;
  document.title = body.dataset.title;
  begin();
  for (const decision of all()) set(decision, moved.find(([lever]) => lever === decision.dataset.lever)[1]);
  estimate();
  place("language").focus();
}

const begun = new WeakSet();
function begin() {
  if (begun.has(place("what-if"))) return;
  begun.add(place("what-if"));
  tabs("");
  for (const panel of document.querySelectorAll("[role=tabpanel]")) renewed(panel);
  const trouble = (text) => {
    place("trouble").textContent = text;
    place("trouble").hidden = !text;
  };
  for (const decision of all()) listen(decision, { moved: estimate, later: estimate, trouble });
  place("what-if").addEventListener("submit", (event) => event.preventDefault());
  place("reset").addEventListener("click", () => {
    for (const decision of all()) set(decision, Number(decision.dataset.preset));
    estimate();
  });
  place("language").addEventListener("click", swapped);
}

// Chart, table or source of a view.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-way]");
  if (!button) return;
  const panel = button.closest(".panel");
  for (const one of panel.querySelectorAll("[data-way]"))
    one.setAttribute("aria-pressed", String(one === button));
  for (const one of panel.querySelectorAll("[data-shown]")) one.hidden = one.dataset.shown !== button.dataset.way;
});

begin();
for (const decision of all()) show(decision, exactOf(decision));
list(all());
