// Chart, table or source of a view: one is shown, and the choice holds as long as the page is open.

const ways = new Map();

function inThisWay(panel, chosen) {
  const buttons = [...panel.querySelectorAll("[data-way]")];
  const wanted = buttons.some((one) => one.dataset.way === chosen) ? chosen : buttons[0]?.dataset.way;
  for (const one of buttons) one.setAttribute("aria-pressed", String(one.dataset.way === wanted));
  for (const part of panel.querySelectorAll("[data-shown]")) part.hidden = part.dataset.shown !== wanted;
}

// panel: whose content has just been put there.
export function renewed(panel) {
  if (!panel.querySelector("[data-way]")) return;
  inThisWay(panel, ways.get(panel.id));
  for (const button of panel.querySelectorAll("[data-way]"))
    button.addEventListener("click", () => {
      ways.set(panel.id, button.dataset.way);
      inThisWay(panel, button.dataset.way);
    });
}
