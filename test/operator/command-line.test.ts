import { describe, expect, test } from 'vitest';
import { accessOf } from '../../infra/operator/access.ts';
import { commandLine, UsageError } from '../../infra/operator/command-line.ts';
import { operator } from '../support/operator.ts';

const hillside = ['hillside', '--name', 'Hillside Dental', '--time-zone', 'America/Denver'];

describe('a command line that cannot be understood', () => {
  test.each([
    [[], 'Which command?'],
    [['fly'], 'There is no command fly.'],
    [['key'], 'key takes <practiceId>.'],
    [['rotate', 'hillside'], 'rotate takes <practiceId> <keyId>.'],
    [['practice', 'hillside'], 'practice needs --name.'],
    [['line', '+13035550101', '--practice', 'hillside'], 'line needs --carrier.'],
    [['key', 'hillside', '--colour', 'red'], '--colour'],
  ])('%j says what to mend', (args, reason) => {
    expect(() => commandLine(args)).toThrow(UsageError);
    expect(() => commandLine(args)).toThrow(reason);
  });

  test('ends with 2, with the usage, and nothing on standard output', async () => {
    for (const args of [
      ['fly'],
      ['rotate', 'hillside', 'k', '--overlap-hours', 'some'],
      // A variable that was not set: zero would end the old key at once.
      ['rotate', 'hillside', 'k', '--overlap-hours', ''],
      ['provision', ...hillside, '--number', '+13035550101'],
      ['provision', ...hillside, '--carrier', 'twilio', '--opt-out', 'ours'],
      ['provision', ...hillside, '--practice', 'hillside'],
    ]) {
      const ended = await operator(args);
      expect(ended).toMatchObject({ code: 2, out: '' });
      expect(ended.err).toContain('npm run operator');
    }
  });

  test('is not one that asks for help', async () => {
    expect(commandLine(['key', '--help'])).toBe('help');
    expect(await operator(['--help'])).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('rotate'),
    });
  });
});

test('a key id that begins with a dash is one', () => {
  const keyId = `-${'a'.repeat(41)}_`;
  expect(commandLine(['rotate', 'hillside', keyId, '--overlap-hours', '1'])).toMatchObject({
    positionals: ['hillside', keyId],
    options: { 'overlap-hours': '1' },
  });
});

describe('where a command goes, and by what it is let in', () => {
  const deployed = 'https://abc123.execute-api.eu-west-1.amazonaws.com/live';

  test('to the local host by its key, unless said otherwise', () => {
    expect(accessOf({}, false, {})).toMatchObject({ by: { key: 'ptx_local_operator' } });
    expect(accessOf({}, false, { OPERATOR_KEY: 'mine' })).toMatchObject({ by: { key: 'mine' } });
    expect(accessOf({}, false, { OPERATOR_URL: deployed }).url.href).toBe(deployed);
    expect(accessOf({}, false, { OPERATOR_URL: '', OPERATOR_KEY: '' })).toMatchObject({
      url: { host: '127.0.0.1:8787' },
      by: { key: 'ptx_local_operator' },
    });
  });

  test("to a deployed API signed, in the region that its name says or that was given; the local host's key never leaves", () => {
    expect(accessOf({ url: deployed }, false, {})).toMatchObject({ by: { region: 'eu-west-1' } });
    expect(accessOf({ url: deployed, region: 'us-west-2' }, false, {})).toMatchObject({
      by: { region: 'us-west-2' },
    });
    const own = { url: 'https://texts.example.com' };
    expect(accessOf(own, false, { AWS_REGION: 'us-east-2' })).toMatchObject({ by: { region: 'us-east-2' } });
    expect(() => accessOf(own, false, {})).toThrow('--region');
  });

  test('to a deployed API by a key, where one is given', () => {
    expect(accessOf({ url: deployed }, false, { OPERATOR_KEY: 'mine' })).toMatchObject({
      by: { key: 'mine' },
    });
  });

  test('nowhere that is no URL, or where a credential could be read on the way', () => {
    expect(() => accessOf({ url: 'texts.example.com' }, false, {})).toThrow('begin it with https://');
    expect(() => accessOf({ url: 'http://texts.example.com' }, false, { OPERATOR_KEY: 'mine' })).toThrow(
      'use https',
    );
    expect(() => accessOf({ url: 'http://127.0.0.1.example.com' }, false, {})).toThrow('use https');
  });
});
