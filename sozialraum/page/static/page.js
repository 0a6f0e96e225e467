// The page: a moved decision is shown at once, asked on letting go, and kept in the address.
// Everything that is said comes from the server; this module only carries it to its place.

import { exactOf, list, listen, set, show } from "./decisions.js";
import { tabs } from "./tabs.js";
import { advanced, asked } from "./views.js";
import { renewed } from "./ways.js";

const body = document.body;
const form = document.getElementById("what-if");
const place = (id) => document.getElementById(id);
const decisions = [...form.querySelectorAll(".decision")];
const PAUSE = 150; // milliseconds that arrow keys may follow each other
const KEY = "sozialraum-what-if";

let stream = null;
let pause = 0;

// -- the address, undo and redo -------------------------------------------------------------------
function query() {
  const found = new URLSearchParams();
  const before = new URLSearchParams(location.search);
  for (const name of ["preset", "base", "group", "spaces", "from"]) {
    const own = form.elements[name];
    const value = own ? own.value : before.get(name);
    if (value && value !== "0" && !(name === "group" && value === "everyone")) found.set(name, value);
  }
  if (!found.has("preset") && before.has("preset")) found.set("preset", before.get("preset"));
  for (const decision of decisions)
    if (decision.classList.contains("changed"))
      found.set(`levers.${decision.dataset.lever}`, String(exactOf(decision)));
  found.set("lang", body.dataset.language);
  return found.toString();
}

const history_ = JSON.parse(sessionStorage.getItem(KEY) ?? '{"back":[],"forth":[]}');
let now = "";
function keep() {
  sessionStorage.setItem(KEY, JSON.stringify(history_));
  place("undo").disabled = !history_.back.length;
  place("redo").disabled = !history_.forth.length;
}
function moved() {
  const next = query();
  if (next === now) return;
  history_.back.push(now);
  if (history_.back.length > 100) history_.back.shift();
  history_.forth = [];
  go(next);
}
function go(next) {
  now = next;
  keep();
  history.replaceState(null, "", `/?${next}`);
  list(decisions);
  ask();
}
function restore(next) {
  const there = new URLSearchParams(next);
  const here = new URLSearchParams(now);
  const same = ["preset", "base", "group", "spaces", "from"].every(
    (name) => there.get(name) === here.get(name),
  );
  if (!same) {
    keep();
    location.assign(`/?${next}`);
    return;
  }
  for (const decision of decisions)
    set(decision, Number(there.get(`levers.${decision.dataset.lever}`) ?? decision.dataset.preset));
  go(next);
}
place("undo").addEventListener("click", () => {
  if (!history_.back.length) return;
  history_.forth.push(now);
  restore(history_.back.pop());
});
place("redo").addEventListener("click", () => {
  if (!history_.forth.length) return;
  history_.back.push(now);
  restore(history_.forth.pop());
});
place("reset").addEventListener("click", () => {
  for (const decision of decisions) set(decision, Number(decision.dataset.preset));
  moved();
});

// -- moving decisions -------------------------------------------------------------------------------
function later() {
  clearTimeout(pause);
  pause = setTimeout(moved, PAUSE);
}
for (const decision of decisions) listen(decision, { moved, later, trouble });
form.addEventListener("submit", (event) => event.preventDefault());
function reload() {
  history_.back.push(now);
  history_.forth = [];
  keep();
  location.assign(`/?${query()}`);
}
for (const preset of form.querySelectorAll("input[name=preset]"))
  preset.addEventListener("change", () => {
    for (const decision of decisions) set(decision, Number(decision.dataset.preset));
    reload();
  });
place("more").addEventListener("change", (event) => {
  if (!event.target.value) return;
  const next = new URLSearchParams(query());
  for (const name of [...next.keys()]) if (name.startsWith("levers.")) next.delete(name);
  next.set("preset", event.target.value);
  history_.back.push(now);
  keep();
  location.assign(`/?${next}`);
});
place("base").addEventListener("change", reload);
for (const id of ["group", "from"]) place(id)?.addEventListener("change", reload);
for (const box of form.querySelectorAll("input.space"))
  box.addEventListener("change", () => {
    const boxes = [...form.querySelectorAll("input.space")];
    const chosen = boxes.filter((one) => one.checked);
    const part = chosen.length && chosen.length < boxes.length;
    form.elements.spaces.value = part ? chosen.map((one) => one.value).join("|") : "";
    reload();
  });

// -- the answer ---------------------------------------------------------------------------------------
function trouble(text) {
  place("trouble").textContent = text;
  place("trouble").hidden = !text;
}
function put(html) {
  for (const [name, content] of Object.entries(html)) {
    const there = name === "status" ? place("status") : place(`place-${name}`);
    if (!there) continue;
    const open = new Set([...there.querySelectorAll("details[open]")].map((one) => one.id));
    const seen = there.querySelectorAll("details").length > 0;
    there.innerHTML = content;
    if (seen) for (const one of there.querySelectorAll("details")) one.open = open.has(one.id);
    renewed(there);
  }
  place("stop")?.addEventListener("click", stop);
}
function stop() {
  stream?.close();
  stream = null;
  const text = document.createElement("b");
  text.textContent = `${body.dataset.stopped} `;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.textContent = body.dataset.go;
  button.addEventListener("click", ask);
  place("status").replaceChildren(text, button);
  button.focus();
}
function ask() {
  stream?.close();
  trouble("");
  delete body.dataset.final;
  body.dataset.asked = String(Number(body.dataset.asked ?? 0) + 1);
  asked(now);
  const mine = new EventSource(`/answer?${now}`);
  stream = mine;
  mine.addEventListener("preparing", (event) => {
    const text = document.createElement("b");
    text.textContent = JSON.parse(event.data).text;
    place("status").replaceChildren(text);
  });
  mine.addEventListener("answer", (event) => {
    const found = JSON.parse(event.data);
    trouble("");
    put(found.html);
    if (found.views) advanced();
    body.dataset.answered = body.dataset.asked;
    if (found.final) {
      if (body.dataset.final !== "yes") place("spoken").textContent = found.say;
      body.dataset.final = "yes";
    }
  });
  mine.addEventListener("take", (event) => take(JSON.parse(event.data)));
  mine.addEventListener("problem", (event) => trouble(JSON.parse(event.data).text));
  mine.addEventListener("error", () => trouble(body.dataset.gone));
  mine.addEventListener("open", () => trouble(""));
}
function take(found) {
  place("link").textContent = `${location.origin}/?${found.query}`;
  for (const name of ["command", "python", "toml"]) place(name).textContent = found[name];
  place("save").href = `/scenario.toml?${found.query}`;
  place("language").href = `/?${found.other}`;
}
place("copy").addEventListener("click", async () => {
  const text = place("link").textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const range = document.createRange();
    range.selectNodeContents(place("link"));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }
  place("spoken").textContent = body.dataset.copied;
  place("copy").textContent = body.dataset.copied;
});
place("file").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  if (!file) return;
  try {
    const answer = await fetch(`/open?lang=${body.dataset.language}`, { method: "POST", body: file });
    const found = await answer.json();
    if (found.query) location.assign(`/?${found.query}`);
    else trouble(found.problem);
  } catch {
    trouble(body.dataset.gone);
  }
  event.target.value = "";
});

tabs(`${KEY}-tab`);

// A link that brings levers to a page without them in its address begins here.
for (const decision of decisions) show(decision, exactOf(decision));
now = query();
keep();
list(decisions);
history.replaceState(null, "", `/?${now}`);
ask();
