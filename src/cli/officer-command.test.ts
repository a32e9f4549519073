import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { after, describe, it } from 'node:test';
import { type ErrorCode, MerivahtError } from '../contract/errors.ts';
import { readOfficers } from '../storage/officers.ts';
import { runOfficer } from './officer-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'merivaht-test-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const data = join(folder, 'data');
const SECRET = 'correct horse battery';
const withCode = (code: ErrorCode) => (error: unknown) => error instanceof MerivahtError && error.code === code;

/** A terminal that types the given keys as soon as it is in raw mode, as a person would after the question. */
class TypedKeyboard extends PassThrough {
  readonly isTTY: boolean;
  readonly modes: boolean[] = [];
  readonly #answers: (string | Buffer)[][];

  constructor(answers: (string | Buffer)[][], isTTY = true) {
    super();
    this.isTTY = isTTY;
    this.#answers = answers;
  }

  setRawMode(isRaw: boolean): void {
    this.modes.push(isRaw);
    if (isRaw) for (const keys of this.#answers.shift() ?? []) this.write(keys);
  }
}

async function run(args: readonly string[], answers: (string | Buffer)[][] = [], isTTY = true) {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const keyboard = new TypedKeyboard(answers, isTTY);
  const said = (): string => `${out.read() ?? ''}${err.read() ?? ''}`;
  const status = await runOfficer([...args, '--data', data], { out, err }, keyboard);
  return { status, said: said(), modes: keyboard.modes };
}

describe('merivaht officer', () => {
  it('asks twice without showing, adds, lists and checks', async () => {
    const added = await run(['add', 'Mari', 'Maa'], [[`${SECRET}\r`], [`${SECRET}\r`]]);
    assert.equal(added.status, 0);
    assert.match(added.said, /^mari-maa-[0-9a-f]{8}: Mari Maa, added in /);
    assert.deepEqual(added.modes, [true, false, true, false], 'the terminal is as it was');
    const { officerId } = (await readOfficers(data))[0]!;
    const listed = await run(['list']);
    assert.match(listed.said, new RegExp(`^${officerId}  officer   \\S+Z  Mari Maa\n$`));
    const checked = await run(['check', officerId], [[`${SECRET}\n`]]);
    assert.match(checked.said, /the passphrase opens the key/);
    for (const { said } of [added, listed, checked]) assert.ok(!said.includes(SECRET));
    await assert.rejects(run(['check', officerId], [['correct horse batterie\r']]), withCode('MV-PASSPHRASE'));
  });

  it('takes keys as they come: corrections, letters cut in two, both answers pasted at once', async () => {
    const keys = Buffer.from('wrong\u0015õhtune merx\u007fi 2026\r');
    const pieces = [...keys].map((byte) => Buffer.from([byte]));
    const added = await run(['add', 'Jüri', '--observer'], [pieces, ['õhtune meri 2026\r']]);
    assert.match(added.said, /, observer, added/);
    const pasted = await run(['add', 'Kaido'], [[`${SECRET}\n${SECRET}\n`]]);
    assert.equal(pasted.status, 0);
    const id = (await readOfficers(data)).find((o) => o.name === 'Jüri')!.officerId;
    const file = join(folder, 'passphrase');
    writeFileSync(file, 'õhtune meri 2026\n');
    assert.match((await run(['check', id, '--passphrase-file', file])).said, /opens the key/);
  });

  it('refuses two that differ, Ctrl-C, no terminal, and a short or missing file', async () => {
    const before = (await readOfficers(data)).length;
    const refused = (args: readonly string[], answers: string[][] = [], isTTY = true) =>
      assert.rejects(run(args, answers, isTTY), withCode('MV-PASSPHRASE'));
    await refused(['add', 'Ants'], [[`${SECRET}\r`], [`${SECRET}!\r`]]);
    await refused(['add', 'Ants'], [['short\r'], ['short\r']]);
    await refused(['add', 'Ants'], [[`${SECRET}\u0003`]]);
    await refused(['add', 'Ants'], [], false);
    await refused(['add', 'Ants', '--passphrase-file', join(folder, 'absent')]);
    const short = join(folder, 'short');
    writeFileSync(short, 'eleven char\nand a second line\n');
    await refused(['add', 'Ants', '--passphrase-file', short]);
    for (const args of [
      [],
      ['remove'],
      ['add'],
      ['check'],
      ['list', 'all'],
      ['list', '--observer'],
      ['add', 'A', '--colour'],
    ])
      await assert.rejects(run(args), withCode('MV-ARGUMENTS'), args.join(' '));
    assert.equal((await readOfficers(data)).length, before);
  });

  it('says which files are no officer', async () => {
    writeFileSync(join(data, 'officers', 'strange.json'), '{}');
    assert.match((await run(['list'])).said, /strange\.json: nobody acts by this file: it does not fit its schema/);
  });
});
