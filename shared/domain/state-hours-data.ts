import { federalHolidays, type Holiday } from './holidays.ts';
import type { StateCode } from './state.ts';
import { daily, type TextingHours, window } from './texting-hours.ts';

/**
 * State rules that are tighter than 8 AM to 9 PM, for counsel to read and complete; nothing here is legal advice. Most
 * have exceptions that would let a practice text its own patients (consent, an established relationship): none is used.
 *
 * `effective` is the day the rule, or the amendment that brought texts under it, took effect; where the text read for
 * this table does not say, the day for which that text was current. All of them are about telemarketing, which for us is
 * the purpose `marketing`; `appliesTo: 'all'` is there for a state that limits other texts too.
 */
export interface StateHours extends TextingHours {
  readonly state: StateCode;
  readonly appliesTo: 'telemarketing' | 'all';
}

const goodFriday: Holiday = { name: 'Good Friday', easter: -2 };
const mardiGras: Holiday = { name: 'Mardi Gras', easter: -47 };
const electionDay = { name: 'Election Day', month: 11, weekday: 1, nth: 1, plus: 1 } as const;

const rule = (
  state: StateCode,
  name: string,
  hours: Omit<StateHours, 'state' | 'name' | 'appliesTo'>,
): StateHours => ({ state, name: `hours of ${name}`, appliesTo: 'telemarketing', ...hours });

export const stateHours: readonly StateHours[] = [
  // Automated solicitation calls: none on Sundays or holidays. The holidays are those of Ala. Code 1-3-8.
  rule('AL', 'Alabama', {
    ...daily(8, 20),
    sunday: 'none',
    holidays: [
      ...federalHolidays,
      mardiGras,
      { name: 'Confederate Memorial Day', month: 4, weekday: 1, nth: 4 },
      { name: "Jefferson Davis' Birthday", month: 6, weekday: 1, nth: 1 },
    ],
    cites: 'Ala. Admin. Code 770-X-5-.17(1)(b)',
    effective: '2024-11-27',
  }),
  rule('CT', 'Connecticut', {
    ...daily(9, 20),
    cites: 'Conn. Gen. Stat. 42-288a (P.A. 23-98)',
    effective: '2023-10-01',
  }),
  rule('FL', 'Florida', {
    ...daily(8, 20),
    cites: 'Fla. Stat. 501.616(6)(a)',
    effective: '2021-07-01',
  }),
  rule('KY', 'Kentucky', {
    ...daily(10, 21),
    cites: 'Ky. Rev. Stat. 367.46955',
    effective: '2002-07-15',
  }),
  // Monday to Saturday, none on state holidays; those are of La. R.S. 1:55.
  rule('LA', 'Louisiana', {
    ...daily(8, 20),
    sunday: 'none',
    holidays: [
      ...federalHolidays,
      { name: 'Battle of New Orleans', month: 1, day: 8 },
      mardiGras,
      goodFriday,
      { name: "Huey P. Long's Birthday", month: 8, day: 30 },
      { name: "All Saints' Day", month: 11, day: 1 },
      { ...electionDay, years: 'even' },
      { name: 'Acadian Day', month: 11, weekday: 4, nth: 4, plus: 1 },
    ],
    cites: 'La. R.S. 45:811(2)-(3)',
    effective: '1992-01-01',
  }),
  rule('MA', 'Massachusetts', {
    ...daily(8, 20),
    cites: '201 CMR 12.02(2)',
    effective: '2003-01-01',
  }),
  rule('MD', 'Maryland', {
    ...daily(8, 20),
    cites: 'Md. Code, Com. Law 14-4502',
    effective: '2024-01-01',
  }),
  rule('MN', 'Minnesota', {
    ...daily(9, 21),
    cites: 'Minn. Stat. 325E.30',
    effective: '2025-11-01',
  }),
  // By Central Standard Time, as the statute says; Mississippi has no other clock.
  rule('MS', 'Mississippi', {
    ...daily(8, 20),
    sunday: 'none',
    cites: 'Miss. Code 77-3-723(1)',
    effective: '2003-07-01',
  }),
  rule('NM', 'New Mexico', {
    ...daily(9, 21),
    cites: 'N.M. Stat. 57-12-22',
    effective: '2025-11-01',
  }),
  rule('OK', 'Oklahoma', {
    ...daily(8, 20),
    cites: 'Okla. Stat. tit. 15, 775C.4',
    effective: '2022-11-01',
  }),
  // Legal holidays as the Attorney General lists them.
  rule('PA', 'Pennsylvania', {
    ...daily(8, 21),
    holidays: [...federalHolidays, goodFriday, { name: 'Flag Day', month: 6, day: 14 }, electionDay],
    cites: '73 P.S. 2245(a)(10)',
    effective: '2019-12-03',
  }),
  // "Hours of operation": none on Sundays, none on state or federal holidays (R.I. Gen. Laws 25-1-1).
  rule('RI', 'Rhode Island', {
    ...daily(9, 18),
    saturday: window(10, 17),
    sunday: 'none',
    holidays: [
      ...federalHolidays,
      { name: 'Rhode Island Independence Day', month: 5, day: 4 },
      { name: 'Victory Day', month: 8, weekday: 1, nth: 2 },
      { ...electionDay, years: 'even' },
    ],
    cites: 'R.I. Gen. Laws 5-61-2(2), 5-61-3.6',
    effective: '2000-01-01',
  }),
  // Weekdays alone, for automated dialing.
  rule('SD', 'South Dakota', {
    ...daily(9, 21),
    saturday: 'none',
    sunday: 'none',
    cites: 'S.D. Codified Laws 37-30-28',
    effective: '1992-01-01',
  }),
  rule('TX', 'Texas', {
    ...daily(9, 21),
    sunday: window(12, 21),
    cites: 'Tex. Bus. & Com. Code 301.051; S.B. 140 (2025)',
    effective: '2025-09-01',
  }),
  // "Legal holiday" as in Utah Code 63G-1-301.
  rule('UT', 'Utah', {
    ...daily(8, 21),
    sunday: 'none',
    holidays: [...federalHolidays, { name: 'Pioneer Day', month: 7, day: 24 }],
    cites: 'Utah Code 13-25a-103(3)',
    effective: '2025-01-01',
  }),
  rule('WA', 'Washington', {
    ...daily(8, 20),
    cites: 'RCW 19.158.040(2)',
    effective: '2022-06-09',
  }),
];
