import { describe, expect, it } from 'vitest';
import { createCarriers } from '../../shared/adapters/carriers/registry.ts';
import { type SimulatedNetwork, signSimulated } from '../../shared/adapters/carriers/simulated/carrier.ts';
import type { CarrierRequest } from '../../shared/ports/carrier.ts';
import {
  carrierContract,
  line,
  outbound,
  patient,
  reference,
  type TextFields,
  words,
} from './carrier.contract.ts';

const secret = 'a-secret-of-the-simulation';
const textsUrl = 'https://texts.example.com/carriers/simulated/texts';

function signed(said: unknown, url = textsUrl): CarrierRequest {
  const body = Buffer.from(JSON.stringify(said));
  return { url, body, headers: { 'x-simulated-signature': signSimulated(secret, url, body) } };
}
const text = (fields: TextFields & { media?: unknown }) =>
  signed({ id: 'sim-1', from: patient, to: line, body: words, ...fields });
const receipt = (fields: object) =>
  signed({ id: 'sim-2', reference, from: line, ...fields }, textsUrl.replace('texts', 'receipts'));

const ofNetwork = (simulatedNetwork?: SimulatedNetwork) =>
  createCarriers({ region: 'us-east-1', ...(simulatedNetwork && { simulatedNetwork }) }).simulated;

carrierContract('simulated', {
  make: () => ofNetwork(),
  account: { secret },
  strangersAccount: { secret: 'another' },
  signsUrl: true,
  text,
  names: { id: 'id', from: 'from', to: 'to', body: 'body' },
  furtherTexts: [
    {
      title: 'pictures by their kind',
      request: text({ body: '', media: ['image/jpeg'] }),
      expected: { media: ['image/jpeg'] },
    },
    {
      title: 'words with NUL in them, without it',
      request: text({ body: 'a\0b' }),
      expected: { body: 'ab' },
    },
  ],
  malformedTexts: [
    { title: 'media that is no list', request: text({ media: 'image/jpeg' }), detail: 'media' },
  ],
  forged: [
    {
      title: 'a signature of another length',
      request: { ...text({}), headers: { 'x-simulated-signature': 'ab' } },
    },
  ],
  receipts: [
    {
      title: 'sent',
      request: receipt({ status: 'sent' }),
      expected: { carrierMessageId: 'sim-2', status: 'sent' },
    },
    {
      title: 'delivered',
      request: receipt({ status: 'delivered' }),
      expected: { carrierMessageId: 'sim-2', status: 'delivered' },
    },
    {
      title: 'failed, because of a landline',
      request: receipt({ status: 'failed', code: 'landline' }),
      expected: { carrierMessageId: 'sim-2', status: 'failed', obstacle: 'landline', code: 'landline' },
    },
    {
      title: 'failed, for no reason that we know',
      request: receipt({ status: 'failed', code: 'constructor' }),
      expected: { carrierMessageId: 'sim-2', status: 'failed', obstacle: 'other', code: 'constructor' },
    },
    { title: 'a status that we do not know', request: receipt({ status: 'pondering' }), expected: 'ignored' },
  ],
  malformedReceipts: [
    {
      title: 'no reference',
      request: receipt({ status: 'sent', reference: undefined }),
      detail: 'reference',
    },
    {
      title: 'an id that is not ours',
      request: receipt({ status: 'sent', reference: { ...reference, textId: '7' } }),
      detail: 'reference.textId',
    },
    { title: 'no status', request: receipt({}), detail: 'status' },
  ],
  answers: [],
  complaints: [`No handset at ${patient} for '${outbound.body}'`],
});

describe('carrier simulated hands a text to its network', () => {
  it('and answers what the network answers', async () => {
    const network = { accept: async () => ({ outcome: 'accepted', carrierMessageId: 'sim-3' }) as const };
    expect(await ofNetwork(network).send(outbound, {})).toEqual({
      outcome: 'accepted',
      carrierMessageId: 'sim-3',
    });
  });
  it('and does not know the outcome where the network breaks', async () => {
    const network = { accept: () => Promise.reject(new Error('Gone.')) };
    expect(await ofNetwork(network).send(outbound, {})).toEqual({
      outcome: 'unknown',
      code: 'connection-lost',
    });
  });
  it('which a deployment does not have', async () => {
    expect(await ofNetwork().send(outbound, {})).toMatchObject({ outcome: 'rejected', code: 'no-network' });
  });
});
