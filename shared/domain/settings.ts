import * as z from 'zod';
import { staffIdSchema } from './identifiers.ts';
import { phiPatternsSchema } from './phi-patterns.ts';
import { phoneNumberSchema } from './phone-number.ts';
import { plainText } from './plain-text.ts';
import { type ReminderPlans, reminderPlansSchema } from './reminder-plans.ts';
import type { IsoInstant } from './time.ts';
import { zoneSchema } from './zone.ts';

/** As many automated texts of a week as a contact's head remembers. */
export const automatedPerWeekMax = 10;

const localTime = z
  .string()
  .regex(/^(?:[01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$/, 'Write a local time as HH:MM, 00:00 to 24:00.');

const span = z
  .tuple([localTime, localTime])
  .refine(([from, to]) => from < to, 'A span begins before it ends.');

const spans = z
  .array(span)
  .max(6)
  .refine((list) => list.every((one, index) => index === 0 || (list[index - 1]?.[1] ?? '') <= one[0]), {
    message: 'Spans of a day stand in order and do not overlap.',
  });

export const profileSchema = z.strictObject({
  name: plainText(80),
  /** What texts use: short, so that every default text stays in one segment. */
  shortName: plainText(20),
  phone: phoneNumberSchema.optional(),
  address: plainText(200).optional(),
  timeZone: zoneSchema,
  bookingUrl: z.url().max(200).optional(),
  payUrl: z.url().max(200).optional(),
  emergencyWords: plainText(160).optional(),
});
export type Profile = z.infer<typeof profileSchema>;

export const hoursSchema = z.strictObject({
  week: z.strictObject({
    mon: spans,
    tue: spans,
    wed: spans,
    thu: spans,
    fri: spans,
    sat: spans,
    sun: spans,
  }),
});
export type Hours = z.infer<typeof hoursSchema>;

/** A local day of the practice's zone, `2026-12-24`; one that no calendar has is refused. */
const localDate = z.iso.date('Write a day as YYYY-MM-DD.');

/** Calendars of holidays that the system knows, by name: see `holidays.ts`. */
export const holidayCalendars = ['us-federal'] as const;

/**
 * The days on which the week's hours do not hold. `changed` goes before `closed`, which goes before what is observed, so that a
 * practice can observe a holiday and still open that morning.
 */
export const holidaysSchema = z.strictObject({
  observe: z.array(z.enum(holidayCalendars)).max(holidayCalendars.length).default([]),
  closed: z.array(localDate).max(200).default([]),
  changed: z
    .array(z.strictObject({ date: localDate, hours: spans }))
    .max(100)
    .refine((list) => new Set(list.map(({ date }) => date)).size === list.length, 'Each day stands once.')
    .default([]),
});
export type Holidays = z.infer<typeof holidaysSchema>;

/** Since or until when somebody is away: a local day, or a moment with its offset. */
const dayOrMoment = z.union(
  [localDate, z.iso.datetime({ offset: true })],
  'Write a day as YYYY-MM-DD, or a moment with its offset.',
);

const staffMemberSchema = z.strictObject({
  staffId: staffIdSchema,
  name: plainText(80),
  /** Who hears of a missed goal, and holds what nobody else can. */
  manager: z.boolean().optional(),
  phone: phoneNumberSchema.optional(),
  /** From a day until another, both whole; or from a moment until another. */
  away: z
    .array(z.strictObject({ from: dayOrMoment, to: dayOrMoment }))
    .max(20)
    .optional(),
  /** `inactive`: no longer with the practice, and kept for what they did. Holds no thread. */
  status: z.enum(['active', 'inactive']).optional(),
});
export type StaffMember = z.infer<typeof staffMemberSchema>;

export const staffSchema = z
  .array(staffMemberSchema)
  .max(200)
  .refine(
    (list) => new Set(list.map((one) => one.staffId)).size === list.length,
    'Each staffId stands once.',
  );
export type Staff = z.infer<typeof staffSchema>;

/** How soon a type is to be answered, in business hours. */
const goalSchema = z.union(
  [
    z.strictObject({ businessMinutes: z.int().min(5).max(10_080) }),
    z.strictObject({ businessDays: z.int().min(1).max(30), by: localTime.optional() }),
  ],
  'A goal is {"businessMinutes": n} or {"businessDays": n, "by": "HH:MM"}.',
);
export type Goal = z.infer<typeof goalSchema>;

const messageTypeSchema = z.strictObject({
  type: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'A type is small letters, digits and hyphens.'),
  words: z.array(z.string().trim().min(2).max(40)).max(200),
  pointPerson: staffIdSchema.optional(),
  deputy: staffIdSchema.optional(),
  goal: goalSchema,
  /** What the acknowledgement calls such a text, in the patient's words: "appointment request". */
  acknowledgement: plainText(40).optional(),
});
export type MessageType = z.infer<typeof messageTypeSchema>;

export const messageTypesSchema = z
  .array(messageTypeSchema)
  .min(1)
  .max(30)
  .refine((list) => list.at(-1)?.type === 'other', "The last type is 'other'.")
  .refine((list) => new Set(list.map((one) => one.type)).size === list.length, 'Each type stands once.');
export type MessageTypes = z.infer<typeof messageTypesSchema>;

const purposeSwitch = z.strictObject({ on: z.boolean(), dailyMax: z.int().min(1).max(1_000_000).optional() });

/** Which automated purposes are switched on. A new practice has none on. */
export const purposesSchema = z.strictObject({
  appointment: purposeSwitch,
  recall: purposeSwitch,
  bill: purposeSwitch,
  care: purposeSwitch,
  marketing: purposeSwitch,
});
export type PurposeSwitches = z.infer<typeof purposesSchema>;

/** Caps may be set lower or higher; the exemption's own bounds hold besides where a practice relies on it. */
const capsSchema = z
  .strictObject({
    perDay: z.int().min(1).max(automatedPerWeekMax),
    perWeek: z.int().min(1).max(automatedPerWeekMax),
  })
  .refine(({ perDay, perWeek }) => perDay <= perWeek, 'A day holds no more than its week.');

/** How a practice wants to be careful beyond what the law asks. Nothing here loosens a rule. */
const policySchema = z.strictObject({
  caps: capsSchema,
  /** It relies on the healthcare exemption in place of consent: one text a day and three a week (64.1200(a)(9)(iv)). */
  exemption: z.boolean(),
  /** Texting hours of its own, inside those of the law. */
  quietHours: z
    .strictObject({ from: localTime, to: localTime })
    .refine(({ from, to }) => from < to, 'Hours begin before they end.')
    .optional(),
  /** What a bare STOP covers: everything, or the kind of texts that it answers, once a rule allows that (see stop-scope.ts). */
  stopScope: z.enum(['all', 'kind']),
  /** How the practice writes its record and account numbers, so that texts do not hold them. */
  phiPatterns: phiPatternsSchema.optional(),
  /** Whether a bill's notice may name its amount. */
  billAmount: z.boolean(),
  /** Whether a patient whose goal was missed is told so. */
  slaReply: z.boolean(),
});
export type Policy = z.infer<typeof policySchema>;

/** Each part of the settings: its schema. A part that is not here does not exist. */
export const settingsSchemas = {
  profile: profileSchema,
  hours: hoursSchema,
  holidays: holidaysSchema,
  'message-types': messageTypesSchema,
  staff: staffSchema,
  'reminder-plans': reminderPlansSchema,
  purposes: purposesSchema,
  policy: policySchema,
} as const;
export type SettingsPart = keyof typeof settingsSchemas;
export const settingsParts = [
  'profile',
  'hours',
  'holidays',
  'message-types',
  'staff',
  'reminder-plans',
  'purposes',
  'policy',
] as const satisfies SettingsPart[];

/** A practice's settings, each part as it stands. */
export interface Settings {
  readonly profile: Profile;
  readonly hours: Hours;
  readonly holidays: Holidays;
  readonly 'message-types': MessageTypes;
  readonly staff: Staff;
  readonly 'reminder-plans': ReminderPlans;
  readonly purposes: PurposeSwitches;
  readonly policy: Policy;
  /** When the practice passed its readiness check; kept with its switches, which every automated text rests on. */
  readonly liveSince?: IsoInstant;
}

/** One part with its value: what a settings record holds. The switches' has besides since when the practice is live. */
export type SettingsValue = {
  [P in SettingsPart]: { readonly part: P; readonly value: Settings[P] } & (P extends 'purposes'
    ? { readonly liveSince?: IsoInstant }
    : unknown);
}[SettingsPart];
