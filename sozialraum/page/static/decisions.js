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

// Follow a decision: `later` after it was moved, `moved` after it was taken back, `trouble` with a
// text if a number cannot be used ("" if it can).
export function listen(decision, { moved, later, trouble }) {
  const range = rangeOf(decision);
  if (range) {
    range.addEventListener("input", () => {
      numberOf(decision).value = written(range.value * scaleOf(decision));
      show(decision, Number(range.value));
    });
    range.addEventListener("change", later);
    numberOf(decision).addEventListener("change", (event) => {
      const scale = scaleOf(decision);
      const value = read(event.target.value) / scale;
      const inside = Number.isFinite(value) && value >= Number(range.min) && value <= Number(range.max);
      event.target.setAttribute("aria-invalid", String(!inside));
      if (!inside) {
        trouble(`${event.target.getAttribute("aria-label")}: ${written(range.min * scale)} – ${written(range.max * scale)}`);
        event.target.value = written(range.value * scale);
        return;
      }
      trouble("");
      range.value = String(value);
      show(decision, value);
      later();
    });
  } else {
    decision.addEventListener("change", () => {
      show(decision, valueOf(decision));
      later();
    });
  }
  decision.querySelector(".back").addEventListener("click", () => {
    set(decision, Number(decision.dataset.preset));
    (range ?? choiceOf(decision))?.focus();
    moved();
  });
}

// List what was changed, in words.
export function list(decisions) {
  const { changed: many, unchanged } = document.body.dataset;
  const scoped = document.querySelectorAll(".scoped li").length;
  const changed = decisions.filter((decision) => decision.classList.contains("changed"));
  document.getElementById("count").textContent = changed.length + scoped
    ? many.replace("#", changed.length + scoped)
    : unchanged;
  document.getElementById("changed-list").replaceChildren(
    ...changed.map((decision) => {
      const item = document.createElement("li");
      const sentence = decision.querySelector(".sentence").textContent.trim();
      item.textContent =
        decision.dataset.kind === "number"
          ? `${sentence}: ${written(exactOf(decision))}`
          : sentence;
      return item;
    }),
  );
  document.getElementById("reset").disabled = !changed.length;
}
