/** The description at `/api/docs`: complete, well formed, and its page works under its own policy. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { RouteOptions } from 'fastify';
import { createServer } from '../src/http/server.ts';
import type { WatchNode } from '../src/http/watch-node.ts';

interface OpenApi {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, unknown> };
}
interface Operation {
  readonly summary?: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: object;
  }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: object }> };
  readonly responses: Record<
    string,
    { readonly description: string; readonly content?: Record<string, { readonly schema: object }> }
  >;
}

const nothing: WatchNode = {
  version: '9.9.9',
  boot: 'b',
  theatres: [],
  theatre: () => undefined,
  officers: async () => [],
  health: () => assert.fail(),
  metrics: async () => '',
};
const app = createServer(nothing, { host: '127.0.0.1', port: 0, webFolder: '/none' });
const routes: RouteOptions[] = [];
app.addHook('onRoute', (route) => void routes.push(route));
let document: OpenApi;
const host = '127.0.0.1:0';

before(async () => {
  await app.ready();
  document = (await app.inject({ url: '/api/docs/json', headers: { host } })).json();
});
after(() => app.close());

/** Every `$ref` in a value. */
function references(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    key === '$ref' && typeof member === 'string' ? [member] : references(member),
  );
}

const operations = (): [string, Operation][] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [`${method} ${path}`, operation]),
  );

describe('the OpenAPI description', () => {
  it('names every route but the files of the console and of itself', () => {
    const served = routes
      .filter((r) => r.method !== 'HEAD' && !r.url.startsWith('/api/docs') && r.url !== '/*')
      .map((r) => `${String(r.method).toLowerCase()} ${r.url.replace(/:(\w+)/g, '{$1}')}`);
    assert.ok(served.length >= 20);
    assert.deepEqual(
      operations()
        .map(([name]) => name)
        .sort(),
      [...new Set(served)].sort(),
    );
  });

  it('is of version 3.1, and each reference in it leads somewhere', () => {
    assert.equal(document.openapi, '3.1.0');
    assert.equal(document.info.version, '9.9.9');
    const found = references(document);
    assert.ok(found.length > 50);
    for (const reference of found) {
      const target = reference
        .slice(2)
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
      assert.ok(reference.startsWith('#/') && target !== undefined, reference);
    }
  });

  it('says of each operation what it does, what it takes and what it gives', () => {
    for (const [name, operation] of operations()) {
      assert.ok((operation.summary ?? '').length > 10, name);
      const inPath = [...name.matchAll(/\{(\w+)\}/g)].map((m) => m[1]);
      const declared = (operation.parameters ?? []).filter((p) => p.in === 'path');
      assert.deepEqual(declared.map((p) => p.name).sort(), [...inPath].sort(), name);
      assert.ok(
        declared.every((p) => p.required === true),
        name,
      );
      assert.equal(operation.requestBody !== undefined, name.startsWith('post '), name);
      const codes = Object.keys(operation.responses);
      assert.ok(
        codes.some((c) => /^[12]/.test(c)),
        name,
      );
      for (const failure of ['4XX', '5XX'])
        assert.match(JSON.stringify(operation.responses[failure]), /Problem/, `${name} ${failure}`);
      for (const response of Object.values(operation.responses)) assert.ok(response.description.length > 0, name);
    }
  });

  it('describes acts and live messages by the schemas that check them', () => {
    const act = document.paths['/api/theatres/{theatreId}/acts']!.post!;
    assert.match(JSON.stringify(act.requestBody), /ActRequest/);
    const text = JSON.stringify(document.components.schemas);
    for (const word of ['acknowledge', 'works-announced', 'drag-confirmed', 'beat', 'actionable'])
      assert.ok(text.includes(`"${word}"`), word);
  });

  it('has a page whose scripts are all files', async () => {
    const page = await app.inject({ url: '/api/docs/', headers: { host } });
    assert.equal(page.statusCode, 200);
    for (const [, attributes, inside] of page.body.matchAll(/<script([^>]*)>([^<]*)</g)) {
      assert.match(attributes!, /src="/);
      assert.equal(inside!.trim(), '');
    }
    assert.match(page.headers['content-security-policy'] as string, /default-src 'self';(?!.*script-src.*unsafe)/);
  });
});
