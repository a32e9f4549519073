/**
 * Runs the tests suite by suite and prints one line each. `--long` runs the long suites (`*.long.ts`) instead;
 * `--allowed-skips FILE` fails on a skip whose reason the file does not list; words name suites to run.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { run } from 'node:test';
import { parseArgs } from 'node:util';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  todo: number;
}

const { values, positionals } = parseArgs({
  options: {
    long: { type: 'boolean', default: false },
    'allowed-skips': { type: 'string' },
    notes: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});

function suites(long: boolean): Map<string, string[]> {
  const ending = long ? 'long' : 'test';
  const found = new Map<string, string[]>();
  for (const file of globSync([`src/**/*.${ending}.ts`, `web/**/*.${ending}.ts`, `test/**/*.${ending}.ts`])
    .map((f) => f.replaceAll('\\', '/'))
    .sort()) {
    const [top, folder] = file.split('/');
    const suite =
      top === 'src' ? folder! : top === 'web' ? 'web' : file.slice('test/'.length).replace(/\.(test|long)\.ts$/, '');
    if (positionals.length > 0 && !positionals.includes(suite)) continue;
    found.set(suite, [...(found.get(suite) ?? []), file]);
  }
  return found;
}

function allowedSkips(file: string | undefined): readonly RegExp[] | undefined {
  if (file === undefined) return undefined;
  const list = JSON.parse(readFileSync(file, 'utf8')) as { skips: { reason: string }[] };
  return list.skips.map((s) => new RegExp(s.reason));
}

const failures: string[] = [];
const skips: { readonly name: string; readonly reason: string }[] = [];

async function runSuite(files: readonly string[]): Promise<Counts> {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0, todo: 0 };
  const stream = run({ files: [...files], concurrency: 2, timeout: values.long ? 1_200_000 : 600_000 });
  stream.on('test:pass', (event) => {
    if (event.details.type === 'suite') return;
    if (event.skip !== undefined && event.skip !== false) {
      counts.skipped++;
      skips.push({ name: event.name, reason: String(event.skip) });
    } else counts.passed++;
  });
  stream.on('test:fail', (event) => {
    if (event.details.type === 'suite' && event.details.error.cause === undefined) return;
    counts.failed++;
    const cause = event.details.error.cause;
    const text = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause ?? event.details.error.message);
    failures.push(`${event.file ?? ''}: ${event.name}\n    ${text.split('\n').slice(0, 25).join('\n    ')}`);
  });
  stream.on('test:diagnostic', (event) => {
    if (values.notes && event.nesting > 0) process.stdout.write(`    ${event.message}\n`);
  });
  stream.on('test:stderr', (event) => {
    if (values.notes) process.stderr.write(event.message);
  });
  for await (const _event of stream);
  return counts;
}

const total: Counts = { passed: 0, failed: 0, skipped: 0, todo: 0 };
const allowed = allowedSkips(values['allowed-skips']);
const found = suites(values.long);
for (const [suite, files] of found) {
  const startedAt = performance.now();
  const counts = await runSuite(files);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  process.stdout.write(
    `${suite.padEnd(20)} ${counts.passed} passed, ${counts.failed} failed${skipped}  (${seconds} s)\n`,
  );
  for (const key of Object.keys(total) as (keyof Counts)[]) total[key] += counts[key];
}

for (const failure of failures) process.stdout.write(`\nFAILED ${failure}\n`);
const reasons = new Map<string, number>();
for (const skip of skips) reasons.set(skip.reason, (reasons.get(skip.reason) ?? 0) + 1);
for (const [reason, times] of reasons) process.stdout.write(`skipped ${times}: ${reason}\n`);
if (allowed !== undefined)
  for (const skip of skips)
    if (!allowed.some((pattern) => pattern.test(skip.reason))) {
      process.stdout.write(`\nSKIP NOT ALLOWED ${skip.name}: ${skip.reason}\n`);
      total.failed++;
    }
if (found.size === 0 && !existsSync('src')) total.failed++;
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exitCode = total.failed > 0 ? 1 : 0;
