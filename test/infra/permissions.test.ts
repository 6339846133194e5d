import { beforeAll, describe, expect, test } from 'vitest';
import { functions } from '../../infra/topology.ts';
import { type Binding, bindings } from '../../shared/runtime/env.ts';
import { bindingFaults, bindingsUsedBy, handlerCode } from '../support/port-uses.ts';

/* A binding is a permission and its variables: each is there because the function's own code can come to need it. */

const none = { unused: [], missing: [] };
const everyBinding = Object.keys(bindings) as readonly Binding[];

describe('what a function is bound to', () => {
  let code: ReadonlyMap<string, string> = new Map();
  const usedBy = (file: string) => bindingsUsedBy(code.get(file) ?? expect.fail(`${file} was not built.`));

  beforeAll(async () => {
    code = await handlerCode(functions);
  });

  test.each(functions)('is what the code of $name can reach, no more and no less', (declared) => {
    expect(bindingFaults(declared.bindings, usedBy(declared.file))).toEqual(none);
  });

  test.each(functions)('of $name cannot grow or shrink unseen', ({ file }) => {
    const used = usedBy(file);
    for (const name of everyBinding) {
      if (used.includes(name)) {
        const without = used.filter((other) => other !== name);
        expect(bindingFaults(without, used)).toEqual({ unused: [], missing: [name] });
      } else expect(bindingFaults([...used, name], used)).toEqual({ unused: [name], missing: [] });
    }
  });

  test.each(everyBinding)('is %s for some function: no binding is left over', (name) => {
    expect(functions.some((declared) => declared.bindings.includes(name))).toBe(true);
  });
});

describe('the use of a port in code', () => {
  test.each<[string, readonly Binding[]]>([
    ['const [head] = await world.store.read([key]);', ['table-read']],
    ['for (const one of await world.store.list(query)) use(one);', ['table-read']],
    ['await world.store.read([key]); return store.commit(full);', ['table']],
    ['const { current } = await world.secrets.identityKeys();', ['identity']],
    ['const practice = await world.settings.view(practiceId, line);', ['identity']],
    ['const account = await world.secrets.carrierAccount(name, "default");', ['carriers']],
    ['return world.carriers[name].parseText(request);', ['carriers']],
    ['const list = carrier.optOutList;', ['opt-out-list']],
    ['await bus.put(events);', ['bus']],
    ['await world.usagePlans.enrol(usageId, tier);', ['usage-plans']],
    [`const url = \`\${world.publicUrl}/carriers\`;`, ['sending']],
    ['await world.timers.clear(hint);', ['schedules']],
  ])('%s needs %j', (written, needed) => {
    expect(bindingsUsedBy(written)).toEqual(needed);
  });

  test.each([
    'if (practice.settings.purposes.recall.on) plan(draft);',
    'draft.timers.push(timer); list.read(); seen.list();',
    "const path = '/carriers/{carrier}/texts'; const event = 'table commit';",
    'const { carriers } = accounts; busy.put(1);',
  ])('%s needs nothing', (written) => {
    expect(bindingsUsedBy(written)).toEqual([]);
  });
});
