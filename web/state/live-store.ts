/**
 * What the page knows of one theatre, kept up by its WebSocket: reconnects by itself, resumes where it was, and says within
 * five seconds that the server is lost. Knows no React and no DOM; socket, clock and timer are given.
 */
import type { Alert } from '../../src/contract/alert.ts';
import {
  type LiveMessage,
  liveMessage,
  STALE_AFTER_MS,
  type TheatreInfo,
  type TheatreState,
} from '../../src/contract/live.ts';
import { readPositionFrame } from '../../src/contract/position-frame.ts';
import { mergeChange } from './merge-change.ts';
import { PositionTable } from './position-table.ts';

export type AlertVessel = Alert['vessel'];

export interface LiveSnapshot {
  readonly theatreId?: string;
  /** `stale`: nothing was heard for so long that what is shown may no longer be so. */
  readonly connection: 'connecting' | 'live' | 'stale';
  readonly info?: TheatreInfo;
  readonly state?: TheatreState;
  readonly vessels: ReadonlyMap<number, AlertVessel>;
  readonly positions: PositionTable;
  readonly positionsRevision: number;
  /** Another one after each start of the server. */
  readonly boot?: string;
  /** The server sent what this page does not understand: it is of another version. */
  readonly mismatch?: string;
}

export interface LiveSocket {
  close(): void;
}
export interface SocketEvents {
  text(data: string): void;
  bytes(data: ArrayBuffer): void;
  closed(): void;
}
/** The outside: how to open a socket (path with query), what time it is, and how to be called later. */
export interface LiveWorld {
  openSocket(path: string, events: SocketEvents): LiveSocket;
  nowMs(): number;
  /** Calls `run` each `everyMs`; gives what ends it. */
  every(everyMs: number, run: () => void): () => void;
}

export const CHECK_EVERY_MS = 250;
/** Two checks early, so that a page is grey before the limit and not after it, on a busy machine too. */
const GREY_AFTER_MS = STALE_AFTER_MS - 2 * CHECK_EVERY_MS;
/** Tried at once, then ever more slowly, never more slowly than this. */
const MAX_RETRY_MS = 4000;
const FIRST_RETRY_MS = 500;
/** A socket that neither opens nor closes is given up. */
const GIVE_UP_MS = 10_000;

export class LiveStore {
  readonly #world: LiveWorld;
  readonly #listeners = new Set<() => void>();
  #infos: readonly TheatreInfo[] = [];
  #snapshot: LiveSnapshot = emptySnapshot();
  #socket: LiveSocket | undefined;
  #generation = 0;
  #lastHeardMs = 0;
  #retryAtMs = Number.POSITIVE_INFINITY;
  #openedAtMs = 0;
  #retryMs = 0;
  #endChecks: (() => void) | undefined;

  constructor(world: LiveWorld) {
    this.#world = world;
  }

  get snapshot(): LiveSnapshot {
    return this.#snapshot;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /** What the node says its theatres are. */
  knowTheatres(infos: readonly TheatreInfo[]): void {
    this.#infos = infos;
    const info = infos.find((i) => i.theatreId === this.#snapshot.theatreId);
    if (info !== undefined) this.#set({ info });
  }

  connect(theatreId: string): void {
    if (this.#snapshot.theatreId === theatreId) return;
    this.close();
    const info = this.#infos.find((i) => i.theatreId === theatreId);
    this.#snapshot = { ...emptySnapshot(), theatreId, ...(info === undefined ? {} : { info }) };
    this.#lastHeardMs = this.#world.nowMs();
    this.#retryMs = 0;
    this.#endChecks = this.#world.every(CHECK_EVERY_MS, () => this.#check());
    this.#open();
    this.#tell();
  }

  close(): void {
    this.#generation++;
    this.#socket?.close();
    this.#socket = undefined;
    this.#endChecks?.();
    this.#endChecks = undefined;
  }

  #open(): void {
    const generation = ++this.#generation;
    const { theatreId, boot, state } = this.#snapshot;
    const resume = boot === undefined || state === undefined ? '' : `?boot=${boot}&since=${state.revision}`;
    this.#retryAtMs = Number.POSITIVE_INFINITY;
    this.#openedAtMs = this.#world.nowMs();
    const isOld = (): boolean => generation !== this.#generation;
    this.#socket = this.#world.openSocket(`/api/theatres/${theatreId}/live${resume}`, {
      text: (data) => {
        if (!isOld()) this.#heardText(data);
      },
      bytes: (data) => {
        if (!isOld()) this.#heardBytes(data);
      },
      closed: () => {
        if (!isOld()) this.#lost();
      },
    });
  }

  #lost(): void {
    this.#socket = undefined;
    this.#retryAtMs = this.#world.nowMs() + this.#retryMs;
    this.#retryMs = Math.min(MAX_RETRY_MS, Math.max(FIRST_RETRY_MS, this.#retryMs * 2));
  }

  #check(): void {
    const now = this.#world.nowMs();
    if (now - this.#lastHeardMs >= GREY_AFTER_MS && this.#snapshot.connection !== 'stale')
      this.#set({ connection: 'stale' });
    const isMute = now - Math.max(this.#lastHeardMs, this.#openedAtMs) > GIVE_UP_MS;
    if (this.#socket !== undefined && isMute) {
      this.#generation++;
      this.#socket.close();
      this.#lost();
    }
    if (now >= this.#retryAtMs) this.#open();
  }

  #heardText(data: string): void {
    const read = readMessage(data);
    if (typeof read === 'string') {
      this.#set({ mismatch: read });
      return;
    }
    this.#alive();
    switch (read.type) {
      case 'state':
        this.#set({ connection: 'live', boot: read.boot, state: read.state });
        break;
      case 'change':
        if (this.#snapshot.state !== undefined)
          this.#set({ connection: 'live', state: mergeChange(this.#snapshot.state, read) });
        break;
      case 'beat':
        if (this.#snapshot.state !== undefined)
          this.#set({ connection: 'live', state: { ...this.#snapshot.state, clock: read.clock } });
        break;
      case 'vessels':
        this.#set({
          vessels: new Map([...this.#snapshot.vessels, ...read.vessels.map((v): [number, AlertVessel] => [v.mmsi, v])]),
        });
        break;
      case 'reset':
        this.#set({
          boot: read.boot,
          vessels: new Map(),
          positions: new PositionTable(),
          positionsRevision: this.#snapshot.positionsRevision + 1,
        });
        break;
    }
  }

  #heardBytes(data: ArrayBuffer): void {
    const frame = readPositionFrame(data);
    if (frame === undefined) {
      this.#set({ mismatch: 'position frame' });
      return;
    }
    this.#alive();
    this.#snapshot.positions.merge(frame);
    this.#set({ positionsRevision: this.#snapshot.positionsRevision + 1 });
  }

  #alive(): void {
    this.#lastHeardMs = this.#world.nowMs();
    this.#retryMs = 0;
  }

  #set(patch: Partial<LiveSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...patch };
    this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

function emptySnapshot(): LiveSnapshot {
  return { connection: 'connecting', vessels: new Map(), positions: new PositionTable(), positionsRevision: 0 };
}

/** The message, or in words why it is none. */
function readMessage(data: string): LiveMessage | string {
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch {
    return 'no JSON';
  }
  const parsed = liveMessage.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`;
}
