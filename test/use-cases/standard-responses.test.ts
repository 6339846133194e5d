import { describe, expect, test } from 'vitest';
import { practiceIdSchema } from '../../shared/domain/identifiers.ts';
import { responseNameSchema, standardResponseSchema } from '../../shared/domain/standard-response.ts';
import { StoreUnavailable } from '../../shared/ports/store.ts';
import { previewResponse } from '../../shared/use-cases/preview-response.ts';
import { createPractice } from '../../shared/use-cases/provision.ts';
import { putPatient } from '../../shared/use-cases/put-patient.ts';
import { type Chosen, replyToPatient } from '../../shared/use-cases/reply-to-patient.ts';
import {
  deleteResponse,
  listResponses,
  putResponse,
  readResponse,
} from '../../shared/use-cases/standard-responses.ts';
import { countUse, suggestResponses } from '../../shared/use-cases/suggest-responses.ts';
import { patientNumber, sam } from '../support/facts.ts';
import { openWorld, patientOf, riverside, type TestWorld } from '../support/world.ts';

const named = (name: string) => responseNameSchema.parse(name);
const put = (world: TestWorld, name: string, body: unknown, more: object = {}, expected?: number) =>
  putResponse(world, riverside, named(name), standardResponseSchema.parse({ body, ...more }), expected);
const here = (world: TestWorld) => ({ practiceId: riverside, contactId: world.contactOf() });
const send = (world: TestWorld, name: string, more: Partial<Chosen> = {}) =>
  replyToPatient(
    world,
    here(world),
    { standardResponse: named(name), by: sam, ...more } as Chosen,
    undefined,
  );

async function everyName(world: TestWorld, limit: number, type?: string): Promise<string[]> {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listResponses(world, riverside, { limit, cursor, type });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    names.push(...page.items.map(({ response, origin }) => `${origin} ${response.name}`));
    cursor = page.next;
  } while (cursor !== undefined);
  return names;
}

describe('a practice', () => {
  test('has the starters until it writes its own of a name, and again when that is gone', async () => {
    const world = await openWorld();
    const before = await everyName(world, 100);
    expect(before).toContain('starter please-call');
    expect(before).toContain('system phi-warning');
    await put(world, 'please-call', 'Call us.');
    await put(world, 'own-one', 'Hi.');
    for (const limit of [1, 2, 3, 100]) {
      const names = await everyName(world, limit);
      expect(names).toHaveLength(before.length + 1);
      expect(names).toEqual(expect.arrayContaining(['practice own-one', 'practice please-call']));
    }
    await deleteResponse(world, riverside, named('please-call'), undefined);
    expect((await readResponse(world, riverside, named('please-call'))).origin).toBe('starter');
    await expect(deleteResponse(world, riverside, named('please-call'), undefined)).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('lists those of a type', async () => {
    const world = await openWorld();
    await put(world, 'a', 'Hi.', { type: 'records' });
    await put(world, 'b', 'Hi.', { type: 'other' });
    expect(await everyName(world, 2, 'records')).toEqual([
      'practice a',
      'starter records-ready',
      'starter records-form',
    ]);
  });

  test('overwrites what it has seen alone', async () => {
    const world = await openWorld();
    expect(await put(world, 'a', 'One.', {}, 0)).toMatchObject({ version: 1, created: true });
    expect(await put(world, 'a', 'Two.', {}, 1)).toMatchObject({ version: 2, created: false });
    await expect(put(world, 'a', 'Three.', {}, 1)).rejects.toMatchObject({ code: 'version-mismatch' });
    await expect(deleteResponse(world, riverside, named('a'), 1)).rejects.toMatchObject({
      code: 'version-mismatch',
    });
    expect((await readResponse(world, riverside, named('a'))).response.body.en).toBe('Two.');
  });

  test('cannot save what invites a word that ends all texts, nor a broken field', async () => {
    const world = await openWorld();
    await expect(put(world, 'a', { en: 'Hi.', es: 'Responda CANCELAR para cambiar.' })).rejects.toMatchObject(
      {
        code: 'invalid',
        errors: [{ path: 'body.es[9-17]', message: expect.any(String) }],
      },
    );
    await expect(put(world, 'a', 'Hi {given')).rejects.toMatchObject({ errors: [{ path: 'body.en[3-4]' }] });
    await expect(readResponse(world, riverside, named('a'))).rejects.toMatchObject({ code: 'not-found' });
  });

  test("cannot take or change the name of the system's own", async () => {
    const world = await openWorld();
    await expect(put(world, 'phi-warning', 'Hi.')).rejects.toMatchObject({ code: 'conflict' });
    await expect(deleteResponse(world, riverside, named('phi-warning'), undefined)).rejects.toMatchObject({
      code: 'conflict',
    });
    expect((await readResponse(world, riverside, named('phi-warning'))).origin).toBe('system');
  });

  test("sees nothing of another's", async () => {
    const world = await openWorld();
    const lakeside = practiceIdSchema.parse('lakeside');
    await createPractice(world, { practiceId: lakeside, name: 'Lakeside', timeZone: 'America/Chicago' });
    await put(world, 'a', 'Hi.');
    await expect(readResponse(world, lakeside, named('a'))).rejects.toMatchObject({ code: 'not-found' });
    expect(
      (await listResponses(world, lakeside, { limit: 100 })).items.map(({ origin }) => origin),
    ).not.toContain('practice');
  });
});

describe('a response that is sent', () => {
  test("carries the patient's name and language, and is known in the thread by its name", async () => {
    const world = await openWorld();
    await putPatient(
      world,
      riverside,
      patientOf('p1'),
      {
        name: { given: 'Ana', family: 'B' },
        phone: patientNumber,
        language: 'es',
      },
      undefined,
    );
    await put(world, 'soon', { en: 'Hi {given|there}.', es: 'Hola {given|y gracias}: le vemos {when}.' });
    await world.text('cita por favor');
    await send(world, 'soon', { fields: { when: 'el lunes' } });
    await world.drain();
    expect(world.network.sent.at(-1)?.body).toBe('Hola Ana: le vemos el lunes.');
    expect((await world.texts()).at(-1)).toMatchObject({
      standardResponse: 'soon',
      purpose: 'reply',
      automated: false,
    });
    expect((await world.head()).thread.waitingOn).toBe('patient');
  });

  test('never reads again what a patient is called', async () => {
    const world = await openWorld();
    await putPatient(
      world,
      riverside,
      patientOf('p1'),
      {
        name: { given: '{phone|{shortName}} {{when}}', family: 'B' },
        phone: patientNumber,
      },
      undefined,
    );
    await put(world, 'soon', 'Hi {given|there}: {when}.');
    await world.text('hello');
    await send(world, 'soon', { fields: { when: '{given} {shortName} $&' } });
    await world.drain();
    expect(world.network.sent.at(-1)?.body).toBe('Hi phone|shortName when: {given} {shortName} $&.');
  });

  test('that lacks a field is refused with its name, sends nothing and leaves the clock running', async () => {
    const world = await openWorld();
    await put(world, 'soon', 'See you {when} at {where}.');
    await world.text('hello');
    const sent = world.network.sent.length;
    await expect(send(world, 'soon', { fields: { where: 'the office' } })).rejects.toMatchObject({
      code: 'invalid',
      errors: [{ path: 'fields.when', message: expect.stringContaining('{when}') }],
    });
    await expect(send(world, 'no-such')).rejects.toMatchObject({
      code: 'invalid',
      errors: [{ path: 'standardResponse' }],
    });
    await world.drain();
    expect(world.network.sent.length).toBe(sent + 1);
    expect((await world.head()).thread.waitingOn).toBe('practice');
  });

  test('that grows too long with its fields is refused', async () => {
    const world = await openWorld();
    await put(world, 'long', Array.from({ length: 10 }, (_, index) => `{f${index}}`).join(''));
    await world.text('hello');
    const fields = Object.fromEntries(
      Array.from({ length: 10 }, (_, index) => [`f${index}`, 'x'.repeat(200)]),
    );
    await expect(send(world, 'long', { fields })).rejects.toMatchObject({
      code: 'invalid',
      errors: [{ path: 'fields', message: expect.stringContaining('1600') }],
    });
  });

  test('is held to the same rules as other texts: health information in a field is refused', async () => {
    const world = await openWorld();
    await put(world, 'soon', 'Please call about {what}.');
    await world.text('hello');
    await expect(send(world, 'soon', { fields: { what: 'your A1C' } })).rejects.toMatchObject({
      code: 'phi',
    });
  });

  test('has the purpose it was written for, where the sender says none', async () => {
    const world = await openWorld();
    await put(world, 'offer', 'We have new hours. Reply STOP to opt out.', { purpose: 'marketing' });
    await world.text('hello');
    await expect(send(world, 'offer')).rejects.toMatchObject({ code: 'no-consent' });
    await expect(send(world, 'offer', { purpose: 'reply' })).resolves.toMatchObject({ status: 'queued' });
  });

  test('answers a repeated key as at first, though it is gone or asks for more by now', async () => {
    const world = await openWorld();
    await put(world, 'soon', 'We will text you soon.');
    await world.text('hello');
    const keyed = (key: string, content = 'soon') =>
      replyToPatient(world, here(world), { standardResponse: named('soon'), by: sam }, { key, content });
    const first = await keyed('k');
    await put(world, 'soon', 'We will text you {when}.');
    expect(await keyed('k')).toEqual(first);
    await deleteResponse(world, riverside, named('soon'), undefined);
    expect(await keyed('k')).toEqual(first);
    await expect(keyed('k', 'else')).rejects.toMatchObject({ code: 'idempotency-mismatch' });
    await expect(keyed('other')).rejects.toMatchObject({ code: 'invalid' });
    await world.drain();
    expect(world.network.sent.filter(({ body }) => body.includes('text you'))).toHaveLength(1);
  });

  test('a starter goes as it is', async () => {
    const world = await openWorld();
    await world.text('hello');
    await send(world, 'thanks-looking');
    await world.drain();
    expect(world.network.sent.at(-1)?.body).toBe(
      'Riverside: Thank you, we got your text. We are looking into it and will text you soon.',
    );
  });
});

describe('a preview', () => {
  test('shows what one patient would get, and sends nothing', async () => {
    const world = await openWorld();
    await world.text('hello');
    await world.drain();
    const [sent, texts] = [world.network.sent.length, (await world.texts()).length];
    const fields = { when: 'Tue 9:30 AM' };
    const wishes = { contactId: world.contactOf(), fields };
    expect(await previewResponse(world, riverside, named('appointment-offer'), wishes)).toEqual({
      body: 'Riverside: Hi there, we can see you Tue 9:30 AM. Does that work for you?',
      language: 'en',
      segments: 1,
      encoding: 'GSM-7',
      units: 72,
      missing: [],
      findings: [],
    });
    expect(
      await previewResponse(world, riverside, named('appointment-offer'), { language: 'es' }),
    ).toMatchObject({
      language: 'es',
      missing: ['when'],
      findings: [{ code: 'field-needed' }],
    });
    await world.drain();
    expect([world.network.sent.length, (await world.texts()).length]).toEqual([sent, texts]);
  });

  test('finds in what the fields say what the words alone do not', async () => {
    const world = await openWorld();
    await put(world, 'soon', 'Please {what}.');
    const preview = (what: string) => previewResponse(world, riverside, named('soon'), { fields: { what } });
    const { body, findings } = await preview('ask about your A1C');
    expect(findings).toMatchObject([{ code: 'health-information' }]);
    expect(body.slice(findings[0]?.start, findings[0]?.end)).toBe('A1C');
    expect((await preview('reply CANCEL')).findings).toMatchObject([
      { code: 'reserved-word', severity: 'error' },
    ]);
    expect(await preview('é'.repeat(160))).toMatchObject({ segments: 2, findings: [{ code: 'segments' }] });
  });

  test('of words that are not saved needs no such response', async () => {
    const world = await openWorld();
    const draft = standardResponseSchema.parse({ body: 'Reply STOP to move your visit.' });
    expect((await previewResponse(world, riverside, named('new'), { draft })).findings).toMatchObject([
      { code: 'reserved-word', severity: 'error' },
    ]);
    await expect(previewResponse(world, riverside, named('new'), {})).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('suggestions for a thread', () => {
  const names = async (world: TestWorld) =>
    (await suggestResponses(world, here(world))).map(({ name }) => name);
  const answer = async (world: TestWorld, name: string) => {
    const { textId } = await send(world, name);
    expect(await countUse(world, here(world), textId)).toBe('counted');
    return textId;
  };

  test('are by its type at first, filled in for its patient', async () => {
    const world = await openWorld();
    await world.text('Can I get my refill?');
    const [first] = await suggestResponses(world, here(world));
    expect(first).toMatchObject({
      name: 'prescription-question',
      uses: 0,
      segments: 1,
      why: 'A starter for this type (prescription).',
      body: expect.stringContaining('Riverside: Hi there'),
    });
  });

  test('learn from what answered like texts', async () => {
    const world = await openWorld();
    await world.text('Can I get my refill?');
    await answer(world, 'prescription-visit');
    await world.text('At which pharmacy?');
    await answer(world, 'prescription-sent');
    await world.text('And one more refill');
    expect((await suggestResponses(world, here(world)))[0]).toMatchObject({
      name: 'prescription-visit',
      uses: 1,
      why: 'Sent once to texts with "refill".',
    });
    await answer(world, 'prescription-visit');
    await world.text('pharmacy again');
    expect((await names(world))[0]).toBe('prescription-sent');
  });

  test('count one answer once, however often they are told, and many at a time', async () => {
    const world = await openWorld();
    await world.text('refill');
    const textId = await answer(world, 'prescription-visit');
    await countUse(world, here(world), textId);
    const { textId: second } = await send(world, 'prescription-visit');
    await Promise.all([1, 2, 3, 4].map(() => countUse(world, here(world), second)));
    await world.text('refill');
    expect((await suggestResponses(world, here(world)))[0]?.uses).toBe(2);
  });

  test('are not counted by a busy store, which is no failure of the answer', async () => {
    const world = await openWorld();
    await world.text('refill');
    const { textId } = await send(world, 'prescription-visit');
    const commit = () => Promise.reject(new StoreUnavailable('busy'));
    const busy = Object.assign(Object.create(world), { store: { ...bound(world), commit } });
    expect(await countUse(busy, here(world), textId)).toBe('not-counted');
  });
});

const bound = ({ store }: TestWorld) => ({
  read: store.read.bind(store),
  list: store.list.bind(store),
});
