/** For tests: what a page makes of the live stream, by the words of `contract/live.ts` alone. */
import assert from 'node:assert/strict';
import type { AlertVessel } from '../contract/alert.ts';
import { type LiveMessage, liveMessage, type TheatreState } from '../contract/live.ts';
import { readPositionFrame } from '../contract/position-frame.ts';
import type { LiveListener } from './watch-node.ts';

export class LivePage implements LiveListener {
  boot: string | undefined;
  state: TheatreState | undefined;
  readonly vessels = new Map<number, AlertVessel>();
  /** Longitude, latitude and time of the latest fix a vessel. */
  readonly fixes = new Map<number, readonly [number, number, number]>();
  readonly received = { state: 0, change: 0, beat: 0, vessels: 0, reset: 0, frames: 0 };

  message(given: LiveMessage): void {
    const message = liveMessage.parse(JSON.parse(JSON.stringify(given)));
    this.received[message.type]++;
    if (message.type === 'reset') {
      this.vessels.clear();
      this.fixes.clear();
    } else if (message.type === 'state') {
      this.boot = message.boot;
      this.state = message.state;
    } else if (message.type === 'vessels') for (const v of message.vessels) this.vessels.set(v.mmsi, v);
    else if (message.type === 'beat') {
      assert.ok(this.state !== undefined);
      assert.equal(message.revision, this.state.revision, 'a beat names the revision the page has');
      this.state = { ...this.state, clock: message.clock };
    } else this.#change(message);
  }

  positions(bytes: ArrayBuffer): void {
    const frame = readPositionFrame(bytes);
    assert.ok(frame !== undefined, 'a binary message is a position frame');
    this.received.frames++;
    for (let i = 0; i < frame.count; i++) {
      const held = this.fixes.get(frame.mmsi[i]!);
      if (held === undefined || held[2] <= frame.timeS[i]!)
        this.fixes.set(frame.mmsi[i]!, [frame.lonE6[i]!, frame.latE6[i]!, frame.timeS[i]!]);
    }
  }

  #change(change: Extract<LiveMessage, { type: 'change' }>): void {
    assert.ok(this.state !== undefined);
    assert.equal(change.revision, this.state.revision + 1, 'changes come one by one');
    const { type: _type, queue, ...rest } = change;
    const state = { ...this.state, ...rest } as TheatreState;
    if (queue !== undefined) {
      const rows = new Map(this.state.queue.rows.map((row) => [row.alert.id, row]));
      for (const row of queue.rows) rows.set(row.alert.id, row);
      const standing = new Set([...queue.order, ...queue.folds.flatMap((f) => f.alertIds)]);
      state.queue = { ...queue, rows: [...rows.values()].filter((row) => standing.has(row.alert.id)) };
    }
    this.state = state;
  }
}

/** A state whose rows stand in a fixed order, to compare two of them. */
export function inOrder(state: TheatreState | undefined): unknown {
  if (state === undefined) return undefined;
  const rows = state.queue.rows.toSorted((a, b) => (a.alert.id < b.alert.id ? -1 : 1));
  return JSON.parse(JSON.stringify({ ...state, queue: { ...state.queue, rows } }));
}
