import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  type FunctionDeclaration,
  functions,
  isAsynchronous,
  needsDeadLetters,
} from '../../infra/topology.ts';
import { eventTypes } from '../../shared/domain/event.ts';
import { timerKinds } from '../../shared/domain/timer.ts';
import { bindings } from '../../shared/runtime/env.ts';
import { runSecondsMax } from '../../shared/use-cases/follow-revocation.ts';

const root = new URL('../../', import.meta.url);

type Triggers = Partial<FunctionDeclaration>;

/** The kinds of what wakes a function. An empty list wakes nothing. */
const triggersOf = ({ routes = [], events = [], timers = [], ...one }: Triggers): readonly string[] => [
  ...Object.entries({ routes, events, timers })
    .filter(([, list]) => list.length > 0)
    .map(([kind]) => kind),
  ...(['topic', 'everyMinutes', 'stream', 'authorizes'] as const).filter((kind) => one[kind]),
];

/** A function that nothing wakes. */
const asleep: FunctionDeclaration = {
  does: 'Nothing',
  file: 'functions/asleep/handler.ts',
  bindings: [],
  timeoutSeconds: 1,
  memoryMb: 128,
  alarm: 'It sleeps',
};

describe('the topology', () => {
  test('lets no function run longer than an overtaken one is waited for', () => {
    expect(Math.max(...functions.map(({ timeoutSeconds }) => timeoutSeconds))).toBeLessThanOrEqual(
      runSecondsMax,
    );
  });

  test('lists every handler, and every entry has its handler', () => {
    const folders = readdirSync(new URL('functions', root), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(functions.map(({ name }) => name).toSorted()).toEqual(folders.map(({ name }) => name).toSorted());
    for (const { name, file } of functions) expect(file).toBe(`functions/${name}/handler.ts`);
  });

  test.each(functions)('$name loads, and its handler has at most two parameters', async ({ file }) => {
    const module: { handler?: unknown } = await import(new URL(file, root).href);
    if (typeof module.handler !== 'function') return expect.fail('There is a handler.');
    expect(module.handler.length).toBeLessThanOrEqual(2);
  });

  test('routes events that exist, and each of those on which something rests', () => {
    const routed = functions.flatMap(({ events = [] }) => events);
    for (const type of routed) expect(eventTypes).toContain(type);
    expect(routed).toEqual(expect.arrayContaining(['text.queued', 'consent.revoked', 'timer.changed']));
  });

  test('has exactly one function for every kind of timer', () => {
    expect(functions.flatMap(({ timers = [] }) => timers).toSorted()).toEqual([...timerKinds].toSorted());
  });

  test('has an alarm of its own for every function', () => {
    const alarms = functions.map(({ alarm }) => alarm);
    expect(new Set(alarms).size).toBe(alarms.length);
  });

  test('declares each route once, and guards everything that stores', () => {
    const routes = functions.flatMap(({ routes = [] }) => routes);
    const names = routes.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(names).size).toBe(names.length);
    expect(routes.filter(({ guard }) => guard === 'none').map(({ path }) => path)).toEqual([
      '/v1/openapi.json',
    ]);
    for (const { path, guard } of routes) {
      if (path.startsWith('/carriers/')) expect(guard).toBe('signature');
      if (path.startsWith('/operator/')) expect(guard).toBe('operator');
      if (path.startsWith('/v1/{')) expect(guard).toBe('key');
    }
  });

  test('has one authorizer, and something that runs every five minutes', () => {
    expect(functions.filter(({ authorizes }) => authorizes)).toHaveLength(1);
    expect(
      functions
        .filter(({ everyMinutes }) => everyMinutes)
        .map(({ name, everyMinutes }) => [name, everyMinutes]),
    ).toEqual([['sweep', 5]]);
  });

  test('says of each what it does, in words of its own', () => {
    const said = functions.map(({ does }) => does);
    expect(said).not.toContain('');
    expect(new Set(said).size).toBe(said.length);
  });

  test.each(functions)('wakes $name by something', (declared) => {
    expect(triggersOf(declared)).not.toEqual([]);
  });

  test('wakes nothing by what is not declared, or declared empty', () => {
    expect(triggersOf({})).toEqual([]);
    expect(triggersOf({ routes: [], events: [], timers: [] })).toEqual([]);
    expect(triggersOf({ stream: true, timers: ['goal'] })).toEqual(['timers', 'stream']);
  });

  test('has one function for each topic and for the stream, which wakes it by nothing else', () => {
    expect(functions.flatMap(({ topic }) => topic ?? []).toSorted()).toEqual(['receipts', 'texts']);
    const streamed = functions.filter(({ stream }) => stream);
    expect(streamed.map(({ name }) => name)).toEqual(['relay']);
    expect(streamed.flatMap(triggersOf)).toEqual(['stream']);
  });

  test('wakes the authorizer by API Gateway alone, for there are routes that a key guards', () => {
    expect(functions.filter(({ authorizes }) => authorizes).flatMap(triggersOf)).toEqual(['authorizes']);
    expect(functions.flatMap(({ routes = [] }) => routes).some(({ guard }) => guard === 'key')).toBe(true);
  });

  test.each<[Triggers, boolean, boolean]>([
    [{ routes: [{ method: 'GET', path: '/', guard: 'none' }] }, false, false],
    [{ authorizes: true }, false, false],
    [{ stream: true }, false, true],
    [{ events: ['text.queued'] }, true, true],
    [{ timers: ['goal'] }, true, true],
    [{ topic: 'texts' }, false, true],
    [{ everyMinutes: 5 }, true, true],
  ])(
    'knows whether someone waits for what %j wakes, and whether what fails is kept',
    (triggers, asynchronous, deadLetters) => {
      const declared: FunctionDeclaration = { ...asleep, ...triggers };
      expect([isAsynchronous(declared), needsDeadLetters(declared)]).toEqual([asynchronous, deadLetters]);
    },
  );

  // Sources: Lambda quotas, "Function timeout" and "Function memory allocation"; API Gateway quotas, "Integration timeout" (REST).
  test.each(functions)('gives $name time and memory that Lambda and its trigger have', (declared) => {
    const { timeoutSeconds, memoryMb, everyMinutes } = declared;
    for (const [value, least, most] of [
      [timeoutSeconds, 1, 900],
      [memoryMb, 128, 10_240],
    ] as const) {
      expect(Number.isInteger(value)).toBe(true);
      expect(value).toBeGreaterThanOrEqual(least);
      expect(value).toBeLessThanOrEqual(most);
    }
    if (declared.routes || declared.authorizes) expect(timeoutSeconds).toBeLessThanOrEqual(29);
    // Two runs of it would do the same work at the same time.
    if (everyMinutes) expect(timeoutSeconds).toBeLessThan(everyMinutes * 60);
  });

  test('tells who makes schedules of each function that a timer wakes', () => {
    const wanted = functions
      .filter(({ timers }) => timers)
      .map(({ name }) => `${name.replaceAll('-', '_').toUpperCase()}_FUNCTION_ARN`);
    const told = Object.keys(bindings.schedules.shape).filter((name) => name.endsWith('_FUNCTION_ARN'));
    expect(told.toSorted()).toEqual(wanted.toSorted());
  });

  test('gives the right to send to what sends, and the table to write to none that only reads', () => {
    const holding = (binding: string) =>
      functions
        .filter(({ bindings }) => (bindings as readonly string[]).includes(binding))
        .map(({ name }) => name);
    expect(holding('sending').toSorted()).toEqual(['deliver', 'sweep']);
    expect(holding('table-read').toSorted()).toEqual(['authorizer', 'timekeeper']);
    for (const { bindings } of functions) expect(new Set(bindings).size).toBe(bindings.length);
  });
});
