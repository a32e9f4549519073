/** Real data lies outside the repository and may be absent: tests that use it say so and skip. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root =
  process.env.MERIVAHT_REAL_DATA ?? join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'shared', 'data');

/** The path of a real file, or a `skip` reason for `node:test` options. */
export function realData(name: string): { readonly path: string; readonly skip: string | false } {
  const path = join(root, name);
  return { path, skip: existsSync(path) ? false : `real data ${name} is absent (set MERIVAHT_REAL_DATA)` };
}
