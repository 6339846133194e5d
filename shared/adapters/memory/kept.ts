/**
 * A value as JSON would keep it, unchangeable all the way down. What was kept before is kept again as it is: most of a changed record is
 * what stood there.
 *
 * @param before everything that was kept until now; grows
 */
export function kept<T extends object>(value: T, before: WeakSet<object>): T {
  return before.has(value) ? value : (copied(value, before) as T);
}

function copied(value: object, before: WeakSet<object>): object {
  const copy = Array.isArray(value)
    ? value.map((part) => partOf(part, before) ?? null)
    : membersOf(value, before);
  before.add(copy);
  return Object.freeze(copy);
}

function membersOf(value: object, before: WeakSet<object>): object {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw new TypeError('A record holds plain objects and lists alone.');
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const part = partOf(Reflect.get(value, name), before);
    if (part !== undefined) copy[name] = part;
  }
  return copy;
}

/** `undefined` for what JSON leaves out. */
function partOf(value: unknown, before: WeakSet<object>): unknown {
  switch (typeof value) {
    case 'object':
      return value && kept(value, before);
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      // JSON knows neither infinities nor a negative zero.
      return Number.isFinite(value) ? value + 0 : null;
    case 'bigint':
      throw new TypeError('JSON has no big integers.');
    default:
      return undefined;
  }
}
