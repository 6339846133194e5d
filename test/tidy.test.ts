import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/* The house's rules as tests, over every text file that git keeps or would keep. */

const root = new URL('../', import.meta.url);
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
});
const isText = /\.(?:ts|mts|mjs|js|json|md|html|css|yml|yaml|txt|sh)$|^LICENSE$/;

interface Source {
  readonly path: string;
  readonly lines: readonly string[];
}

const sources: readonly Source[] = tracked
  .split('\n')
  .filter((path) => isText.test(path) && path !== 'package-lock.json' && path !== 'test/tidy.test.ts')
  .flatMap((path) => {
    try {
      return [{ path, lines: readFileSync(new URL(path, root), 'utf8').split('\n') }];
    } catch {
      // Removed from the disk and not yet from git.
      return [];
    }
  });
const code = sources.filter(({ path }) => /\.(?:ts|mts|mjs|js)$/.test(path));
const ours = code.filter(({ path }) => !path.startsWith('test/'));

/** Where a pattern stands, as `path:line text`, but where it may. */
const places = (among: readonly Source[], pattern: RegExp, allowed: RegExp = /^$/): string[] =>
  among
    .filter(({ path }) => !allowed.test(path))
    .flatMap(({ path, lines }) =>
      lines.flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
    );

describe('the sources', () => {
  test('are found', () => {
    expect(ours.length).toBeGreaterThan(100);
  });

  test('ask for time and chance in their adapters alone', () => {
    const pattern = /\bDate\.now\b|\bnew Date\b|\bMath\.random\b|\bTemporal\.Now\b/;
    expect(places(ours, pattern, /^shared\/adapters\/system\/|^infra\/local\//)).toEqual([]);
  });

  test('write to no console', () => {
    expect(places(ours, /\bconsole\.(?:log|info|warn|error|debug)\b/, /^infra\/local\/|^scripts\//)).toEqual(
      [],
    );
  });

  test('leave nothing for later', () => {
    expect(places(sources, /\b(?:TODO|FIXME|XXX|HACK)\b/)).toEqual([]);
  });

  test('silence no compiler', () => {
    expect(places(code, /\bas any\b|@ts-(?:ignore|nocheck|expect-error)|<any>/)).toEqual([]);
    expect(places(ours, /\bas unknown as\b/)).toEqual([]);
  });

  test('have names that say what is in them', () => {
    const vague = /(?:^|[/-])(?:utils?|helpers?|common|misc|managers?|services?)(?:[./-]|$)/;
    expect(
      code.filter(({ path }) => vague.test(path.replaceAll('secrets-manager', ''))).map(({ path }) => path),
    ).toEqual([]);
    expect(
      code.filter(({ path }) => !/^[\w./-]+$/.test(path) || /[A-Z]/.test(path)).map(({ path }) => path),
    ).toEqual([]);
  });

  test('are short', () => {
    const long = ours.filter(
      ({ path, lines }) => /^(?:functions|shared|infra)\//.test(path) && lines.length > 300,
    );
    expect(long.map(({ path, lines }) => `${path}: ${lines.length}`)).toEqual([]);
  });

  test('name no machine, folder of one, or registry', () => {
    expect(
      places(
        sources,
        // A workspace or home folder by its absolute path, a package registry by its host or a tarball's address.
        /(?<![\w.-])\/(?:work|home|root|Users|workspace)\/[\w.-]|\bregistry\.[a-z]+\.[a-z]|\/-\/[\w.-]+\.tgz/,
      ),
    ).toEqual([]);
  });

  test('hold no number that could be anybody’s: 555-01xx alone', () => {
    // Fictitious exchanges of the contract suites are 555 too; what is not 555 is somebody's.
    const written =
      /(?<![\d.])\+1[2-9]\d{9}(?!\d)|(?<![\d.-])\(?[2-9]\d{2}\)?[ .-][2-9]\d{2}[ .-]\d{4}(?![\d-])/g;
    const found = sources
      .filter(({ path }) => !path.startsWith('test/'))
      .flatMap(({ path, lines }) =>
        lines.flatMap((line, index) =>
          [...line.matchAll(written)]
            .filter(([number]) => !/55501\d\d$/.test(number.replace(/\D/g, '')))
            .map(([number]) => `${path}:${index + 1} ${number}`),
        ),
      );
    expect(found).toEqual([]);
  });
});

describe('the tests', () => {
  const tests = code.filter(({ path }) => /\.(?:test|contract)\.ts$/.test(path));

  test('have titles that say what is, not what should be', () => {
    expect(places(tests, /\b(?:test|it|describe)(?:\.\w+)*(?:\([^)]*\))?\(\s*['"`](?:it )?should\b/)).toEqual(
      [],
    );
  });

  test('are all run: none is focused or skipped in silence', () => {
    // Where an engine is not installed its suite is skipped aloud.
    expect(places(tests, /\b(?:test|it|describe)\.(?:only|skip|todo|fails)\b/, /dynamodb/)).toEqual([]);
  });
});
