// Decisions as controls: their values, and how they are said. The page and its offline copy use it.

const german = () => document.body.dataset.language === "de";

export const written = (value) => {
  const text = String(Number(Number(value).toPrecision(6)));
  return german() ? text.replace(".", ",") : text;
};
export const read = (text) => Number(text.trim().replace("−", "-").replace(",", "."));

export function said(decision, value) {
  const { kind } = decision.dataset;
  const words = JSON.parse(decision.dataset.words);
  const { one, many } = decision.dataset;
  if (kind === "percent") return many.replace("#", written(Math.round(value * 1000) / 10));
  if (one && value === 1) return one;
  if (many) return many.replace("#", written(value));
  if (kind === "number") return written(value);
  if (kind === "choice") return words.find(([bound]) => bound === value)?.[1] ?? "";
  return (words.find(([bound]) => value <= bound + 1e-9) ?? words[words.length - 1])[1];
}

export const rangeOf = (decision) => decision.querySelector("input[type=range]");
export const numberOf = (decision) => decision.querySelector("input.number");
export const choiceOf = (decision) => decision.querySelector("input[type=radio]:checked");
export const valueOf = (decision) => {
  const range = rangeOf(decision);
  return Number(range ? range.value : choiceOf(decision)?.value ?? decision.dataset.preset);
};
export const scaleOf = (decision) => Number(decision.dataset.scale ?? 1);
export const exactOf = (decision) => {
  // A value typed between two steps of the range is kept as typed.
  const number = numberOf(decision);
  if (!number) return valueOf(decision);
  const typed = read(number.value) / scaleOf(decision);
  return Number.isFinite(typed) ? typed : valueOf(decision);
};

export function show(decision, value) {
  const words = said(decision, value);
  const inside = decision.querySelector(".value");
  if (inside) inside.textContent = words;
  const range = rangeOf(decision);
  if (range) range.setAttribute("aria-valuetext", words);
  const changed = Math.abs(value - Number(decision.dataset.preset)) > 1e-9;
  decision.classList.toggle("changed", changed);
  decision.querySelector(".was").hidden = !changed;
}

export function set(decision, value) {
  const range = rangeOf(decision);
  if (range) {
    range.value = String(value);
    numberOf(decision).value = written(value * scaleOf(decision));
  } else {
    for (const option of decision.querySelectorAll("input[type=radio]"))
      option.checked = Number(option.value) === Number(value);
  }
  show(decision, Number(value));
}
