/** Makes the samples that ship, from the simulator: `node scripts/make-samples.ts`. A test makes them again and compares. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { SCENARIOS } from '../src/simulator/scenarios.ts';
import { simulate } from '../src/simulator/simulate.ts';

export const SAMPLES = [
  { name: 'gulf-of-finland-2024-12-25', scenario: 'eagle-s', seed: 1 },
  { name: 'taiwan-strait-2025-02-24', scenario: 'hong-tai-58', seed: 1 },
] as const;

/** File names and bytes of one sample. */
export function sampleFiles(sample: (typeof SAMPLES)[number]): { readonly nmea: string; readonly truth: string } {
  const { lines, truth } = simulate(SCENARIOS[sample.scenario]!, sample.seed);
  return { nmea: `${lines.join('\r\n')}\r\n`, truth: `${JSON.stringify(truth, null, 2)}\n` };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'data', 'samples');
  mkdirSync(folder, { recursive: true });
  for (const sample of SAMPLES) {
    const { nmea, truth } = sampleFiles(sample);
    const packed = gzipSync(nmea, { level: 9 });
    writeFileSync(join(folder, `${sample.name}.nmea.gz`), packed);
    writeFileSync(join(folder, `${sample.name}.truth.json`), truth);
    process.stdout.write(`${sample.name}: ${nmea.split('\n').length - 1} sentences, ${packed.length} bytes\n`);
  }
}
