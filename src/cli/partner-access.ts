/** Partners as the command line reaches them: through the node that runs on the data folder, or else in the folder itself. */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ERRORS, type ErrorCode, MerivahtError } from '../contract/errors.ts';
import { type SignedCard, signedCard } from '../contract/node-card.ts';
import { type PartnerActBody, type PartnerActDone, partnerActDone } from '../contract/partner-act.ts';
import { type DamageReport, damageReport, type PartnersState, partnersState } from '../contract/partner-views.ts';
import { Partners } from '../node/partners.ts';
import { DataFolder } from '../storage/data-folder.ts';
import { readOfficers } from '../storage/officers.ts';

export interface Persons {
  readonly officer: string;
  readonly passphrase?: string;
  readonly second?: { readonly officer: string; readonly passphrase: string };
}

export interface PartnerAccess {
  card(): Promise<SignedCard>;
  state(): Promise<PartnersState>;
  act(persons: Persons, body: PartnerActBody): Promise<PartnerActDone>;
  damageReport(partner: string): Promise<DamageReport>;
  close(): Promise<void>;
}

const listening = z.strictObject({ schema: z.literal('merivaht.listening/1'), url: z.string(), pid: z.int() });
/** Where a running node says in its data folder how it is reached. */
export const listeningFile = (folder: string): string => join(folder, 'listening.json');

export async function partnerAccess(folder: string): Promise<PartnerAccess> {
  const url = await runningNode(folder);
  return url === undefined ? inFolder(folder) : overHttp(url);
}

/** Undefined where none answers: what a killed node left behind is no node. */
async function runningNode(folder: string): Promise<string | undefined> {
  if (!existsSync(listeningFile(folder))) return undefined;
  const read = listening.safeParse(JSON.parse(readFileSync(listeningFile(folder), 'utf8')));
  if (!read.success) return undefined;
  const { url } = read.data;
  const answer = await fetch(`${url}/api/partners?since=0`, { signal: AbortSignal.timeout(5000) }).catch(
    () => undefined,
  );
  await answer?.body?.cancel();
  return answer === undefined ? undefined : url;
}

function overHttp(url: string): PartnerAccess {
  const ask = async <S extends z.ZodType>(schema: S, path: string, body?: unknown): Promise<z.output<S>> => {
    const answer = await fetch(`${url}${path}`, {
      ...(body === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(60_000),
    });
    const value = (await answer.json()) as unknown;
    if (answer.ok) return schema.parse(value);
    const { code, message } = value as { code: string; message: string };
    throw new MerivahtError(code in ERRORS ? (code as ErrorCode) : 'MV-INTERNAL', message);
  };
  return {
    card: () => ask(signedCard, '/api/partners/card'),
    state: () => ask(partnersState, '/api/partners'),
    act: (persons, body) => ask(partnerActDone, '/api/partners/acts', { actId: randomUUID(), ...persons, body }),
    damageReport: (partner) => ask(damageReport, `/api/partners/${encodeURIComponent(partner)}/damage-report`),
    close: async () => undefined,
  };
}

async function inFolder(path: string): Promise<PartnerAccess> {
  const folder = DataFolder.open(path);
  try {
    const partners = await Partners.open({
      folder: folder.path,
      host: '127.0.0.1',
      officers: () => readOfficers(folder.path),
      log: () => undefined,
    });
    return {
      card: () => partners.card(),
      state: () => partners.state(),
      act: (persons, body) => partners.act({ actId: randomUUID(), ...persons, body }),
      damageReport: (partner) => partners.damageReport(partner),
      close: async () => {
        await partners.close();
        folder.close();
      },
    };
  } catch (error) {
    folder.close();
    throw error;
  }
}
