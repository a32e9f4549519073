/** What is known of identities and positions that cannot be: for its page and for the areas on the map. */
import { type IntegrityView, integrityView } from '../../src/contract/views.ts';
import { getJson, theatrePath } from './api.ts';

export const INTEGRITY_AGAIN_MS = 30_000;

export const integrityQuery = (theatreId: string | undefined, askedMs: number | undefined) => ({
  queryKey: ['integrity', theatreId ?? '', askedMs ?? 0],
  queryFn: (): Promise<IntegrityView> => getJson(theatrePath('integrity'), integrityView),
  enabled: theatreId !== undefined,
  placeholderData: (before: IntegrityView | undefined, query: { readonly queryKey: readonly unknown[] } | undefined) =>
    query?.queryKey[1] === theatreId ? before : undefined,
});
