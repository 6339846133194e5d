/** So many answers are kept of each function: histories of a worker say fewer things in a minute. */
const answersMax = 20_000;

/** The function with its answers kept by its arguments, which are texts or lists of data. Answers are frozen, for many share them. */
export function remembering<A extends readonly unknown[], R>(answer: (...asked: A) => R): (...asked: A) => R {
  const known = new Map<unknown, R>();
  return (...asked) => {
    const name = asked.length === 1 ? asked[0] : JSON.stringify(asked);
    if (known.has(name)) return known.get(name) as R;
    const given = frozen(answer(...asked));
    if (known.size >= answersMax) known.clear();
    known.set(name, given);
    return given;
  };
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}
