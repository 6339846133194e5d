import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type CarrierStub, type StubAnswer, startCarrierStub } from './carrier-stub.ts';

/** What an SDK's client needs to reach a stub. */
export const clientOf = ({ url }: CarrierStub) => ({
  endpoint: url,
  region: 'us-east-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
});

/** A stub for the tests of one file, started once; before each it has heard nothing and answers as at first. */
export function stubbed(first: StubAnswer = { status: 200, body: '{}' }): () => CarrierStub {
  let stub: CarrierStub | undefined;
  beforeAll(async () => {
    stub = await startCarrierStub();
  });
  afterAll(() => stub?.close());
  const theStub = () => {
    if (!stub) throw new Error('The stub is there in tests alone.');
    return stub;
  };
  beforeEach(() => {
    theStub().requests.length = 0;
    theStub().answer = first;
  });
  return theStub;
}
