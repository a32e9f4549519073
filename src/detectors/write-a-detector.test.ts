import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Detector } from './detector.ts';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const guide = readFileSync(join(root, 'docs', 'guides', 'write-a-detector.md'), 'utf8');
const [example, exampleTest] = [...guide.matchAll(/```ts\n([\s\S]*?)```/g)].map((m) => m[1]!);

/** The guide's two blocks as files of their own, whose imports point into this folder. */
const folder = mkdtempSync(join(tmpdir(), 'merivaht-guide-'));
const intoSource = (code: string): string => code.replace(/'\.\/(?!stop-over-asset)([\w.-]+)'/g, `'${here}/$1'`);
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
writeFileSync(join(folder, 'stop-over-asset.ts'), intoSource(example!));
writeFileSync(join(folder, 'stop-over-asset.test.ts'), intoSource(exampleTest!));

describe('the guide to writing a detector', () => {
  after(() => rmSync(folder, { recursive: true }));

  it('shows a whole detector in some twenty lines of code', () => {
    const lines = example!.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('/**'));
    assert.ok(lines.length <= 21, `${lines.length} lines`);
  });

  it('shows code that compiles under the rules of the house', () => {
    const base = JSON.parse(readFileSync(join(root, 'tsconfig.base.json'), 'utf8')) as { compilerOptions: object };
    const compilerOptions = {
      ...base.compilerOptions,
      types: ['node'],
      typeRoots: [join(root, 'node_modules/@types')],
    };
    const files = ['stop-over-asset.ts', 'stop-over-asset.test.ts'];
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
    assert.equal(status, 0, stdout);
  });

  it('shows a test that the detector passes', () => {
    const { status, stdout } = spawnSync(process.execPath, ['--test', join(folder, 'stop-over-asset.test.ts')], {
      encoding: 'utf8',
      env: { ...process.env, NODE_TEST_CONTEXT: undefined },
    });
    assert.equal(status, 0, stdout);
    assert.match(stdout, /finds its case/);
  });

  it('names the detector as its registry line does', async () => {
    const module = (await import(pathToFileURL(join(folder, 'stop-over-asset.ts')).href)) as Record<
      string,
      () => Detector
    >;
    const detector = module.stopOverAssetDetector!();
    assert.ok(guide.includes(`'${detector.kind}': stopOverAssetDetector,`));
  });
});
