/** Watch-lists: own ones, those that partners shared, and which version of those a person adopted. Nothing is adopted by itself. */
import type { PartnersState } from '../contract/partner-views.ts';
import { type FederationRecord, type WatchList, watchList } from '../contract/record.ts';

const MAX_LISTS = 500;

/** Versions of one shared list that are kept beside the adopted one. */
const MAX_VERSIONS = 4;

export class WatchListBook {
  readonly #own = new Map<string, WatchList>();
  /** Versions of each shared list, oldest first. */
  readonly #shared = new Map<string, readonly WatchList[]>();
  /** Which version a person adopted: a later one waits for a person. */
  readonly #adopted = new Map<string, number>();

  own(listId: string): WatchList | undefined {
    return this.#own.get(listId);
  }

  ownLists(): WatchList[] {
    return [...this.#own.values()];
  }

  get isFull(): boolean {
    return this.#own.size >= MAX_LISTS;
  }

  /** The newest version that this partner shared. */
  shared(from: string, listId: string): WatchList | undefined {
    return this.#shared.get(`${from} ${listId}`)?.at(-1);
  }

  foldOwn({ body }: FederationRecord): void {
    if (body.kind === 'watch-list') this.#own.set(body.list.listId, body.list);
    if (body.kind !== 'adoption') return;
    const key = `${body.from} ${body.listId}`;
    if (body.adopted) this.#adopted.set(key, body.version);
    else this.#adopted.delete(key);
  }

  /** A release of a list. Fields may be withheld: what is then no list is held as an item only. */
  takeRelease(from: string, document: Readonly<Record<string, unknown>>): void {
    const parsed = watchList.safeParse(document);
    if (!parsed.success) return;
    const key = `${from} ${parsed.data.listId}`;
    const versions = this.#shared.get(key) ?? [];
    if ((versions.at(-1)?.version ?? 0) >= parsed.data.version) return;
    if (versions.length === 0 && this.#shared.size >= MAX_LISTS) return;
    const adopted = this.#adopted.get(key);
    const kept = versions.filter((list, i) => list.version === adopted || i > versions.length - MAX_VERSIONS);
    this.#shared.set(key, [...kept, parsed.data]);
  }

  forget(from: string, listId: string): void {
    this.#shared.delete(`${from} ${listId}`);
  }

  adopted(): { readonly from: string; readonly list: WatchList }[] {
    const found: { from: string; list: WatchList }[] = [];
    for (const [key, versions] of this.#shared) {
      const list = versions.find((l) => l.version === this.#adopted.get(key));
      if (list !== undefined) found.push({ from: key.slice(0, key.indexOf(' ')), list });
    }
    return found;
  }

  views(selfId: string): PartnersState['lists'] {
    const own = this.ownLists().map((list) => ({ from: selfId, list, adopted: true, adoptedVersion: list.version }));
    const shared = [...this.#shared].map(([key, versions]) => {
      const adopted = versions.find((list) => list.version === this.#adopted.get(key));
      return {
        from: key.slice(0, key.indexOf(' ')),
        list: versions.at(-1)!,
        adopted: adopted !== undefined,
        ...(adopted === undefined ? {} : { adoptedVersion: adopted.version }),
      };
    });
    return [...own, ...shared];
  }
}
