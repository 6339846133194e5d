import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { taskIdSchema } from '../../shared/domain/identifiers.ts';
import { isoFrom, plusSeconds } from '../../shared/domain/time.ts';
import { uuidv7 } from '../../shared/domain/uuid.ts';

const epoch = isoFrom('1970-01-01T00:00:00Z');
const random = fc.uint8Array({ minLength: 10, maxLength: 10 });
const milliseconds = fc.integer({ min: 0, max: 2 ** 42 });
const at = (ms: number) => plusSeconds(epoch, ms / 1000);

test('the example of RFC 9562, appendix A.6', () => {
  const bits = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
  expect(uuidv7(isoFrom('2022-02-22T19:22:22.000Z'), bits)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
});

test('version 7 and variant 10 stand wherever chance falls, and the moment can be read back', () => {
  fc.assert(
    fc.property(milliseconds, random, (ms, bytes) => {
      const id = uuidv7(at(ms), bytes);
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(ms);
      expect(taskIdSchema.safeParse(id).success).toBe(true);
    }),
  );
});

test('the order of the ids is the order of their moments', () => {
  fc.assert(
    fc.property(milliseconds, milliseconds, random, random, (one, two, a, b) => {
      if (one !== two) expect(uuidv7(at(one), a) < uuidv7(at(two), b)).toBe(one < two);
    }),
  );
});

test('the bytes given stay as they are', () => {
  const bytes = new Uint8Array(10).fill(255);
  uuidv7(epoch, bytes);
  expect([...bytes]).toEqual(Array.from({ length: 10 }, () => 255));
});
