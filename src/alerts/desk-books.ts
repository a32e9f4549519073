/** What the acts say beside the alerts: own units, whom to call, announced works, ice. */
import type { ActBody, Contact, IceState, OwnUnit, Works } from '../contract/act.ts';
import type { DeskBooks } from '../contract/desk.ts';
import type { Region } from '../contract/region.ts';
import { OK, type Outcome, refused } from './handling.ts';
import { iso } from './whole-units.ts';

type KeptContact = DeskBooks['contacts'][number];
type KeptWorks = DeskBooks['works'][number];

export interface BooksData {
  readonly units: readonly OwnUnit[];
  readonly contacts: readonly KeptContact[];
  readonly works: readonly KeptWorks[];
  readonly ice: IceState | undefined;
}

/** Far more than a watch has; beyond it the act is refused, so that nothing already there is lost. */
const MAX_KEPT = 2000;

/** The contacts of a region file as contacts that can be tested and changed; called at any hour until said otherwise. */
export function regionContacts(contacts: Region['contacts']): Contact[] {
  return contacts.map(({ organisation, role, call, assets, placeholder }, i) => ({
    id: `region-${i + 1}`,
    organisation,
    role,
    call,
    assets: [...assets],
    hours: '00:00-24:00',
    placeholder,
  }));
}

export class Books {
  readonly #units = new Map<string, OwnUnit>();
  readonly #contacts = new Map<string, KeptContact>();
  readonly #works = new Map<string, KeptWorks>();
  #ice: IceState | undefined;

  constructor(data: Partial<BooksData>) {
    for (const unit of data.units ?? []) this.#units.set(unit.id, unit);
    for (const contact of data.contacts ?? []) this.#contacts.set(contact.id, contact);
    for (const works of data.works ?? []) this.#works.set(works.id, works);
    this.#ice = data.ice;
  }

  hasUnit(unitId: string): boolean {
    return this.#units.has(unitId);
  }

  hasContact(contactId: string): boolean {
    return this.#contacts.has(contactId);
  }

  /** Takes an act that is about a book; undefined for one that is about something else. */
  act(body: ActBody, dataAtMs: number): Outcome | undefined {
    switch (body.kind) {
      case 'unit-set':
        return this.#set(this.#units, body.unit);
      case 'unit-removed':
        return this.#units.delete(body.unitId) ? OK : refused('there is no such unit');
      case 'contact-set':
        return this.#set(this.#contacts, { ...tested(this.#contacts.get(body.contact.id)), ...body.contact });
      case 'contact-tested': {
        const contact = this.#contacts.get(body.contactId);
        if (contact === undefined) return refused('there is no such contact');
        const test = { lastTestedAt: iso(dataAtMs), lastTestAnswered: body.answered };
        return this.#set(this.#contacts, { ...contact, ...test });
      }
      case 'works-announced':
        return this.#announce(body.works);
      case 'works-ended': {
        const works = this.#works.get(body.worksId);
        if (works === undefined) return refused('there are no such works');
        if (works.endedAt !== undefined) return refused('they have ended already');
        return this.#set(this.#works, { ...works, endedAt: iso(dataAtMs) });
      }
      case 'ice-set':
        this.#ice = body.ice;
        return OK;
      default:
        return undefined;
    }
  }

  /** Works announced for this time and not ended by hand, by id. */
  inForce(atMs: number): Works[] {
    return this.#inOrder(this.#works)
      .filter((w) => w.endedAt === undefined && Date.parse(w.from) <= atMs && atMs < Date.parse(w.to))
      .map(({ endedAt: _ended, ...works }) => works);
  }

  shown(): DeskBooks {
    return {
      units: this.#inOrder(this.#units),
      contacts: this.#inOrder(this.#contacts),
      works: this.#inOrder(this.#works),
      ...(this.#ice === undefined ? {} : { ice: this.#ice }),
    };
  }

  save(): BooksData {
    const { units, contacts, works, ice } = this.shown();
    return { units, contacts, works, ice };
  }

  #announce(works: Works): Outcome {
    if (Date.parse(works.to) <= Date.parse(works.from)) return refused('they end before they begin');
    if (works.vessels.some((v) => v.mmsi === undefined && (v.name ?? '').trim() === ''))
      return refused('a vessel has neither MMSI nor name');
    return this.#set(this.#works, works);
  }

  #set<T extends { readonly id: string }>(book: Map<string, T>, entry: T): Outcome {
    if (!book.has(entry.id) && book.size >= MAX_KEPT) return refused('the book is full');
    book.set(entry.id, entry);
    return OK;
  }

  #inOrder<T>(book: ReadonlyMap<string, T>): T[] {
    return [...book].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  }
}

function tested(known: KeptContact | undefined): Pick<KeptContact, 'lastTestedAt' | 'lastTestAnswered'> {
  if (known?.lastTestedAt === undefined || known.lastTestAnswered === undefined) return {};
  return { lastTestedAt: known.lastTestedAt, lastTestAnswered: known.lastTestAnswered };
}
