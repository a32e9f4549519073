/** What a command of the program is, and the world it acts on. */
export interface Terminal {
  readonly out: NodeJS.WritableStream;
  /** Progress and messages: never part of a result. */
  readonly err: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly help: string;
  /** The exit status. Operating trouble is thrown as a MerivahtError. */
  run(args: readonly string[], terminal: Terminal): Promise<number>;
}
