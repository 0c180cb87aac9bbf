// Pictures on a canvas: a histogram with the exact density, or the first two components of vectors.

/** Room at the sides and below, for the axis. */
const SIDE = 14;
const BELOW = 26;

/** A canvas in the resolution of the screen, with the colours of the page. */
function begin(canvas) {
  const ratio = devicePixelRatio || 1;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  context.font = "12px system-ui, sans-serif";
  const style = getComputedStyle(document.documentElement);
  return { context, width, height, color: (name) => style.getPropertyValue(name).trim() };
}

/** Nothing. */
export function clear(canvas) {
  begin(canvas);
}

/** Bins of a range: integers each in one of its own, or in several, or parts of an interval. */
function binsOf([from, to], isDiscrete, width) {
  if (!isDiscrete) {
    const count = Math.max(40, Math.min(180, Math.floor(width / 5)));
    return { start: from, each: (to - from) / count, count };
  }
  const integers = to - from + 1;
  const each = Math.ceil(integers / Math.max(60, Math.floor(width / 4)));
  return { start: from - 0.5, each, count: Math.ceil(integers / each) };
}

/** A histogram of numbers; `density` is the exact one, if it is known. Gives the bins' share of a density of 1. */
export function histogram(canvas, { numbers, range, isDiscrete, density }) {
  const { context, width, height, color } = begin(canvas);
  const { start, each, count } = binsOf(range, isDiscrete, width);
  const counts = new Float64Array(count);
  for (const x of numbers) {
    const bin = Math.floor((x - start) / each);
    if (bin >= 0 && bin < count) counts[bin]++;
  }
  const bars = counts.map((inside) => inside / (numbers.length * each));
  const end = start + count * each;
  const isDotted = isDiscrete && each === 1 && width / count > 7;
  const curve = density ? curveOf(density, { start, end, each, count, isDiscrete, width }) : [];
  // The picture's top is the curve's or the tallest bar's; curves with a pole are cut.
  const highest = Math.max(...bars);
  const top = 1.08 * Math.max(highest, ...curve.map(([, y]) => y).filter((y) => y < 4 * highest)) || 1;
  const px = (x) => SIDE + ((x - start) / (end - start)) * (width - 2 * SIDE);
  const py = (y) => (height - BELOW) * (1 - y / top) + 2;

  context.fillStyle = color("--bar");
  const gap = (width - 2 * SIDE) / count > 4 ? Math.min(1, 0.1 * ((width - 2 * SIDE) / count)) : 0;
  bars.forEach((y, i) => {
    const [x0, x1] = [px(start + i * each), px(start + (i + 1) * each)];
    context.fillRect(x0 + gap / 2, py(y), Math.max(0.5, x1 - x0 - gap), py(0) - py(y));
  });
  context.strokeStyle = context.fillStyle = color("--curve");
  context.lineWidth = 2;
  context.lineJoin = "round";
  context.beginPath();
  for (const [x, y] of curve) {
    if (isDotted) {
      context.moveTo(px(x) + 3, py(y));
      context.arc(px(x), py(y), 3, 0, 2 * Math.PI);
    } else context.lineTo(px(x), py(Math.min(y, top)));
  }
  if (isDotted) context.fill();
  else context.stroke();
  axis(context, { from: range[0], to: range[1], px, at: py(0), width, color, isDiscrete });
  return { isDotted };
}

/** Points of the exact density; of integers in bins together the mean probability. */
function curveOf({ of }, { start, end, each, count, isDiscrete, width }) {
  if (!isDiscrete) {
    const points = Math.floor(width - 2 * SIDE);
    return Array.from({ length: points }, (_, i) => {
      const x = start + ((i + 0.5) * (end - start)) / points;
      return [x, of(x)];
    });
  }
  const most = 64;
  return Array.from({ length: count }, (_, i) => {
    const first = start + 0.5 + i * each;
    const terms = Math.min(each, most);
    let sum = 0;
    for (let k = 0; k < terms; k++) sum += of(first + (each > most ? Math.floor(((k + 0.5) * each) / terms) : k));
    return [first + (each - 1) / 2, sum / terms];
  });
}

/** Vectors by their first two components, darker where there are more. */
export function cloud(canvas, { numbers, dimension, ranges }) {
  const { context, width, height, color } = begin(canvas);
  const sizes = [width - 2 * SIDE, height - BELOW - 2];
  // One unit is equally long on both axes.
  const unit = Math.min(...ranges.map(([from, to], axis) => sizes[axis] / (to - from)));
  const centers = ranges.map(([from, to]) => (from + to) / 2);
  const px = (x) => width / 2 + (x - centers[0]) * unit;
  const py = (y) => 2 + sizes[1] / 2 - (y - centers[1]) * unit;
  const cell = 3;
  const columns = Math.ceil(width / cell);
  const rows = Math.ceil((height - BELOW + 2) / cell);
  const counts = new Uint32Array(columns * rows);
  for (let i = 0; i + dimension <= numbers.length; i += dimension) {
    const [column, row] = [Math.floor(px(numbers[i]) / cell), Math.floor(py(numbers[i + 1]) / cell)];
    if (column >= 0 && column < columns && row >= 0 && row < rows) counts[row * columns + column]++;
  }
  const taken = counts.filter((inside) => inside > 0).sort();
  const most = taken[Math.floor(0.99 * (taken.length - 1))] || 1;
  context.fillStyle = color("--accent");
  counts.forEach((inside, i) => {
    if (inside === 0) return;
    context.globalAlpha = Math.min(1, 0.08 + 0.92 * (inside / most));
    context.fillRect((i % columns) * cell, Math.floor(i / columns) * cell, cell, cell);
  });
  context.globalAlpha = 1;
  const half = sizes[0] / 2 / unit;
  axis(context, { from: centers[0] - half, to: centers[0] + half, px, at: height - BELOW + 2, width, color });
}

/** The line below, with round numbers that have room. */
function axis(context, { from, to, px, at, width, color, isDiscrete = false }) {
  context.strokeStyle = color("--edge");
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(SIDE, at + 0.5);
  context.lineTo(width - SIDE, at + 0.5);
  context.stroke();
  context.fillStyle = color("--soft");
  context.textBaseline = "top";
  context.textAlign = "center";
  let [labels, count] = [[], width / 50];
  do {
    labels = ticks(from, to, count, isDiscrete).map((x) => ({ x: px(x), text: written(x) }));
    labels.forEach((label) => (label.half = context.measureText(label.text).width / 2));
    count /= 1.5;
  } while (count > 1.5 && labels.some(({ x, half }, i) => i > 0 && x - half < labels[i - 1].x + labels[i - 1].half + 10));
  for (const { x, text, half } of labels) {
    context.fillRect(x - 0.5, at, 1, 5);
    context.fillText(text, Math.min(Math.max(x, half), width - half), at + 9);
  }
}

/** Round numbers of an interval, at most about so many. */
function ticks(from, to, count, isDiscrete) {
  const rough = Math.max((to - from) / count, isDiscrete ? 1 : 0);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= 0.999 * rough);
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(9)));
}

/** A number as short as it goes: 2.5e9. */
export function written(x) {
  const size = Math.abs(x);
  if (size !== 0 && (size >= 1e6 || size < 1e-4)) return x.toExponential().replace("e+", "e").replace("-", "−");
  return String(x).replace("-", "−");
}
