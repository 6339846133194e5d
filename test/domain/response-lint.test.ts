import { describe, expect, test } from 'vitest';
import { saysHowToOptOut } from '../../shared/domain/reserved-words.ts';
import { lintResponse } from '../../shared/domain/response-lint.ts';
import { measure } from '../../shared/domain/segments.ts';
import { standardResponseSchema } from '../../shared/domain/standard-response.ts';
import { starters } from '../../shared/domain/starter-responses.ts';
import { startingSettings } from '../../shared/domain/starting-settings.ts';
import { profile } from '../support/facts.ts';

const settings = startingSettings(profile);
const lint = (en: string, more: { type?: string; purpose?: 'marketing' } = {}) =>
  lintResponse({ body: { en }, ...more }, settings);
const codes = (en: string, more?: Parameters<typeof lint>[1]): string[] =>
  lint(en, more).map(({ code, severity }) => `${code} ${severity}`);

describe('a standard response as it is saved', () => {
  test.each<[string, string[]]>([
    ['{shortName}: Hi {given|there}, see you soon.', []],
    ['Your A1C came back, please call.', ['health-information warning']],
    ['Hi {given|there with diabetes}, please call.', ['health-information warning']],
    ['Reply CANCEL to cancel your visit.', ['reserved-word error']],
    ['Responda BAJA si no puede venir.', ['reserved-word error']],
    ['Reply here if you need to cancel.', ['reserved-word warning']],
    ['Reply X if you cannot come, STOP to opt out.', []],
    ['See you soon 😀', ['letters warning']],
    ['Está listo.', ['letters warning']],
    [`${'x'.repeat(145)} {given|you}`, ['segments warning']],
    [`${'x'.repeat(145)} {shortName}`, ['segments warning']],
    ['Hi {given}.', ['field-needed warning']],
    ['See you {when}, at {when}.', ['field-needed warning']],
    ['See you {when|soon}. Call {phone}.', []],
    ['Book at {bookingUrl}.', ['field-needed warning']],
    ['Hi {given', ['merge-field error']],
    ['Hi {if given}', ['merge-field error']],
  ])('%s: %j', (words, found) => {
    expect(codes(words)).toEqual(found);
  });

  test('names the place in its own words, and its language', () => {
    const es = 'Hola {given|y gracias}. Responda CANCELAR para cancelar su cita.';
    const [finding] = lintResponse({ body: { en: 'Hi.', es } }, settings);
    expect(finding).toMatchObject({ code: 'reserved-word', language: 'es' });
    expect(es.slice(finding?.start, finding?.end)).toBe('CANCELAR');
  });

  test('says in its messages nothing of what was found', () => {
    expect(JSON.stringify(lint('Your A1C is 8.2, and your Metformin is ready.'))).not.toMatch(
      /A1C|8\.2|Metformin/,
    );
  });

  test('that is an offer says how to get no more of them', () => {
    expect(codes('Whitening is 20% off.', { purpose: 'marketing' })).toEqual(['opt-out-line warning']);
    expect(codes('We have new hours. Reply STOP to opt out.', { purpose: 'marketing' })).toEqual([]);
    expect(codes('We have new hours. To get no more texts, reply STOP.', { purpose: 'marketing' })).toEqual(
      [],
    );
    expect(codes('Hours are new. Reply CANCEL to move your visit.', { purpose: 'marketing' })).toEqual([
      'reserved-word error',
      'opt-out-line warning',
    ]);
  });

  test('for a type that the practice has not is never suggested, and says so', () => {
    expect(codes('Hi.', { type: 'no-such' })).toEqual(['type warning']);
    expect(codes('Hi.', { type: 'records' })).toEqual([]);
  });

  test('takes English words alone, or both languages, and no other shape', () => {
    expect(standardResponseSchema.parse({ body: ' Hi. ' })).toEqual({ body: { en: 'Hi.' } });
    expect(standardResponseSchema.parse({ body: { en: 'Hi.', es: 'Hola.' } }).body).toEqual({
      en: 'Hi.',
      es: 'Hola.',
    });
    for (const body of [
      '',
      ' ',
      'x'.repeat(1001),
      'a\u0007b',
      { es: 'Hola.' },
      { en: 'Hi.', fr: 'Salut.' },
      5,
    ])
      expect(standardResponseSchema.safeParse({ body }).success, JSON.stringify(body)).toBe(false);
    expect(standardResponseSchema.safeParse({ body: 'Hi.', purpose: 'service' }).success).toBe(false);
  });
});

describe('how to opt out', () => {
  test.each([
    ['Reply STOP to opt out.', true],
    ['To opt out, reply STOP.', true],
    ['Para no recibir más, responda BAJA.', true],
    ['Reply STOP to cancel your visit.', false],
    ['Call us to opt out. Reply STOP when you are here.', false],
    ['See you soon.', false],
  ])('%s: %s', (body, said) => {
    expect(saysHowToOptOut(body)).toBe(said);
  });
});

describe('the starter set', () => {
  test('has answers for every type that a practice starts with', () => {
    const types = settings['message-types'].map(({ type }) => type);
    expect(new Set(starters.map(({ type }) => type))).toEqual(new Set(types));
  });

  test.each(starters.map((starter) => [starter.name, starter] as const))(
    '%s is in both languages, in one segment, and wants at most a time',
    (_name, starter) => {
      expect(starter.body.es).toBeDefined();
      const findings = lintResponse(starter, settings);
      const serious = findings.filter(
        ({ code, message }) => code !== 'field-needed' || !message.includes('{when}'),
      );
      expect(serious).toEqual([]);
      expect(lintResponse(starter, startingSettings({ ...profile, phone: undefined })).length).toBe(
        findings.length,
      );
      for (const words of Object.values(starter.body)) expect(measure(words ?? '').encoding).toBe('GSM-7');
    },
  );

  test('has each name once', () => {
    expect(new Set(starters.map(({ name }) => name)).size).toBe(starters.length);
  });
});
