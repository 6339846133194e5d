import { describe, expect, test } from 'vitest';
import { whereabouts } from '../../shared/domain/whereabouts.ts';
import { phone } from '../support/facts.ts';

const practiceZone = 'America/New_York';
const newYorker = phone('+12125550147');
const tollFree = phone('+18005550147');
const hoosier = phone('+18125550147');

describe('where a contact may be', () => {
  test.each([
    ['nothing known but a number', newYorker, [], ['America/New_York'], ['NY'], 'number'],
    ['a number over two zones', hoosier, [{}], ['America/Chicago', 'America/New_York'], ['IN'], 'number'],
    ['a number that is nowhere', tollFree, [{}], ['America/New_York'], [], 'practice'],
    ['a number from abroad', phone('+442079460018'), [], ['America/New_York'], [], 'practice'],
    [
      'a New York number in Phoenix, by the record',
      ...[newYorker, [{ timeZone: 'America/Phoenix' }], ['America/Phoenix'], ['NY'], 'patient'],
    ],
    [
      'a New York number in Phoenix, by the ZIP code',
      ...[newYorker, [{ zip3: '850' }], ['America/New_York', 'America/Phoenix'], ['AZ'], 'number'],
    ],
    [
      'a family in two states',
      ...[newYorker, [{ zip3: '100' }, { zip3: '327' }], ['America/New_York'], ['NY', 'FL'], 'number'],
    ],
    [
      'a family of which one lives elsewhere, by the record',
      ...[
        newYorker,
        [{ timeZone: 'Pacific/Honolulu', zip3: '968' }, {}],
        ['Pacific/Honolulu'],
        ['HI'],
        'patient',
      ],
    ],
    [
      'an unknown ZIP code',
      hoosier,
      [{ zip3: '000' }],
      ['America/Chicago', 'America/New_York'],
      ['IN'],
      'number',
    ],
    ['a ZIP code alone', tollFree, [{ zip3: '968' }], ['Pacific/Honolulu'], ['HI'], 'number'],
  ] as const)('%s', (_what, number, patients, zones, states, source) => {
    const where = whereabouts({ phone: number, patients }, practiceZone);
    expect({ ...where, zones: where.zones.toSorted() }).toEqual({ zones, states, source });
  });
});
