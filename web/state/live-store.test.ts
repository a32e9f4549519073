import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type LiveMessage, STALE_AFTER_MS, type TheatreInfo, type TheatreState } from '../../src/contract/live.ts';
import { makePositionFrame } from '../../src/contract/position-frame.ts';
import { CHECK_EVERY_MS, LiveStore, type LiveWorld, type SocketEvents } from './live-store.ts';

/** A server at the end of a wire, and a clock that goes only when told. */
class MadeWorld implements LiveWorld {
  now = 0;
  readonly opened: { readonly path: string; readonly events: SocketEvents; isClosed: boolean }[] = [];
  #checks: { readonly everyMs: number; readonly run: () => void; nextMs: number }[] = [];

  openSocket(path: string, events: SocketEvents) {
    const socket = { path, events, isClosed: false };
    this.opened.push(socket);
    return {
      close: () => {
        socket.isClosed = true;
      },
    };
  }
  nowMs(): number {
    return this.now;
  }
  every(everyMs: number, run: () => void): () => void {
    const check = { everyMs, run, nextMs: this.now + everyMs };
    this.#checks.push(check);
    return () => {
      this.#checks = this.#checks.filter((c) => c !== check);
    };
  }
  pass(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const next = [...this.#checks].sort((a, b) => a.nextMs - b.nextMs)[0];
      if (next === undefined || next.nextMs > end) break;
      this.now = next.nextMs;
      next.nextMs += next.everyMs;
      next.run();
    }
    this.now = end;
  }
  get last() {
    return this.opened[this.opened.length - 1]!;
  }
  send(message: LiveMessage): void {
    this.last.events.text(JSON.stringify(message));
  }
}

const state: TheatreState = {
  theatreId: 'gulf-of-finland',
  revision: 7,
  clock: { dataAt: '2024-12-25T10:00:00Z' },
  queue: { order: [], rows: [], folds: [] },
  books: { units: [], contacts: [], works: [] },
  feeds: [],
  assets: [],
  alarms: [],
  actCount: 0,
};
const beat = (revision: number, dataAt = '2024-12-25T10:00:01Z'): LiveMessage => ({
  type: 'beat',
  revision,
  clock: { dataAt },
});

function connected(): { world: MadeWorld; store: LiveStore } {
  const world = new MadeWorld();
  const store = new LiveStore(world);
  store.connect('gulf-of-finland');
  world.send({ type: 'state', boot: 'b1', state });
  return { world, store };
}

describe('the live store', () => {
  it('is live with the first state, and keeps the clock of each beat', () => {
    const world = new MadeWorld();
    const store = new LiveStore(world);
    store.connect('gulf-of-finland');
    assert.equal(world.last.path, '/api/theatres/gulf-of-finland/live');
    assert.equal(store.snapshot.connection, 'connecting');
    world.send({ type: 'state', boot: 'b1', state });
    assert.equal(store.snapshot.connection, 'live');
    world.send(beat(7));
    assert.equal(store.snapshot.state?.clock.dataAt, '2024-12-25T10:00:01Z');
  });

  it('is stale within five seconds of the last thing heard, closed socket or not, and not before four', () => {
    for (const isClosed of [true, false]) {
      const { world, store } = connected();
      if (isClosed) world.last.events.closed();
      world.pass(4000);
      assert.equal(store.snapshot.connection, 'live');
      world.pass(STALE_AFTER_MS - 4000);
      assert.equal(store.snapshot.connection, 'stale');
      assert.equal(store.snapshot.state?.revision, 7);
    }
  });

  it('stays live for hours of beats', () => {
    const { world, store } = connected();
    for (let i = 0; i < 7200; i++) {
      world.pass(1000);
      world.send(beat(7));
      assert.equal(store.snapshot.connection, 'live');
    }
    assert.equal(world.opened.length, 1);
  });

  it('comes back where it was, at once and then ever more slowly', () => {
    const { world, store } = connected();
    const openedAt: number[] = [];
    let known = world.opened.length;
    world.last.events.closed();
    for (let i = 0; i < 80; i++) {
      world.pass(CHECK_EVERY_MS);
      if (world.opened.length > known) {
        known = world.opened.length;
        openedAt.push(world.now);
        assert.equal(world.last.path, '/api/theatres/gulf-of-finland/live?boot=b1&since=7');
        world.last.events.closed();
      }
    }
    assert.deepEqual(openedAt.slice(0, 4), [250, 750, 1750, 3750]);
    const waits = openedAt.slice(4).map((at, i) => at - openedAt[i + 3]!);
    assert.ok(waits.length > 2 && waits.every((w) => w === 4000));
    world.pass(4000);
    world.send(beat(7));
    assert.equal(store.snapshot.connection, 'live');
  });

  it('applies changes, and forgets what stands nowhere any more', () => {
    const { world, store } = connected();
    const row = { alert: { id: 'a' }, handling: { logCount: 0 }, sounds: false, inDrawer: false };
    // Not a whole alert: the border refuses it and says so, and nothing changes.
    world.last.events.text(
      JSON.stringify({ type: 'change', revision: 8, queue: { order: ['a'], rows: [row], folds: [] } }),
    );
    assert.match(store.snapshot.mismatch ?? '', /queue/);
    assert.equal(store.snapshot.state?.revision, 7);
    const books = store.snapshot.state?.books;
    world.send({ type: 'change', revision: 8, actCount: 3 });
    assert.equal(store.snapshot.state?.actCount, 3);
    assert.equal(store.snapshot.state?.revision, 8);
    assert.equal(store.snapshot.state?.books, books);
  });

  it('forgets positions and vessels when the replay jumps, and takes those that come then', () => {
    const { world, store } = connected();
    const { bytes, columns } = makePositionFrame(1, 1000);
    columns.mmsi[0] = 290000001;
    columns.timeS[0] = 100;
    world.last.events.bytes(bytes);
    world.send({ type: 'vessels', vessels: [{ mmsi: 290000001, name: 'A' }] });
    world.send({ type: 'vessels', vessels: [{ mmsi: 290000002, name: 'B' }] });
    assert.equal(store.snapshot.positions.size, 1);
    assert.equal(store.snapshot.vessels.size, 2);
    world.send({ type: 'reset', boot: 'b2' });
    assert.equal(store.snapshot.positions.size, 0);
    assert.equal(store.snapshot.vessels.size, 0);
    columns.timeS[0] = 50;
    world.last.events.bytes(bytes);
    assert.equal(store.snapshot.positions.columns.timeS[0], 50);
    world.send({ type: 'state', boot: 'b2', state: { ...state, revision: 0 } });
    world.last.events.closed();
    world.pass(CHECK_EVERY_MS);
    assert.equal(world.last.path, '/api/theatres/gulf-of-finland/live?boot=b2&since=0');
  });

  it('hears nothing from a theatre that was left', () => {
    const { world, store } = connected();
    const old = world.last;
    store.connect('taiwan-strait');
    assert.equal(old.isClosed, true);
    assert.equal(store.snapshot.state, undefined);
    old.events.text(JSON.stringify({ type: 'state', boot: 'b1', state }));
    old.events.closed();
    assert.equal(store.snapshot.state, undefined);
    assert.equal(world.opened.length, 2);
  });

  it('gives up a socket that neither opens nor closes', () => {
    const world = new MadeWorld();
    const store = new LiveStore(world);
    store.connect('gulf-of-finland');
    world.pass(11_000);
    assert.equal(store.snapshot.connection, 'stale');
    assert.equal(world.opened[0]!.isClosed, true);
    assert.equal(world.opened.length, 2);
  });

  it('knows its theatre by what the node says, before or after it connects', () => {
    const info: TheatreInfo = {
      theatreId: 'gulf-of-finland',
      name: { en: 'Gulf of Finland', et: 'Soome laht', ja: 'フィンランド湾' },
      box: [22, 58.9, 30.5, 60.85],
      timeZone: 'Europe/Tallinn',
    };
    const { store } = connected();
    store.knowTheatres([info]);
    assert.equal(store.snapshot.info, info);
    store.connect('other');
    assert.equal(store.snapshot.info, undefined);
    store.connect('gulf-of-finland');
    assert.equal(store.snapshot.info, info);
  });

  it('tells those who follow it, until they do not', () => {
    const { world, store } = connected();
    let told = 0;
    const end = store.subscribe(() => told++);
    world.send(beat(7));
    end();
    world.send(beat(7));
    assert.equal(told, 1);
  });
});
