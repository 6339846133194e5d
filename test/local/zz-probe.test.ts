import { it } from 'vitest';
import { startDynoxide } from '../support/dynoxide.ts';
import { startChild, tuesdayMorning } from '../support/local-host.ts';
it('many at once', async () => {
  const engine = await startDynoxide();
  const host = await startChild({ clock: tuesdayMorning, dynamodb: engine!.endpoint });
  const { client } = host;
  const n = 150;
  const phone = `+1646555${9100 + n}`;
  const answers = await Promise.all(Array.from({ length: n }, (_, i) => client.post(client.twilioText({ from: phone, body: `n ${i}` }))));
  const by = Map.groupBy(answers, (a) => a.status);
  console.log(n, 'at once', [...by].map(([k, v]) => [k, v.length]));
  console.log(host.output().split('\n').filter((l) => l.includes('"ERROR"')).slice(0, 12).join('\n'));
  await host.stop(); await engine!.stop();
}, 60000);
