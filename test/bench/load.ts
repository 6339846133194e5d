import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { signSimulated } from '../../shared/adapters/carriers/simulated/carrier.ts';

/** A program under load: its folder, where it listens, and how to end it. */
export interface Running {
  readonly url: string;
  readonly folder: string;
  readonly secret: string;
  /** Seconds of the processor's time that it has used. */
  readonly processorSeconds: () => number;
  readonly stop: () => Promise<void>;
}

const secret = 'bench-secret';
/** What /proc counts processor time in: 100 a second on Linux. */
const ticksPerSecond = 100;

/** Starts a program of this folder that prints `{"ready":true,"url":...}`, with a folder and a secret of its own. */
async function startProgram(file: string): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const program = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program], {
    env: { ...process.env, PORT: '0', DATA_DIR: folder, SECRET: secret, POWERTOOLS_LOG_LEVEL: 'SILENT' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`${file} ended before it was ready.`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{"ready"')) resolve(JSON.parse(line).url);
    });
  });
  return {
    url,
    folder,
    secret: secretIn(folder),
    processorSeconds: () => {
      // After the name, which may hold spaces: user time is the 12th field, system time the 13th (proc(5)).
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
    },
    stop: async () => {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

/** The local host makes its own secrets. */
function secretIn(folder: string): string {
  try {
    return JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8')).simulated;
  } catch {
    return secret;
  }
}

export interface Measured {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly refused: number;
  /** Microseconds of the processor's time that one text took. */
  readonly processorUs: number;
}

const textsMax = 150_000;
/**
 * So many of them are answered before anything is measured: a function that stands for days is warm, and both programs are. V8 goes on
 * compiling what is hot for some 30,000 texts, whoever takes longer for each.
 */
const warmTexts = 30_000;
const warmSeconds = 3;
/** The most that a program can be sent while it warms: what warms it and what comes of the last seconds. */
const warmTextsMax = 70_000;

/** A file of signed texts, each the first of its phone, and wrk's script that sends them; the texts have the numbers from one to before another. */
function writeScript(
  { folder, url, secret: signedWith }: Running,
  name: string,
  [from, until]: readonly [number, number],
): string {
  const rows = Array.from({ length: until - from }, (_, row) => {
    const index = from + row;
    const area = ['212', '646', '917', '347'][index % 4];
    const exchange = 555 + Math.floor(index / 40_000);
    const body = JSON.stringify({
      id: `bench-${index}`,
      from: `+1${area}${exchange}${String(Math.floor(index / 4) % 10_000).padStart(4, '0')}`,
      to: '+12125550101',
      body: 'Could I come in on Tuesday?',
    });
    return `${signSimulated(signedWith, `${url}/carriers/simulated/texts`, body)} ${body}`;
  });
  // A file of lines, for Lua takes no table of so many constants.
  const lines = join(folder, `${name}.txt`);
  writeFileSync(lines, rows.join('\n'));
  const script = join(folder, `${name}.lua`);
  writeFileSync(
    script,
    `local rows = {}
for line in io.lines("${lines}") do rows[#rows + 1] = line end
local sent = 0
function request()
  local row = rows[sent % #rows + 1]
  sent = sent + 1
  local headers = {["content-type"] = "application/json", ["x-simulated-signature"] = row:sub(1, 64)}
  return wrk.format("POST", "/carriers/simulated/texts", headers, row:sub(66))
end
`,
  );
  return script;
}

const milliseconds = (shown: string | undefined): number => {
  const [, number = 'NaN', unit = 'ms'] = /^([\d.]+)(us|ms|s)$/.exec(shown ?? '') ?? [];
  return Number(number) * ({ us: 0.001, ms: 1, s: 1000 }[unit] ?? Number.NaN);
};

/** Starts a program afresh and loads it by wrk: one thread, for the texts come from one list, and the program has the other processor. */
export async function load(file: string, connections: number, seconds: number): Promise<Measured> {
  const running = await startProgram(file);
  const wrk = (script: string, forSeconds: number): string =>
    spawnSync('wrk', ['-t1', `-c${connections}`, `-d${forSeconds}`, '--latency', '-s', script, running.url], {
      encoding: 'utf8',
    }).stdout;
  const requestsIn = (stdout: string): number => Number(/(\d+) requests in/.exec(stdout)?.[1]);
  let warmed = 0;
  while (warmed < warmTexts) {
    const script = writeScript(running, 'warm', [warmed, warmTextsMax]);
    // What wrk gave up at its end it does not count, and its program may have stored.
    warmed += requestsIn(wrk(script, warmSeconds)) + connections;
  }
  const script = writeScript(running, 'measured', [warmTextsMax, textsMax]);
  const before = running.processorSeconds();
  const stdout = wrk(script, seconds);
  const used = running.processorSeconds() - before;
  await running.stop();
  const requests = requestsIn(stdout);
  if (requests > textsMax - warmTextsMax || warmed > warmTextsMax)
    throw new Error('Texts were sent twice: let writeScript write more of them.');
  return {
    perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]),
    p50Ms: milliseconds(/^\s+50%\s+(\S+)/m.exec(stdout)?.[1]),
    p99Ms: milliseconds(/^\s+99%\s+(\S+)/m.exec(stdout)?.[1]),
    refused: Number(/Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? 0),
    processorUs: (used * 1e6) / requests,
  };
}
