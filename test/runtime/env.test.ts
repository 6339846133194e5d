import { describe, expect, test } from 'vitest';
import { environmentOf } from '../../shared/runtime/env.ts';

const arn = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:x';

describe('the environment of a function', () => {
  test('has the variables of its bindings, and no other', () => {
    const variables = { TABLE_NAME: 'texts', IDENTITY_SECRET_ARN: arn, OTHER: 'x' };
    expect(environmentOf(['table', 'identity'], variables)).toEqual({
      TABLE_NAME: 'texts',
      IDENTITY_SECRET_ARN: arn,
    });
  });

  test('that lacks some names all of them, each once', () => {
    expect(() =>
      environmentOf(['table', 'table-read', 'identity', 'schedules'], { SCHEDULE_GROUP: 'g' }),
    ).toThrow(
      'TABLE_NAME, IDENTITY_SECRET_ARN, SCHEDULE_ROLE_ARN, SCHEDULE_DEAD_LETTER_ARN, REMINDER_FUNCTION_ARN, AUTO_REPLY_FUNCTION_ARN, DELIVER_FUNCTION_ARN',
    );
  });

  test.each([
    ['TABLE_NAME', { TABLE_NAME: '' }, 'table'],
    ['IDENTITY_SECRET_ARN', { IDENTITY_SECRET_ARN: 'the secret itself' }, 'identity'],
    ['PUBLIC_URL', { PUBLIC_URL: 'not a url' }, 'sending'],
    ['CARRIER_SECRETS_PREFIX', {}, 'carriers'],
  ] as const)('a wrong %s is named, and what it held is not', (name, variables, binding) => {
    const message = (() => {
      try {
        environmentOf([binding], variables);
      } catch (error) {
        return error instanceof Error ? error.message : '';
      }
      return '';
    })();
    expect(message).toContain(name);
    expect(message).not.toMatch(/the secret itself|not a url/);
  });
});
