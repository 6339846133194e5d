/**
 * A value that is made when it is first asked for: what only some texts need must not be paid for by every cold start.
 * `make` is pure, so when it runs changes nothing.
 */
export function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
