import { describe, expect, test } from 'vitest';
import { reminderPlansSchema, startingPlans, stepsFor } from '../../shared/domain/reminder-plans.ts';

const withDefault = (...more: readonly unknown[]) => [...startingPlans, ...more];
const own = (body: unknown, step: object = { before: 'P1D' }) =>
  withDefault({ kind: 'surgery', steps: [{ step: 'own', ...step, body }] });

const faults = (value: unknown): string[] =>
  reminderPlansSchema
    .safeParse(value)
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

describe('plans', () => {
  test.each([
    ['the plan that all start with', startingPlans],
    ['a kind with no texts', withDefault({ kind: 'phone call', steps: [] })],
    ['a text after the visit', withDefault({ kind: 'surgery', steps: [{ step: 'followup', after: 'P1D' }] })],
    ['hours before', withDefault({ kind: 'surgery', steps: [{ step: '48h', before: 'PT48H' }] })],
  ])('%s can be saved', (_case, plans) => {
    expect(faults(plans)).toEqual([]);
  });

  test.each([
    ['no default', [{ kind: 'surgery', steps: [] }], ": The kind 'default' always exists."],
    ['a kind twice', withDefault({ kind: 'Default', steps: [] }), ': Each kind stands once.'],
    [
      'a step twice',
      withDefault({
        kind: 'x',
        steps: [
          { step: 'a', before: 'P1D' },
          { step: 'a', before: 'P2D' },
        ],
      }),
      '1.steps: Each step stands once.',
    ],
    [
      'a step without its time',
      withDefault({ kind: 'x', steps: [{ step: 'a' }] }),
      '1.steps.0.step: A step has one',
    ],
    [
      'a step with two times',
      withDefault({ kind: 'x', steps: [{ step: 'a', before: 'P1D', after: 'P1D' }] }),
      '1.steps.0.step: A step has one',
    ],
    [
      'months before',
      withDefault({ kind: 'x', steps: [{ step: 'a', before: 'P1M' }] }),
      '1.steps.0.before: Write days',
    ],
    [
      'nothing before',
      withDefault({ kind: 'x', steps: [{ step: 'a', before: 'P0D' }] }),
      '1.steps.0.before: Write days',
    ],
    [
      'a step with a dot',
      withDefault({ kind: 'x', steps: [{ step: 'a.b', before: 'P1D' }] }),
      '1.steps.0.step: A step is',
    ],
  ])('%s is refused at its place', (_case, plans, fault) => {
    expect(faults(plans).some((one) => one.startsWith(fault))).toBe(true);
  });

  const step = (more: object) => withDefault({ kind: 'x', steps: [{ step: 'a', ...more }] });
  test.each([
    ['P1D', true],
    ['P999D', true],
    ['P1000D', false],
    ['PT1H', true],
    ['PT999H', true],
    ['PT1000H', false],
    ['PT0H', false],
    ['P3DT3H', false],
    ['1D', false],
    ['P10', false],
    ['PT10', false],
    ['-P1D', false],
    ['P1D ', false],
  ])('a distance of %s can be saved: %s', (distance, can) => {
    for (const side of ['before', 'after']) {
      const said = faults(step({ [side]: distance }));
      expect(said).toEqual(
        can ? [] : [`1.steps.0.${side}: Write days as P3D or hours as PT3H, at most three digits.`],
      );
    }
  });

  test.each([
    ['a', true],
    ['3', true],
    ['a-1', true],
    ['a'.repeat(20), true],
    ['a'.repeat(21), false],
    ['-a', false],
    ['A', false],
    ['a A', false],
    ['', false],
  ])('a step named "%s" can be saved: %s', (name, can) => {
    const said = faults(step({ step: name, before: 'P1D' }));
    const fault = '1.steps.0.step: A step is up to 20 small letters, digits and hyphens.';
    expect(said).toEqual(can ? [] : [fault]);
  });

  test.each([
    ['at any time but the booking', { at: 'noon' }],
    ['with a field that is none', { before: 'P1D', days: 3 }],
    ['with an empty body', { before: 'P1D', body: '' }],
    ['with a body in a language that is none', { before: 'P1D', body: { fr: 'Le {when}.' } }],
  ])('a step %s is refused', (_what, more) => {
    expect(faults(step(more))).not.toEqual([]);
  });

  test('a step may wait for the booking, and has one time alone', () => {
    expect(faults(step({ at: 'booking' }))).toEqual([]);
    const one =
      '1.steps.0.step: A step has one of {"at": "booking"}, {"before": "P3D"} and {"after": "P1D"}.';
    expect(faults(step({}))).toEqual([one]);
    expect(faults(step({ at: 'booking', before: 'P1D' }))).toEqual([one]);
    expect(faults(step({ at: 'booking', after: 'P1D' }))).toEqual([one]);
  });

  test('a kind has eight steps and a practice forty plans at the most', () => {
    const steps = (count: number) =>
      withDefault({
        kind: 'x',
        steps: Array.from({ length: count }, (_, at) => ({ step: `s${at}`, before: `P${at + 1}D` })),
      });
    expect([faults(steps(8)).length, faults(steps(9)).length]).toEqual([0, 1]);
    const kinds = (count: number) =>
      withDefault(...Array.from({ length: count }, (_, at) => ({ kind: `k${at}`, steps: [] })));
    expect([faults(kinds(39)).length, faults(kinds(40)).length]).toEqual([0, 1]);
    expect(faults(withDefault({ kind: 'x', steps: [], days: 3 }))).not.toEqual([]);
  });

  test('none at all are no texts', () => {
    expect(stepsFor([], 'check-up')).toEqual([]);
    expect(stepsFor([{ kind: 'surgery', steps: [{ step: 'x', before: 'P2D' }] }], 'check-up')).toEqual([]);
  });

  test('are found by their kind, however its capitals are written, else the default', () => {
    const plans = reminderPlansSchema.parse(
      withDefault({ kind: 'Root Canal', steps: [{ step: 'x', before: 'P2D' }] }),
    );
    expect(stepsFor(plans, 'root canal').map(({ step }) => step)).toEqual(['x']);
    expect(stepsFor(plans, 'check-up').map(({ step }) => step)).toEqual(['booked', '3d', '3h']);
  });
});

describe("a practice's own words", () => {
  test.each([
    ['plain ones', 'Hi {given}, your visit is {when}. Reply C to confirm.'],
    ['every field', '{shortName}: {given} {when} {location} {provider} {phone}'],
    ['for each language', { en: 'See you {when}, {given}!', es: 'Le esperamos {when}, {given}.' }],
    ['for one language', { es: 'Le esperamos {when}.' }],
  ])('%s can be saved', (_case, body) => {
    expect(faults(own(body))).toEqual([]);
  });

  test.each([
    ['that do not say when', 'See you soon, {given}!', 'Name the day and time'],
    ['with a field that is none', 'See you {when}, {name}!', 'Braces hold one of'],
    ['with a brace left open', 'See you {when}, {given!', 'Braces hold one of'],
    ['that would cost two segments', `{when} ${'x'.repeat(140)}`, 'Shorten it'],
    ['that would, with how to opt out', `{when} ${'x'.repeat(110)}`, 'Shorten it'],
    ['with an emoji', 'See you {when} 😀', 'Use plain letters'],
    ['that invite CANCEL', '{when}: reply CANCEL to cancel', 'Invites a word'],
    ['that invite STOP', '{when}. Reply STOP to move it', 'Invites a word'],
    ['that name an illness', 'Your diabetes visit is {when}.', 'Says what someone has.'],
  ])('%s are refused', (_case, body, fault) => {
    expect(faults(own(body)).some((one) => one.startsWith(`1.steps.0.body: ${fault}`))).toBe(true);
    expect(faults(own({ es: body })).some((one) => one.startsWith(`1.steps.0.body.es: ${fault}`))).toBe(true);
  });

  test('are judged in the language that they are in', () => {
    const spanish = own({ en: 'See you {when}.', es: 'Le esperamos.' });
    expect(faults(spanish).map((one) => one.split(':')[0])).toEqual(['1.steps.0.body.es']);
    expect(faults(own('Le esperamos.')).map((one) => one.split(':')[0])).toEqual(['1.steps.0.body']);
  });

  test('after a visit need not say when it was', () => {
    expect(faults(own('Thank you for coming, {given}!', { after: 'P1D' }))).toEqual([]);
  });
});
