// Views: chart, table or source of each; views and files that are made when somebody asks; the shelf.

const body = document.body;
const place = (id) => document.getElementById(id);
const KEY = "sozialraum-what-if";
const SHELF = "sozialraum-shelf";
const MOST = 12;
const language = body.dataset.language;

let query = "";
let looking = null;
const looked = new Map(); // name of a view → the query that it was made for

// -- chart, table, source -----------------------------------------------------------------------
const way = (name) => sessionStorage.getItem(`${KEY}-way-${name}`);
function show(panel, chosen) {
  const buttons = [...panel.querySelectorAll("[data-way]")];
  const wanted = buttons.some((one) => one.dataset.way === chosen) ? chosen : buttons[0]?.dataset.way;
  for (const one of buttons) one.setAttribute("aria-pressed", String(one.dataset.way === wanted));
  for (const part of panel.querySelectorAll("[data-shown]")) part.hidden = part.dataset.shown !== wanted;
}
export function renewed(panel) {
  if (!panel.querySelector("[data-way]")) return;
  show(panel, way(panel.id));
  for (const button of panel.querySelectorAll("[data-way]"))
    button.addEventListener("click", () => {
      sessionStorage.setItem(`${KEY}-way-${panel.id}`, button.dataset.way);
      show(panel, button.dataset.way);
    });
}

// -- views that are made when somebody looks -----------------------------------------------------
export function asked(next) {
  query = next;
  looking?.abort();
  for (const mark of document.querySelectorAll(".acts")) mark.textContent = "";
  const open = document.querySelector("[role=tabpanel]:not([hidden])");
  if (open) opened(open);
}
export async function opened(panel) {
  if (!query) return undefined;
  if (panel.id === "panel-shelf") return shelf();
  const there = panel.querySelector("[data-later]");
  if (!there || looked.get(there.dataset.later) === query) return undefined;
  const mine = query;
  looking?.abort();
  looking = new AbortController();
  waiting(there, there.dataset.wait);
  try {
    const answer = await fetch(`/view/${there.dataset.later}?${mine}`, { signal: looking.signal });
    const found = await answer.json();
    if (mine !== query) return undefined;
    if (found.problem) waiting(there, found.problem);
    else {
      there.innerHTML = found.html;
      looked.set(there.dataset.later, mine);
      renewed(there);
      for (const [lever, text] of Object.entries(found.moves ?? {})) {
        const mark = document.querySelector(`[data-lever="${lever}"] .acts`);
        if (mark) mark.textContent = text;
      }
    }
  } catch (error) {
    if (error.name !== "AbortError") waiting(there, body.dataset.gone);
  }
  return undefined;
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
async function shelf() {
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
