/** House rules as a test: layers, file length, banned calls, and documents that name only what exists. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, join, posix, relative } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Lowest first: a file may import from its own folder and from those before it. */
const PURE = [
  'lib', 'geo', 'contract', 'ais', 'readers', 'infrastructure', 'watchlists', 'tracks', 'detectors', 'alerts',
  'attribution', 'pipeline', 'evidence', 'federation', 'simulator', 'evaluation',
]; // biome-ignore format: one line a layer group reads better
const LAYERS = [...PURE, 'sources', 'storage', 'exchange', 'report', 'http', 'node', 'cli'];
const MAX_LINES = 400;
const BANNED_IN_PURE: readonly (readonly [RegExp, string])[] = [
  [/\bDate\.now\(/, 'take the time as an argument'],
  [/\bnew Date\(\)/, 'take the time as an argument'],
  [/\bMath\.random\(/, 'use lib/seeded-random.ts'],
  [/\bMath\.pow\(/, 'use lib/square.ts: the last bits of Math.pow differ between engine versions'],
  [/\*\*(?![/*])/, 'use lib/square.ts: the last bits of ** differ between engine versions'],
  [/\bperformance\./, 'no clock in pure folders'],
];

interface SourceFile {
  readonly path: string;
  readonly folder: string;
  readonly text: string;
}

function filesUnder(folder: string, endings: readonly string[]): string[] {
  const found: string[] = [];
  const walk = (at: string): void => {
    for (const name of readdirSync(at).sort()) {
      if (name === 'node_modules' || name.startsWith('.git')) continue;
      const path = join(at, name);
      if (statSync(path).isDirectory()) walk(path);
      else if (endings.includes(extname(name))) found.push(path);
    }
  };
  if (existsSync(join(root, folder))) walk(join(root, folder));
  return found;
}

function sourceFiles(): SourceFile[] {
  return filesUnder('src', ['.ts']).map((path) => {
    const parts = relative(join(root, 'src'), path).split(/[\\/]/);
    return { path: relative(root, path), folder: parts[0]!, text: readFileSync(path, 'utf8') };
  });
}

const isTest = (path: string): boolean => /\.(test|contract)\.ts$/.test(path);

/** Code without comments and strings, so that a rule named in a comment is no violation. */
function codeOnly(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, (c) => c.replace(/[^\n]/g, ' '))
    .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''")
    .replace(/(^|[^:])\/\/.*$/gm, '$1');
}

export function layerViolations(files: readonly SourceFile[]): string[] {
  const found: string[] = [];
  for (const file of files) {
    const own = LAYERS.indexOf(file.folder);
    if (own < 0) found.push(`${file.path}: folder ${file.folder} is in no layer`);
    for (const match of file.text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)) {
      const target = posix.normalize(posix.join(posix.dirname(file.path.replaceAll('\\', '/')), match[1]!));
      const folder = target.startsWith('src/') ? target.split('/')[1]! : undefined;
      if (folder === undefined) {
        if (!isTest(file.path)) found.push(`${file.path}: imports ${match[1]}, which is outside src/`);
      } else if (LAYERS.indexOf(folder) > own) found.push(`${file.path}: ${file.folder}/ must not import ${folder}/`);
    }
    if (PURE.includes(file.folder) && !isTest(file.path) && /from\s+'node:/.test(file.text))
      found.push(`${file.path}: a pure folder must not import from Node`);
  }
  return found;
}

export function bannedCalls(files: readonly SourceFile[]): string[] {
  const found: string[] = [];
  for (const file of files) {
    if (!PURE.includes(file.folder) || isTest(file.path)) continue;
    const lines = codeOnly(file.text).split('\n');
    for (const [pattern, instead] of BANNED_IN_PURE)
      lines.forEach((line, i) => {
        if (pattern.test(line)) found.push(`${file.path}:${i + 1}: ${pattern.source}: ${instead}`);
      });
  }
  return found;
}

/** What the console may import from `src/`: what runs in a browser and is shared with the server. */
const WEB_MAY_IMPORT = ['lib', 'geo', 'contract'];
/** A feature whose pictures other features show. */
const SHARED_FEATURES = ['charts'];

function webFiles(): SourceFile[] {
  return filesUnder('web', ['.ts', '.tsx', '.css']).map((path) => {
    const parts = relative(join(root, 'web'), path).split(/[\\/]/);
    return { path: relative(root, path), folder: parts[0]!, text: readFileSync(path, 'utf8') };
  });
}

/** The feature a file of the console belongs to. `shell` puts features together and may import each. */
const featureOf = (path: string): string | undefined => /^web\/features\/([^/]+)\//.exec(path)?.[1];

export function webViolations(files: readonly SourceFile[]): string[] {
  const found: string[] = [];
  for (const file of files) {
    const path = file.path.replaceAll('\\', '/');
    const own = featureOf(path);
    for (const match of file.text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)) {
      const target = posix.normalize(posix.join(posix.dirname(path), match[1]!));
      const sourceFolder = target.startsWith('src/') ? target.split('/')[1]! : undefined;
      const isAllowed = sourceFolder === undefined ? target.startsWith('web/') : WEB_MAY_IMPORT.includes(sourceFolder);
      if (!isAllowed && !isTest(path)) found.push(`${path}: web/ must not import ${target}`);
      const other = featureOf(target);
      const isShared = other === own || other === undefined || SHARED_FEATURES.includes(other);
      if (own !== undefined && own !== 'shell' && !isShared)
        found.push(`${path}: a feature must not import another (${other}); share through web/state or web/ui`);
    }
    if (/from\s+'node:/.test(file.text) && !isTest(path)) found.push(`${path}: web/ must not import from Node`);
  }
  return found;
}

const GATE = 'src/federation/gate.ts';
/** Folders whose files may hand something to a partner. */
const OUTWARD = ['federation', 'exchange'];
/** What is not yet released, by the module that says what it looks like. */
const UNRELEASED = /from\s+'[^']*(?:contract\/record|federation\/keeping|evidence\/keeping|storage\/[\w-]+)\.ts'/;
/** A status, a kind of JSON and a body: an answer that a partner is given. */
const JSON_ANSWER = /\bstatus:\s*200\s*,\s*type:\s*'json'/;

/** Nothing leaves the node but what the gate released: see `src/federation/gate.ts`. */
export function gateViolations(files: readonly SourceFile[]): string[] {
  const found: string[] = [];
  for (const file of files) {
    const path = file.path.replaceAll('\\', '/');
    if (isTest(path) || path === GATE) continue;
    const code = codeOnly(file.text);
    if (/\bas\s+(?:unknown\s+as\s+)?Released\b|<Released\s*<[^>]*>>\s*[\w(]|\bRELEASED\b/.test(code))
      found.push(`${path}: only ${GATE} makes what is released`);
    if (!OUTWARD.includes(file.folder)) continue;
    if (/\bas\s+(?:any|never)\b/.test(code)) found.push(`${path}: a cast to never or any goes round the gate`);
    if (file.folder === 'exchange' && UNRELEASED.test(file.text))
      found.push(`${path}: exchange/ must not know records or what is kept, only what is released`);
    if (JSON_ANSWER.test(file.text) && !/from\s+'[^']*\/gate\.ts'/.test(file.text))
      found.push(`${path}: an answer to a partner is made from what ${GATE} released`);
  }
  return found;
}

describe('the house', () => {
  const files = sourceFiles();
  const web = webFiles();

  it('has files that import only from their own folder and from the layers below', () => {
    assert.deepEqual(layerViolations(files), []);
  });

  it('would notice an upward import, a stray folder and Node in a pure folder', () => {
    const planted = [
      { path: 'src/geo/a.ts', folder: 'geo', text: "import { x } from '../ais/y.ts';" },
      { path: 'src/utils/a.ts', folder: 'utils', text: '' },
      { path: 'src/ais/b.ts', folder: 'ais', text: "import { readFileSync } from 'node:fs';" },
    ];
    assert.equal(layerViolations(planted).length, 3);
  });

  it('has a console that imports only what runs in a browser, in features that do not know each other', () => {
    assert.deepEqual(webViolations(web), []);
  });

  it('would notice a console file that imports a server folder, another feature or Node', () => {
    const planted = [
      { path: 'web/state/a.ts', folder: 'state', text: "import { x } from '../../src/pipeline/y.ts';" },
      { path: 'web/features/queue/a.tsx', folder: 'features', text: "import { x } from '../alert/y.tsx';" },
      { path: 'web/ui/a.ts', folder: 'ui', text: "import { readFileSync } from 'node:fs';" },
      { path: 'web/features/alert/b.tsx', folder: 'features', text: "import { x } from '../charts/speed-chart.tsx';" },
    ];
    assert.equal(webViolations(planted).length, 3);
  });

  it('lets nothing out to partners but through the gate', () => {
    assert.deepEqual(gateViolations(files), []);
  });

  it('would notice who makes a release, casts round the gate, or answers partners from what is kept', () => {
    const planted = [
      { path: 'src/node/a.ts', folder: 'node', text: 'const x = y as Released<Opening>;' },
      { path: 'src/federation/b.ts', folder: 'federation', text: 'const x = y as unknown as Released<Opening>;' },
      { path: 'src/federation/c.ts', folder: 'federation', text: 'send(record as never);' },
      { path: 'src/exchange/d.ts', folder: 'exchange', text: "import type { Release } from '../contract/record.ts';" },
      { path: 'src/exchange/e.ts', folder: 'exchange', text: "import { Store } from '../storage/sqlite-store.ts';" },
      { path: 'src/federation/f.ts', folder: 'federation', text: "return { status: 200, type: 'json', body };" },
    ];
    assert.equal(gateViolations(planted).length, planted.length);
    const allowed =
      "import { recipientOf, type Released } from './gate.ts';\nreturn { status: 200, type: 'json', body };";
    assert.deepEqual(gateViolations([{ path: 'src/federation/g.ts', folder: 'federation', text: allowed }]), []);
  });

  it('keeps clock, randomness and inexact powers out of the pure folders', () => {
    assert.deepEqual(bannedCalls(files), []);
  });

  it('would notice each banned call, but not one named in a comment', () => {
    const text =
      'Date.now(); new Date(); Math.random(); Math.pow(2, 3); x ** 2; performance.now();\n// Date.now()\n/* a ** b */';
    assert.equal(bannedCalls([{ path: 'src/geo/a.ts', folder: 'geo', text }]).length, BANNED_IN_PURE.length);
  });

  it('has no file over 400 lines but tables and lists of words', () => {
    const long = [
      ...files,
      ...web,
      ...['test', 'scripts', 'bench']
        .flatMap((f) => filesUnder(f, ['.ts']))
        .map((path) => ({ path, text: readFileSync(path, 'utf8') })),
    ]
      .filter((f) => !/-tables?\.ts$|(^|[/-])texts\.ts$/.test(f.path) && f.text.split('\n').length > MAX_LINES + 1)
      .map((f) => f.path);
    assert.deepEqual(long, []);
  });

  it('starts each source file with a comment that says what it is for', () => {
    const bare = [...files, ...web.filter((f) => !f.path.endsWith('.css'))]
      .filter((f) => !isTest(f.path) && !/^(#!.*\n)?\s*\/\*\*/.test(f.text))
      .map((f) => f.path);
    assert.deepEqual(bare, []);
  });

  it('exports names, never defaults, and has no barrels', () => {
    const bad = [...files, ...web.filter((f) => !f.path.endsWith('vite.config.ts'))].filter(
      (f) => /export default|export \* from/.test(codeOnly(f.text)) || /(^|\/)(index|utils|types)\.ts$/.test(f.path),
    );
    assert.deepEqual(
      bad.map((f) => f.path),
      [],
    );
  });

  it('names only files that exist in its documents', () => {
    const missing: string[] = [];
    const documents = [
      ...filesUnder('docs', ['.md']),
      ...readdirSync(root)
        .filter((n) => n.endsWith('.md'))
        .map((n) => join(root, n)),
    ];
    for (const document of documents) {
      const text = readFileSync(document, 'utf8');
      const named = [
        ...text.matchAll(/`((?:src|data|docs|test|bench|fixtures|scripts|bin|deploy|web)\/[\w./-]*)`/g),
      ].map((m) => join(root, m[1]!));
      const linked = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map((m) =>
        join(dirname(document), m[1]!),
      );
      for (const path of [...named, ...linked])
        if (!existsSync(path)) missing.push(`${relative(root, document)}: ${relative(root, path)}`);
    }
    assert.deepEqual(missing, []);
  });

  it('gives each runtime dependency a line in the README that says why', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
      optionalDependencies: Record<string, string>;
    };
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const silent = Object.keys(manifest.dependencies).filter(
      (name) => !new RegExp(`^\\|\\s*\`${name}\`\\s*\\|.+\\|`, 'm').test(readme),
    );
    assert.deepEqual(silent, []);
    assert.ok(Object.keys(manifest.dependencies).length < 20);
  });

  it('holds no path of one machine', () => {
    const everything = ['src', 'web', 'test', 'scripts', 'bench', 'docs', 'data', 'fixtures', 'bin'].flatMap((f) =>
      filesUnder(f, ['.ts', '.tsx', '.js', '.md', '.json']),
    );
    const bad = everything.filter(
      (path) =>
        /(^|[^\w.~-])\/(work|home|root|Users)\/[a-z]/.test(readFileSync(path, 'utf8')) &&
        !path.endsWith('tidy.test.ts'),
    );
    assert.deepEqual(
      bad.map((p) => relative(root, p)),
      [],
    );
  });
});
