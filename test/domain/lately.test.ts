import { expect, it, vi } from 'vitest';
import { lately } from '../../shared/domain/lately.ts';

it('reads a text once however often it is asked for in a row, and each other text anew', () => {
  const read = vi.fn((text: string) => text.length);
  const reading = lately(read);
  expect(['', '', 'stop', 'stop', 'C', 'stop'].map(reading)).toEqual([0, 0, 4, 4, 1, 4]);
  expect(read.mock.calls.map(([text]) => text)).toEqual(['', 'stop', 'C', 'stop']);
});

it('reads again what could not be read', () => {
  const read = vi.fn((text: string) => {
    if (read.mock.calls.length === 1) throw new RangeError('once');
    return text;
  });
  const reading = lately(read);
  expect(() => reading('stop')).toThrow('once');
  expect(reading('stop')).toBe('stop');
});
