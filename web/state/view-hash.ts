/** What is shown, as the part of the address after `#`, so that a reload and a copied link show the same. */
import { type Language, languages } from '../i18n/languages.ts';

export const pages = [
  'watch', 'considered', 'logbook', 'units', 'contacts', 'works', 'integrity', 'partners', 'cases', 'hand-over', 'help',
] as const; // biome-ignore format: a list reads better in one line
export type Page = (typeof pages)[number];

/** What the page of partners shows. */
export const partnerParts = ['partners', 'received', 'lists', 'questions'] as const;
export type PartnerPart = (typeof partnerParts)[number];

export const palettes = ['night', 'day', 'high-contrast'] as const;
export type Palette = (typeof palettes)[number];

export interface View {
  readonly theatreId?: string | undefined;
  readonly page: Page;
  readonly alertId?: string | undefined;
  readonly mmsi?: number | undefined;
  readonly assetId?: string | undefined;
  /** Time travel: the moment that map, queue and charts show; absent: now. */
  readonly atMs?: number | undefined;
  /** Of the page of partners. */
  readonly part?: PartnerPart | undefined;
  /** The partner or the case that is picked on its page. */
  readonly pick?: string | undefined;
  readonly language: Language;
  readonly palette: Palette;
}

export const defaultView: View = { page: 'watch', language: 'en', palette: 'night' };

const oneOf = <T extends string>(list: readonly T[], value: string | null): T | undefined =>
  list.find((item) => item === value);

/** Reads "#/THEATRE/PAGE?alert=ID&…"; what is missing or unknown comes from `base`. */
export function readHash(hash: string, base: View = defaultView): View {
  const [path = '', query = ''] = hash.replace(/^#?\/?/, '').split('?');
  const [theatreId, page] = path.split('/').map(decodePart);
  const values = new URLSearchParams(query);
  const mmsi = Number(values.get('mmsi') ?? Number.NaN);
  const atMs = Date.parse(values.get('at') ?? '');
  return {
    theatreId: theatreId === undefined || theatreId === '' ? base.theatreId : theatreId,
    page: oneOf(pages, page ?? null) ?? 'watch',
    alertId: values.get('alert') ?? undefined,
    mmsi: Number.isInteger(mmsi) ? mmsi : undefined,
    assetId: values.get('asset') ?? undefined,
    atMs: Number.isFinite(atMs) ? atMs : undefined,
    part: oneOf(partnerParts, values.get('part')),
    pick: values.get('pick') ?? undefined,
    language: oneOf(languages, values.get('lang')) ?? base.language,
    palette: oneOf(palettes, values.get('palette')) ?? base.palette,
  };
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

export function writeHash(view: View): string {
  const values = new URLSearchParams();
  if (view.alertId !== undefined) values.set('alert', view.alertId);
  if (view.mmsi !== undefined) values.set('mmsi', String(view.mmsi));
  if (view.assetId !== undefined) values.set('asset', view.assetId);
  if (view.atMs !== undefined) values.set('at', new Date(view.atMs).toISOString().replace('.000Z', 'Z'));
  if (view.page === 'partners' && view.part !== undefined) values.set('part', view.part);
  if ((view.page === 'partners' || view.page === 'cases') && view.pick !== undefined) values.set('pick', view.pick);
  values.set('lang', view.language);
  values.set('palette', view.palette);
  return `#/${encodeURIComponent(view.theatreId ?? '')}/${view.page}?${values.toString()}`;
}
