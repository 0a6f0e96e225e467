// The estimate of a what-if: the surface that the program has fitted, evaluated as it does.
// Nothing is said outside the box that it was fitted in.

const surface = ({ linear, quadratic }, x) =>
  linear.reduce((sum, factor, at) => sum + factor * x[at], 0) +
  x.reduce((sum, own, at) => sum + own * quadratic[at].reduce((s, f, to) => s + f * x[to], 0), 0);

const unit = ({ low, high }, value) => (2 * (value - low)) / (high - low) - 1;

// model: spans and goals as in the file; values: lever → value. Spans that are left, or shifts by goal.
export function estimated({ spans, goals }, values) {
  const outside = spans.filter(({ lever, low, high }) => !(values[lever] >= low && values[lever] <= high));
  if (outside.length) return { outside };
  const here = spans.map((span) => unit(span, values[span.lever]));
  const preset = spans.map((span) => unit(span, span.preset));
  const shift = (goal) => surface(goal, here) - surface(goal, preset);
  return { shifts: Object.fromEntries(Object.entries(goals).map(([name, goal]) => [name, shift(goal)])) };
}
