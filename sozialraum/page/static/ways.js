// Chart, table or source of a view: one is shown, and the choice is kept for this session.

const KEY = "sozialraum-way";

function show(panel, chosen) {
  const buttons = [...panel.querySelectorAll("[data-way]")];
  const wanted = buttons.some((one) => one.dataset.way === chosen) ? chosen : buttons[0]?.dataset.way;
  for (const one of buttons) one.setAttribute("aria-pressed", String(one.dataset.way === wanted));
  for (const part of panel.querySelectorAll("[data-shown]")) part.hidden = part.dataset.shown !== wanted;
}

// panel: whose content has just been put there.
export function renewed(panel) {
  const key = `${KEY}-${panel.id}`;
  if (!panel.querySelector("[data-way]")) return;
  show(panel, sessionStorage.getItem(key));
  for (const button of panel.querySelectorAll("[data-way]"))
    button.addEventListener("click", () => {
      sessionStorage.setItem(key, button.dataset.way);
      show(panel, button.dataset.way);
    });
}
