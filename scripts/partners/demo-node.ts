/** One nation's node in the demonstration of partners: its folder, its officers, its process, and what it is asked. */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TheatreState } from '../../src/contract/live.ts';
import type { PartnerActBody, PartnerActDone } from '../../src/contract/partner-act.ts';
import type {
  AlertLabel,
  DamageReport,
  PartnersState,
  PartnerView,
  ReleasePreview,
} from '../../src/contract/partner-views.ts';
import type { Subject } from '../../src/contract/record.ts';
import type { ReplayCommand } from '../../src/contract/views.ts';
import { getJson, postJson, startWatch, type WatchProcess } from '../../test/watch-process.contract.ts';

const MAIN = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'src', 'cli', 'main.ts');
const run = promisify(execFile);
/** Each person's own, for an hour's demonstration on this machine. */
const PASSPHRASES = ['first officer of the demonstration', 'second officer of the demonstration'] as const;

export interface DemoNodeOptions {
  readonly nodeId: string;
  readonly name: string;
  readonly folder: string;
  readonly theatreId: string;
  readonly source: string;
  readonly assets: string;
  readonly port: number;
  readonly framedBy: string | undefined;
}

/** What the program refuses comes back with its code. */
export class Refused extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

export class DemoNode {
  readonly options: DemoNodeOptions;
  readonly data: string;
  readonly papers: string;
  officers: readonly string[] = [];
  #partnerPort = 0;
  #process: WatchProcess | undefined;

  constructor(options: DemoNodeOptions) {
    this.options = options;
    this.data = join(options.folder, options.nodeId.toLowerCase());
    this.papers = join(options.folder, 'papers');
  }

  get nodeId(): string {
    return this.options.nodeId;
  }

  get url(): string {
    return this.#process?.url ?? '';
  }

  /** Two officers, the keys, and the card that is handed to partners. */
  async makeIdentity(): Promise<void> {
    const { nodeId, name } = this.options;
    mkdirSync(this.data, { recursive: true });
    mkdirSync(this.papers, { recursive: true });
    PASSPHRASES.forEach((passphrase, i) => {
      writeFileSync(this.#passphraseFile(i), `${passphrase}\n`, { mode: 0o600 });
    });
    const officers: string[] = [];
    for (const i of [0, 1]) {
      const said = await this.command(
        'officer',
        'add',
        `Officer ${i + 1} of ${name}`,
        '--passphrase-file',
        this.#passphraseFile(i),
      );
      officers.push(said.split(':')[0]!);
    }
    this.officers = officers;
    this.#partnerPort = await freePort();
    await this.command(
      'partner', 'card', '--node', nodeId, '--name', name, '--endpoint', `https://127.0.0.1:${this.#partnerPort}`,
      '--root-key', join(this.papers, `${nodeId}.root-key.json`), '--root-passphrase-file', this.#passphraseFile(0),
      '--out', this.cardFile,
    ); // biome-ignore format: the words of one command
  }

  get cardFile(): string {
    return join(this.papers, `${this.nodeId}.card.json`);
  }

  async start(): Promise<void> {
    const { theatreId, source, assets, port, framedBy } = this.options;
    this.#process = await startWatch([
      '--region', theatreId, '--assets', assets, '--source', source, '--data', this.data, '--port', String(port),
      ...(framedBy === undefined ? [] : ['--framed-by', framedBy]),
    ]); // biome-ignore format: the words of one command
  }

  async stop(): Promise<void> {
    await this.#process?.stop();
    this.#process = undefined;
  }

  async kill(): Promise<void> {
    await this.#process?.kill();
    this.#process = undefined;
  }

  get output(): string {
    return this.#process?.output() ?? '';
  }

  /** A command of the program on this node's folder; what it printed. Throws Refused. */
  async command(...words: string[]): Promise<string> {
    try {
      const { stdout } = await run(process.execPath, [MAIN, ...words, '--data', this.data], { maxBuffer: 64 << 20 });
      return stdout;
    } catch (error) {
      const said = String((error as { stderr?: string }).stderr ?? error);
      const match = /merivaht: (MV-[A-Z-]+): (.*)/.exec(said);
      if (match === null) throw error;
      throw new Refused(match[1]!, match[2]!);
    }
  }

  /** The same ceremony as two people would walk through, by command. */
  readonly persons = (isTwo: boolean): string[] => [
    '--officer', this.officers[0]!, '--passphrase-file', this.#passphraseFile(0),
    ...(isTwo ? ['--second', this.officers[1]!, '--second-passphrase-file', this.#passphraseFile(1)] : []),
  ]; // biome-ignore format: the words of one command

  /** As the console does it. Throws Refused. */
  async act(body: PartnerActBody, isTwo = false): Promise<PartnerActDone> {
    const response = await postJson(`${this.url}/api/partners/acts`, {
      actId: randomUUID(),
      officer: this.officers[0],
      ...(isTwo
        ? { passphrase: PASSPHRASES[0], second: { officer: this.officers[1], passphrase: PASSPHRASES[1] } }
        : {}),
      body,
    });
    const answer = (await response.json()) as PartnerActDone & { code?: string; message?: string };
    if (!response.ok) throw new Refused(answer.code ?? String(response.status), answer.message ?? '');
    return answer;
  }

  partners(): Promise<PartnersState> {
    return getJson(`${this.url}/api/partners`);
  }

  async partner(nodeId: string): Promise<PartnerView> {
    const found = (await this.partners()).partners.find((p) => p.nodeId === nodeId);
    if (found === undefined) throw new Error(`${this.nodeId} does not know ${nodeId}`);
    return found;
  }

  theatre(): Promise<TheatreState> {
    return getJson(`${this.url}/api/theatres/${this.options.theatreId}/state`);
  }

  label(alertId: string): Promise<AlertLabel> {
    return getJson(`${this.url}/api/theatres/${this.options.theatreId}/alerts/${alertId}/label`);
  }

  damageReport(partner: string): Promise<DamageReport> {
    return getJson(`${this.url}/api/partners/${partner}/damage-report`);
  }

  preview(to: string, alertId: string, fields: 'all' | readonly string[]): Promise<ReleasePreview> {
    return this.previewOf(to, { class: 'alert', theatreId: this.options.theatreId, alertId }, fields);
  }

  async previewOf(to: string, subject: Subject, fields: 'all' | readonly string[]): Promise<ReleasePreview> {
    const answer = await postJson(`${this.url}/api/partners/preview`, { to, subject, fields });
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()) as ReleasePreview;
  }

  async replay(command: ReplayCommand): Promise<void> {
    const response = await postJson(`${this.url}/api/theatres/${this.options.theatreId}/replay`, command);
    if (!response.ok) throw new Error(`${this.nodeId}: ${JSON.stringify(command)}: ${await response.text()}`);
  }

  agreementFile(partner: string): string {
    return join(this.papers, `${this.nodeId}-${partner}.agreement.json`);
  }

  #passphraseFile(i: number): string {
    return join(this.papers, `${this.nodeId}.officer-${i + 1}.passphrase`);
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
