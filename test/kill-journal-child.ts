/** What `kill-journal.long.ts` kills: appends records without end, and says on stdout what it was told is kept. */
import { writeSync } from 'node:fs';
import { seededRandom } from '../src/lib/seeded-random.ts';
import { DataFolder } from '../src/storage/data-folder.ts';
import { madeRecord } from '../src/storage/made-records.contract.ts';
import { madeAct } from '../src/storage/store.contract.ts';
import { TheatreKeeper } from '../src/storage/theatre-keeper.ts';

const [path, recordSeed, runSeed] = [process.argv[2]!, Number(process.argv[3]), Number(process.argv[4])];
const say = (what: string, seq: number): void => {
  writeSync(1, `${what} ${seq}\n`);
};
const random = seededRandom(runSeed);
const data = DataFolder.open(path);
const keeper = await TheatreKeeper.open({ folder: data.theatre('gulf') });
say('open', keeper.state.durableThrough);

/** An act of each tenth record, known by its number. */
const changesOf = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i)
    .filter((seq) => seq % 10 === 0)
    .map((seq) => ({
      seq,
      tickMs: seq,
      alerts: [],
      acts: [madeAct(`act-${seq}`, { kind: 'note', text: String(seq) }, seq * 1000)],
      crossings: [],
    }));

const applied = async (first: number, last: number): Promise<void> => {
  const changes = changesOf(first, last);
  if (changes.length === 0) return;
  await keeper.applyChanges(changes);
  say('applied', changes.at(-1)!.seq);
};

// As a restart does: what the journal holds and the store may lack.
let first = 1;
for (let turn = 0; ; turn++) {
  const count = turn === 0 ? 0 : random.integer(1, 60);
  for (let i = 0; i < count; i++) keeper.append(madeRecord(keeper.state.last + 1, recordSeed));
  const last = keeper.state.last;
  if (last < first) continue;
  const work = [keeper.whenDurable(last).then(() => say('durable', last)), applied(first, last)];
  first = last + 1;
  if (turn > 0 && random.next() < 0.2)
    work.push(keeper.saveSnapshot(last, { seq: last, noise: 'x'.repeat(random.integer(0, 200_000)) }).then(() => say('snapshot', last))); // biome-ignore format: one thought
  // Sometimes more comes while the last is on its way to disk.
  if (random.next() < 0.7) await Promise.all(work);
  else await new Promise((resolve) => setImmediate(resolve));
}
