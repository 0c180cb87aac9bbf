// Which of some names was meant.

/** ` ; did you mean …?` with the nearest of the names there are; nothing where none is near. */
export function suggestion(given: string, known: readonly string[]): string {
  const wanted = given.slice(0, 40).toLowerCase();
  let [nearest, fewest] = ["", Infinity];
  for (const name of known) {
    const lower = name.toLowerCase();
    const [short, long] = [lower, wanted].sort((a, b) => a.length - b.length) as [string, string];
    const distance = short.length > 1 && long.startsWith(short) ? 1 : edits(lower, wanted);
    if (distance <= long.length / 3 && distance < fewest) [nearest, fewest] = [name, distance];
  }
  return nearest && `; did you mean \`${nearest}\`?`;
}

/** Letters to insert, leave out, replace or swap with the next: Damerau and Levenshtein's distance. */
function edits(a: string, b: string): number {
  let [before, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + Number(!isSame));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j]!, before[j - 2]! + 1);
    }
    [before, last] = [last, row];
  }
  return last[b.length]!;
}
