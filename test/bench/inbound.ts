import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { signSimulated } from '../../shared/adapters/carriers/simulated/carrier.ts';

/*
 * `npm run bench`: texts per second of the whole inbound path on the local host's store (signature, decision, durable commit), by
 * wrk at 1 and 16 connections. Everything that follows a text (delivery, receipts) runs in the same process meanwhile.
 */

const textsMax = 80_000;
const seconds = 10;

if (spawnSync('wrk', ['-v']).error) {
  console.log('wrk is not on this machine (Debian: apt-get install wrk): nothing was measured.');
  process.exit(1);
}

/** A folder, a host in it, and how to end both. */
async function startFresh(): Promise<{ url: string; secret: string; folder: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const main = fileURLToPath(new URL('../../infra/local/main.ts', import.meta.url));
  const host = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
    env: { ...process.env, PORT: '0', DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve) => {
    createInterface({ input: host.stdout }).on('line', (line) => {
      if (line.startsWith('{"ready"')) resolve(JSON.parse(line).url);
    });
  });
  const { simulated: secret } = JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8'));
  const stop = async () => {
    const ended = new Promise((done) => host.once('exit', done));
    host.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true });
  };
  return { url, secret, folder, stop };
}

/** wrk's script: signed texts from 40,000 phones, none twice. */
function writeScript(folder: string, url: string, secret: string): string {
  // A file of lines, for Lua takes no table of so many constants.
  const rows = Array.from({ length: textsMax }, (_, index) => {
    const area = ['212', '646', '917', '347'][index % 4];
    const from = `+1${area}555${String(Math.floor(index / 4) % 10_000).padStart(4, '0')}`;
    const body = JSON.stringify({
      id: `bench-${index}`,
      from,
      to: '+12125550101',
      body: 'Could I come in on Tuesday?',
    });
    return `${signSimulated(secret, `${url}/carriers/simulated/texts`, body)} ${body}`;
  });
  const lines = join(folder, 'inbound.txt');
  writeFileSync(lines, rows.join('\n'));
  const script = join(folder, 'inbound.lua');
  writeFileSync(
    script,
    `local rows = {}
for line in io.lines("${lines}") do rows[#rows + 1] = line end
local threads = 0
function setup(thread) thread:set("offset", threads); threads = threads + 1 end
local sent = 0
function request()
  local row = rows[(sent * 2 + offset) % #rows + 1]
  sent = sent + 1
  local headers = {["content-type"] = "application/json", ["x-simulated-signature"] = row:sub(1, 64)}
  return wrk.format("POST", "/carriers/simulated/texts", headers, row:sub(66))
end
`,
  );
  return script;
}

for (const connections of [1, 16]) {
  const { url, secret, folder, stop } = await startFresh();
  const script = writeScript(folder, url, secret);
  const threads = Math.min(2, connections);
  const { stdout } = spawnSync(
    'wrk',
    [`-t${threads}`, `-c${connections}`, `-d${seconds}`, '--latency', '-s', script, url],
    { encoding: 'utf8' },
  );
  const rate = /Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1];
  const median = /^\s+50%\s+(\S+)/m.exec(stdout)?.[1];
  const slow = /^\s+99%\s+(\S+)/m.exec(stdout)?.[1];
  const refused = /Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? '0';
  console.log(
    `${String(connections).padStart(2)} connections: ${rate} texts/s, p50 ${median}, p99 ${slow}, refused ${refused}`,
  );
  await stop();
}
