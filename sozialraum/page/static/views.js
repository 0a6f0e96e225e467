// Views and files that are made when somebody asks, and the shelf.

import { renewed } from "./ways.js";

const body = document.body;
const place = (id) => document.getElementById(id);
const KEY = "sozialraum-what-if";
const SHELF = "sozialraum-shelf";
const MOST = 12;
const language = body.dataset.language;

let query = "";
let looking = null;
const looked = new Map(); // name of a view → the query that it was made for

// -- views that are made when somebody looks -----------------------------------------------------
export function asked(next) {
  query = next;
  looking?.abort();
  for (const mark of document.querySelectorAll(".acts")) mark.textContent = "";
  // What stands in a view is from before: it is not printed.
  for (const there of document.querySelectorAll("[data-later]")) delete there.dataset.query;
  look();
}
// More sets of assumptions are there: views that follow from them are asked for again.
export function advanced() {
  for (const there of document.querySelectorAll("[data-later][data-follows]"))
    looked.delete(there.dataset.later);
  look();
}
function look() {
  const open = document.querySelector("[role=tabpanel]:not([hidden])");
  if (!open || !query) return;
  if (open.id === "panel-shelf") shelf();
  const there = open.querySelector("[data-later]");
  if (there && looked.get(there.dataset.later) !== query) made(there);
}
for (const panel of document.querySelectorAll("[role=tabpanel]"))
  new MutationObserver(look).observe(panel, { attributeFilter: ["hidden"] });

async function made(there) {
  const mine = query;
  const name = there.dataset.later;
  looking?.abort();
  looking = new AbortController();
  looked.set(name, mine);
  if (there.dataset.query !== mine) waiting(there, there.dataset.wait);
  try {
    const answer = await fetch(`/view/${name}?${mine}`, { signal: looking.signal });
    const found = await answer.json();
    if (mine !== query) return;
    if (found.problem) waiting(there, found.problem);
    else {
      there.innerHTML = found.html;
      there.dataset.query = mine;
      renewed(there);
      for (const [lever, text] of Object.entries(found.moves ?? {})) {
        const mark = document.querySelector(`[data-lever="${lever}"] .acts`);
        if (mark) mark.textContent = text;
      }
    }
  } catch (error) {
    looked.delete(name);
    if (error.name !== "AbortError") waiting(there, body.dataset.gone);
  }
}
function waiting(there, words) {
  const text = document.createElement("p");
  text.setAttribute("role", "status");
  text.textContent = words;
  there.replaceChildren(text);
}

// -- files to take home ---------------------------------------------------------------------------
let making = null;
for (const button of document.querySelectorAll("button[data-make]"))
  button.addEventListener("click", () => {
    const mine = query;
    making?.close();
    making = new EventSource(`/make/${button.dataset.make}?${mine}`);
    const source = making;
    const told = place("making");
    const bar = place("making-bar");
    const end = () => {
      source.close();
      bar.hidden = true;
    };
    source.addEventListener("progress", (event) => {
      const found = JSON.parse(event.data);
      told.textContent = found.text;
      bar.hidden = false;
      bar.max = found.all;
      bar.value = found.done;
    });
    source.addEventListener("made", (event) => {
      const found = JSON.parse(event.data);
      told.textContent = found.text;
      end();
      location.assign(`${found.address}?${mine}`);
    });
    source.addEventListener("problem", (event) => {
      told.textContent = JSON.parse(event.data).text;
      end();
    });
    source.addEventListener("error", () => {
      told.textContent = body.dataset.gone;
      end();
    });
  });

// -- the shelf ------------------------------------------------------------------------------------
function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(SHELF) ?? "[]");
    const right = (one) => typeof one?.name === "string" && typeof one?.query === "string";
    return Array.isArray(found) ? found.filter(right).slice(0, MOST) : [];
  } catch {
    return [];
  }
}
function keep(rows) {
  localStorage.setItem(SHELF, JSON.stringify(rows));
  shelf();
}
let shelves = 0; // asked for so far: an answer to an earlier one may come after that to a later
async function shelf() {
  shelves += 1;
  const mine = shelves;
  const rows = kept();
  const there = place("shelf-table");
  place("shelf-copy").disabled = !rows.length;
  if (!rows.length) {
    waiting(there, there.dataset.empty);
    return;
  }
  try {
    const sent = { method: "POST", body: JSON.stringify(rows) };
    const answer = await fetch(`/shelf?lang=${language}`, sent);
    const found = await answer.json();
    if (mine !== shelves) return;
    if (found.problem) {
      waiting(there, found.problem);
      return;
    }
    there.innerHTML = found.html;
    for (const button of there.querySelectorAll(".drop"))
      button.addEventListener("click", () => {
        keep(kept().filter((_, at) => at !== Number(button.dataset.at)));
        place("shelf-name").focus();
      });
  } catch {
    waiting(there, body.dataset.gone);
  }
}
const told = (text) => {
  place("shelf-told").textContent = text;
};
place("shelf-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const rows = kept();
  const name = place("shelf-name").value.trim().slice(0, 80);
  if (!name) {
    place("shelf-name").focus();
    return;
  }
  const same = rows.findIndex((one) => one.name === name);
  if (same >= 0) rows[same] = { name, query };
  else if (rows.length >= MOST) {
    told(place("shelf-form").dataset.full);
    return;
  } else rows.push({ name, query });
  told("");
  place("shelf-name").value = "";
  keep(rows);
});
const packed = (rows) => {
  const bytes = new TextEncoder().encode(JSON.stringify(rows.map((one) => [one.name, one.query])));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};
function unpacked(text) {
  try {
    const letters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(letters, (one) => one.charCodeAt(0));
    const rows = JSON.parse(new TextDecoder().decode(bytes));
    return rows.map(([name, link]) => ({ name: String(name).slice(0, 80), query: String(link) }));
  } catch {
    return [];
  }
}
place("shelf-copy").addEventListener("click", async () => {
  const link = `${location.origin}/?${query}#shelf=${packed(kept())}`;
  place("shelf-link").textContent = link;
  place("shelf-link").hidden = false;
  try {
    await navigator.clipboard.writeText(link);
    told(body.dataset.copied);
  } catch {
    getSelection().selectAllChildren(place("shelf-link"));
  }
});
// A link that brings a shelf adds it to this one; what has the same name and content stays once.
const brought = location.hash.startsWith("#shelf=") ? unpacked(location.hash.slice(7)) : [];
if (brought.length) {
  const rows = kept();
  for (const one of brought)
    if (rows.length < MOST && !rows.some((old) => old.name === one.name && old.query === one.query))
      rows.push(one);
  localStorage.setItem(SHELF, JSON.stringify(rows));
  sessionStorage.setItem(`${KEY}-tab`, "tab-shelf");
}

// -- the specialists' view ----------------------------------------------------------------------------
place("expert").addEventListener(
  "toggle",
  async () => {
    const answer = await fetch(`/levers?lang=${language}`);
    for (const [lever, text] of Object.entries(await answer.json())) {
      const there = document.querySelector(`.expert [data-lever="${lever}"] .works-in`);
      if (there) there.textContent = text || "–";
    }
  },
  { once: true },
);
