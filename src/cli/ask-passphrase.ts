/** Asks for a passphrase on a terminal without showing it, or takes it from a file. */
import { readFileSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { MerivahtError } from '../contract/errors.ts';

/** Standard input as far as asking needs it; a test has its own. */
export interface Keyboard extends NodeJS.ReadableStream {
  readonly isTTY?: boolean;
  setRawMode?(isRaw: boolean): unknown;
}

const MAX_TYPED = 2000;
const MAX_PASSPHRASE_FILE_BYTES = 8192;

/** What was typed up to Enter. MV-PASSPHRASE when it is called off with Ctrl-C or Ctrl-D, or the terminal goes. */
export function askHidden(question: string, keyboard: Keyboard, screen: NodeJS.WritableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    const decoder = new StringDecoder('utf8');
    let typed: string[] = [];
    const finish = (settle: () => void): void => {
      keyboard.off('data', take);
      keyboard.off('end', gone);
      keyboard.setRawMode?.(false);
      keyboard.pause();
      screen.write('\n');
      settle();
    };
    const callOff = (): void => finish(() => reject(new MerivahtError('MV-PASSPHRASE', 'no passphrase was given')));
    const gone = (): void => callOff();
    const take = (bytes: Buffer | string): void => {
      const text = typeof bytes === 'string' ? bytes : decoder.write(bytes);
      for (const [i, key] of [...text].entries()) {
        if (key === '\r' || key === '\n') {
          const answer = typed.join('');
          const rest = [...text]
            .slice(i + 1)
            .join('')
            .replace(/^\n/, '');
          finish(() => resolve(answer));
          // Pasted with the answer to the next question.
          if (rest !== '') keyboard.unshift(rest);
          return;
        }
        if (key === '\u0003' || key === '\u0004') return callOff();
        if (key === '\u007f' || key === '\b') typed.pop();
        else if (key === '\u0015') typed = [];
        else if (key >= ' ' && typed.length < MAX_TYPED) typed.push(key);
      }
    };
    screen.write(question);
    keyboard.setRawMode?.(true);
    keyboard.on('data', take);
    keyboard.on('end', gone);
    keyboard.resume();
  });
}

/** The first line. MV-PASSPHRASE where there is none to read. */
export function passphraseFromFile(path: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw new MerivahtError('MV-PASSPHRASE', `${path} cannot be read`, { cause });
  }
  if (bytes.length > MAX_PASSPHRASE_FILE_BYTES)
    throw new MerivahtError('MV-PASSPHRASE', `${path} is too large for a passphrase`);
  return bytes.toString('utf8').split(/\r?\n/, 1)[0]!;
}
