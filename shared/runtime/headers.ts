/** A request's headers by their names in small letters. */
export const headersOf = ({
  headers,
}: {
  readonly headers?: Readonly<Record<string, string | undefined>> | null;
}): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers ?? {}).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), value]],
    ),
  );
