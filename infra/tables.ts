import { App, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { bindings } from '../shared/runtime/env.ts';
import { grantsFor } from './constructs/grants.ts';
import { type Declared, functions, isAsynchronous } from './topology.ts';

/* The tables of ARCHITECTURE.md, from the topology and from what CDK grants: `npm run document` writes them there. */

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
const code = (word: string): string => `\`${word}\``;
const listed = (words: readonly string[]): string => words.map(code).join(', ');

function triggersOf({ routes, events, timers, topic, everyMinutes, stream, authorizes }: Declared): string {
  return [
    ...(routes ?? []).map(({ method, path, guard }) => `${code(`${method} ${path}`)} (${guard})`),
    ...(events ? [`events ${listed(events)}`] : []),
    ...(timers ? [`timers ${listed(timers)}`] : []),
    ...(topic ? [`topic ${code(topic)}`] : []),
    ...(everyMinutes === undefined ? [] : [`every ${everyMinutes} minutes`]),
    ...(stream ? ["the table's stream"] : []),
    ...(authorizes ? ['requests with a key'] : []),
  ].join('<br>');
}

const deadLettersOf = (declared: Declared): string => {
  if (declared.stream) return "of the stream's mapping";
  if (declared.topic) return "of its topic's queue";
  return isAsynchronous(declared) ? 'its own' : 'none: its caller asks again';
};

/** Every function: what wakes it, what it may touch, its bounds, where its failures wait, its alarm. */
export const functionTable = (): string =>
  table(
    ['function', 'trigger', 'may touch', 'memory', 'timeout', 'dead letters', 'alarm'],
    functions.map((declared) => [
      code(declared.name),
      triggersOf(declared),
      listed(declared.bindings),
      `${declared.memoryMb} MB`,
      `${declared.timeoutSeconds} s`,
      deadLettersOf(declared),
      declared.alarm,
    ]),
  );

/** Every binding: the permissions and the variables that come with it. */
function bindingTable(): string {
  const scope = new Stack(new App());
  const arn = 'arn:aws:kms:us-east-1:123456789012:key/of-the-table';
  const grants = grantsFor(scope, {
    stage: 'stage',
    key: Key.fromKeyArn(scope, 'Key', arn),
    identity: { secretArn: arn },
    busName: '',
    busArn: arn,
    scheduleGroup: '',
    scheduleRoleArn: arn,
    timerDeadLettersArn: arn,
    optOutListArn: arn,
    publicUrl: '',
  });
  return table(
    ['binding', 'permissions', 'variables'],
    (Object.keys(bindings) as (keyof typeof bindings)[]).map((name) => {
      const { statements, variables } = grants[name];
      const actions = new Set(statements.flatMap(({ actions }) => actions));
      return [code(name), listed([...actions]), listed(Object.keys(variables))];
    }),
  );
}

const begin = (name: string) => `<!-- ${name}: written by npm run document -->`;
const end = '<!-- end -->';

/** The document with its tables as they are now. Throws where it has no place for one. */
export function withTables(document: string): string {
  let written = document;
  for (const [name, content] of [
    ['functions', functionTable()],
    ['bindings', bindingTable()],
  ] as const) {
    const from = written.indexOf(begin(name));
    const to = written.indexOf(end, from);
    if (from < 0 || to < 0) throw new Error(`ARCHITECTURE.md has no place for the table of ${name}.`);
    written = `${written.slice(0, from)}${begin(name)}\n\n${content}\n\n${written.slice(to)}`;
  }
  return written;
}
