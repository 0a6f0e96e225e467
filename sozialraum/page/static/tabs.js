// Tabs of the page and of its offline copy: one panel at a time; arrow keys move between tabs.

const LOWEST = 0.6; // of the screen's height, where a chosen panel may begin

// On a small screen what was chosen would begin below its end, and nothing would seem to happen.
function shown(panel) {
  const below = panel.getBoundingClientRect().top - LOWEST * innerHeight;
  if (below > 0) scrollBy(0, below);
}

// key: under which the chosen tab is kept for this session ("": not at all).
export function tabs(key) {
  const all = [...document.querySelectorAll("[role=tab]")];
  function choose(tab) {
    for (const one of all) {
      const mine = one === tab;
      one.setAttribute("aria-selected", String(mine));
      one.tabIndex = mine ? 0 : -1;
      document.getElementById(one.getAttribute("aria-controls")).hidden = !mine;
    }
    if (key) sessionStorage.setItem(key, tab.id);
  }
  for (const tab of all) {
    tab.addEventListener("click", () => {
      choose(tab);
      shown(document.getElementById(tab.getAttribute("aria-controls")));
    });
    tab.addEventListener("keydown", (event) => {
      const at = all.indexOf(tab);
      const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
      if (next === undefined) return;
      event.preventDefault();
      const chosen = all[(next + all.length) % all.length];
      choose(chosen);
      chosen.focus();
    });
  }
  const before = key && document.getElementById(sessionStorage.getItem(key) ?? "");
  if (before) choose(before);
}
