/** Tells what a disk refuses (full, read-only, not allowed, broken) from a defect, and says it as trouble. */
import { MerivahtError } from '../contract/errors.ts';

const REFUSALS = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'ENOTDIR', 'EMFILE', 'ENFILE']);
/** Primary result codes READONLY, IOERR, FULL and CANTOPEN, see https://www.sqlite.org/rescode.html */
const SQLITE_REFUSALS = new Set([8, 10, 13, 14]);

/** MV-OUTPUT-FAILED where the disk refused; else the error itself. */
export function diskTrouble(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || error instanceof MerivahtError) return error;
  const { code, errcode } = error as { code?: string; errcode?: number };
  const isRefusal =
    (code !== undefined && REFUSALS.has(code)) || (errcode !== undefined && SQLITE_REFUSALS.has(errcode & 0xff));
  return isRefusal ? new MerivahtError('MV-OUTPUT-FAILED', `${path}: ${error.message}`, { cause: error }) : error;
}
