import * as z from 'zod';
import {
  type SettingsPart,
  type SettingsValue,
  settingsParts,
  settingsSchemas,
} from '../../../shared/domain/settings.ts';
import { asPractice, type Route, route } from '../../../shared/runtime/api.ts';
import { expectedVersion, versioned } from '../../../shared/runtime/lists.ts';
import { readAllSettings, readSettings, writeSettings } from '../../../shared/use-cases/settings.ts';

const answerOf = (part: SettingsPart) =>
  z.object({ part: z.literal(part), version: z.int(), value: settingsSchemas[part] });

const readRoute = (part: SettingsPart): Route =>
  route(asPractice, {
    method: 'GET',
    path: `/v1/settings/${part}`,
    operationId: `readSettings_${part}`,
    summary: `The settings' ${part}`,
    answers: { 200: answerOf(part) },
    handle: async ({ world, practiceId }) => versioned(await readSettings(world, practiceId, part)),
  });

/** One part's PUT: the schema and the value it makes are of the same part. */
const writeRoute = <S extends z.ZodType>(
  part: SettingsPart,
  schema: S,
  made: (value: z.output<S>) => SettingsValue,
): Route =>
  route(asPractice, {
    method: 'PUT',
    path: `/v1/settings/${part}`,
    operationId: `writeSettings_${part}`,
    summary: `Replaces the settings' ${part}`,
    body: schema,
    answers: { 200: answerOf(part) },
    refusals: ['version-mismatch'],
    reads: ['if-match'],
    handle: async ({ world, practiceId, actor, body, headers }) =>
      versioned(await writeSettings(world, practiceId, made(body), expectedVersion(headers), actor)),
  });

export const settingsRoutes: readonly Route[] = [
  route(asPractice, {
    method: 'GET',
    path: '/v1/settings',
    operationId: 'readAllSettings',
    summary: 'Every part of the settings',
    answers: {
      200: z.object({
        items: z.array(z.object({ part: z.enum(settingsParts), version: z.int(), value: z.unknown() })),
      }),
    },
    handle: async ({ world, practiceId }) => ({
      status: 200,
      body: { items: await readAllSettings(world, practiceId) },
    }),
  }),
  ...settingsParts.map(readRoute),
  writeRoute('profile', settingsSchemas.profile, (value) => ({ part: 'profile', value })),
  writeRoute('hours', settingsSchemas.hours, (value) => ({ part: 'hours', value })),
  writeRoute('holidays', settingsSchemas.holidays, (value) => ({ part: 'holidays', value })),
  writeRoute('staff', settingsSchemas.staff, (value) => ({ part: 'staff', value })),
  writeRoute('message-types', settingsSchemas['message-types'], (value) => ({
    part: 'message-types',
    value,
  })),
  writeRoute('reminder-plans', settingsSchemas['reminder-plans'], (value) => ({
    part: 'reminder-plans',
    value,
  })),
  writeRoute('purposes', settingsSchemas.purposes, (value) => ({ part: 'purposes', value })),
  writeRoute('policy', settingsSchemas.policy, (value) => ({ part: 'policy', value })),
];
