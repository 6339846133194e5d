import { startingPlans } from './reminder-plans.ts';
import type { Policy, Profile, Settings } from './settings.ts';
import { startingTypes } from './starting-types.ts';

const weekday = [['09:00', '17:00']] as [string, string][];

/** A new practice's policy, and that of one which was made before there was any. */
export const startingPolicy: Policy = {
  caps: { perDay: 3, perWeek: 8 },
  exemption: false,
  stopScope: 'all',
  billAmount: false,
  slaReply: true,
};

/**
 * Parts that came later than others, each with what holds for a practice of before that has not written its own: what held for all
 * of them then.
 */
export const laterParts = {
  policy: startingPolicy,
  holidays: { observe: [], closed: [], changed: [] },
  staff: [],
  'reminder-plans': startingPlans,
} satisfies Partial<Settings>;

/**
 * Safe settings for a new practice: nothing automated is switched on but acknowledgements, and every message has a
 * type with a goal. `starting-types.ts` has them.
 */
export const startingSettings = (profile: Profile): Settings => ({
  ...laterParts,
  profile,
  hours: { week: { mon: weekday, tue: weekday, wed: weekday, thu: weekday, fri: weekday, sat: [], sun: [] } },
  'message-types': startingTypes,
  purposes: {
    appointment: { on: false },
    recall: { on: false },
    bill: { on: false },
    care: { on: false },
    marketing: { on: false },
  },
});
