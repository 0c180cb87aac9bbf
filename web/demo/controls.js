// Controls of a distribution's parameters, which the package's own list names.

const slide = (value, min, max, step = 0.1) => ({ value, min, max, step });

/** Where sliders reach and begin, by the name of a parameter, or of one distribution's; others have a plain field. */
const SLIDERS = {
  mean: slide(0, -5, 5),
  loc: slide(0, -5, 5),
  mu: slide(0, -3, 3),
  std: slide(1, 0.1, 5),
  scale: slide(1, 0.1, 5),
  sigma: slide(0.5, 0.1, 1, 0.05),
  low: slide(-1, -5, 0),
  high: slide(1, 0.1, 5),
  p: slide(0.3, 0.01, 0.99, 0.01),
  shape: slide(2.5, 0.5, 20),
  df: slide(4, 1, 30, 0.5),
  dfnum: slide(5, 1, 50, 0.5),
  dfden: slide(20, 1, 50, 0.5),
  a: slide(2, 0.5, 10),
  b: slide(5, 0.5, 10),
  alpha: slide(4, -10, 10),
  beta: slide(4, 1, 10),
  kappa: slide(2, 0, 20),
  left: slide(-2, -5, 0),
  mode: slide(0, -5, 5),
  right: slide(5, 0.1, 10),
  lambd: slide(4, 0, 20),
  lam: slide(6, 0.1, 60),
  n: slide(20, 1, 100, 1),
  ngood: slide(60, 0, 200, 1),
  nbad: slide(40, 0, 200, 1),
  nsample: slide(30, 0, 100, 1),
  "inverse_gaussian.mean": slide(1, 0.1, 5),
  "log_normal.mean": slide(0, -1, 1),
  "weibull.a": slide(1.5, 0.5, 8),
  "frechet.alpha": slide(3, 0.5, 10),
  "zeta.a": slide(2.5, 1.1, 6),
  "zipf.a": slide(1.2, 0, 4),
  "integers.low": slide(1, -20, 20, 1),
  "integers.high": slide(7, -19, 40, 1),
  "integers_u32.low": slide(1, 0, 20, 1),
  "integers_u32.high": slide(7, 1, 40, 1),
  "integers_i64.low": slide(-1000, -2000, 0, 1),
  "integers_i64.high": slide(1000, 1, 2000, 1),
  "integers_u64.low": slide(0, 0, 1000, 1),
  "integers_u64.high": slide(1000, 1, 2000, 1),
  "log_series.p": slide(0.8, 0.01, 0.99, 0.01),
};

/** Lists, by the same names. */
const LISTS = {
  weights: [1, 2, 3, 2],
  alpha: [2, 3, 4],
  mean: [0, 0],
  cov: [1, 0.6, 0.6, 1],
};

const sliderOf = (family, { name, kind }) => (kind === "numbers" ? undefined : SLIDERS[`${family.name}.${name}`] ?? SLIDERS[name]);

/** The values that a distribution begins with. */
export function beginning(family) {
  const value = (parameter) =>
    parameter.kind === "numbers" ? LISTS[parameter.name] ?? [1, 2] : (sliderOf(family, parameter)?.value ?? parameter.default ?? 1);
  return Object.fromEntries(family.parameters.map((parameter) => [parameter.name, value(parameter)]));
}

/** A parameter's value as text. */
export const shown = (value) => (Array.isArray(value) ? value.join(", ") : String(value));

/** The value of a text, or nothing where it is none. */
export function valueOf({ kind }, text) {
  const number = (part) => (/^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(part) ? Number(part) : undefined);
  if (kind !== "numbers") return number(text);
  const numbers = text.split(",").map(number);
  return numbers.includes(undefined) ? undefined : numbers;
}

/** The fields of a distribution: each with a label, and a slider where there is one; `changed` has the new value. */
export function fields(family, values, changed) {
  return family.parameters.map((parameter) => {
    const { name, kind } = parameter;
    const slider = sliderOf(family, parameter);
    const label = element("label", { htmlFor: `n-${name}`, textContent: name });
    const field = element("input", { id: `n-${name}`, value: shown(values[name]), inputMode: kind === "numbers" ? "text" : "decimal", autocomplete: "off", spellcheck: false });
    const group = element("div", { className: kind === "numbers" ? "parameter list" : "parameter" });
    group.append(label, field);
    if (!slider) {
      field.addEventListener("input", () => take(field.value));
      return group;
    }
    const range = element("input", { type: "range", id: `p-${name}`, step: slider.step });
    range.setAttribute("aria-label", name);
    const reach = (value) => {
      range.min = Math.min(slider.min, value);
      range.max = Math.max(slider.max, value);
      range.value = value;
    };
    reach(values[name]);
    group.append(range);
    range.addEventListener("input", () => {
      field.value = range.value;
      take(range.value);
    });
    field.addEventListener("input", () => {
      const value = take(field.value);
      if (value !== undefined) reach(value);
    });
    return group;

    function take(text) {
      const value = valueOf(parameter, text);
      const what = kind === "numbers" ? "numbers with commas between them" : "a number";
      field.setCustomValidity(value === undefined ? `${name} is ${what}` : "");
      if (value !== undefined) changed(name, value);
      return value;
    }
  });
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
