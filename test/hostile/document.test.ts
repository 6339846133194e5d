import { expect, it } from 'vitest';
import { routes } from '../../functions/practice-api/routes/index.ts';
import { operations } from './document.ts';

const practices = operations.filter(({ path }) => path.startsWith('/v1/'));

it('the document has every route and method of the API', () => {
  expect(practices.map(({ operationId }) => operationId).toSorted()).toEqual(
    routes.map(({ operationId }) => operationId).toSorted(),
  );
});

it.each(practices)(
  '$method $path is documented to refuse what is too large before a route sees it',
  ({ codesOf }) => {
    expect(codesOf(413)).toEqual(['too-large']);
  },
);

it('what reads the document promises one', () => {
  const { faultOf } =
    operations.find(({ operationId }) => operationId === 'readOpenApi') ?? expect.fail('It is not there.');
  expect(faultOf(200, 'application/json', { openapi: '3.1.0' })).toBeUndefined();
  expect(faultOf(200, 'application/json', undefined)).toBeDefined();
});
