import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { assetsFromDocument } from '../infrastructure/load-assets.ts';
import { parseSource } from './parse-source.ts';

const guides = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'docs', 'guides');
const textOf = (name: string): string => readFileSync(join(guides, name), 'utf8');

describe('the guides', () => {
  it('give only sources that are understood', () => {
    const given = readdirSync(guides).flatMap((name) =>
      [...textOf(name).matchAll(/--source '?([a-z-]+:[^\s'`]*)/g)].map((match) => match[1]!),
    );
    assert.ok(given.length >= 5, given.join(' '));
    for (const source of given) parseSource(source);
  });

  it('show assets that load as they say', () => {
    const blocks = [...textOf('add-an-asset.md').matchAll(/```json\n(.*?)```/gs)].map((match) => JSON.parse(match[1]!));
    const assets = blocks.flatMap((block) => assetsFromDocument(block, 'guide').assets);
    assert.deepEqual(
      assets.map((a) => [a.id, a.kind, a.positionSigmaM, a.depths.length]),
      [
        ['example-cable', 'power-cable', 1000, 0],
        ['example-cable', 'power-cable', 20, 2],
      ],
    );
  });
});
