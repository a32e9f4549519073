/** Generated documents equal what the code would write now. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { generatedDocs } from '../scripts/generate-docs.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

describe('the generated documents', () => {
  for (const [path, text] of Object.entries(generatedDocs()))
    it(`has ${path} as the code's tables say`, () => {
      assert.equal(readFileSync(join(root, path), 'utf8'), text, 'run: node scripts/generate-docs.ts');
    });
});
