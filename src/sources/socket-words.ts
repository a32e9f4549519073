/** What went wrong with a socket or file, in plain words for the feed bar and the journal. */
const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'no such host is known',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  ETIMEDOUT: 'the other side does not answer any more',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no way to that network',
  ECONNRESET: 'the other side broke the connection',
  EPIPE: 'the other side broke the connection',
  EADDRINUSE: 'the port is taken',
  EADDRNOTAVAIL: 'this machine has no such address',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  ENOENT: 'there is no such file',
  EISDIR: 'it is a directory',
};

export function troubleWords(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return WORDS[code] ?? (error instanceof Error ? error.message : String(error));
}
