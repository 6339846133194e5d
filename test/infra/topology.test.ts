import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { functions } from '../../infra/topology.ts';
import { eventTypes } from '../../shared/domain/event.ts';
import { timerKinds } from '../../shared/domain/timer.ts';

const root = new URL('../../', import.meta.url);

describe('the topology', () => {
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

  test('says what each does, and lets none outlast API Gateway where it answers a request', () => {
    for (const { does, routes = [], timeoutSeconds } of functions) {
      expect(does).not.toBe('');
      if (routes.length > 0) expect(timeoutSeconds).toBeLessThanOrEqual(29);
    }
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
