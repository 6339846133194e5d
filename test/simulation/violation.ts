/** Something that must never happen, and did. */
export class Violation extends Error {
  override readonly name = 'Violation';
}

/** Says that an invariant does not hold. */
export function violated(invariant: string, detail: string): never {
  throw new Violation(`${invariant}: ${detail}`);
}
