import { open } from 'node:fs/promises';

/** Bytes read at a time. */
const PIECE = 262_144;

/**
 * A file, a piece at a time, each good until the next is asked for: one buffer serves them all. A new one for each
 * would lie about outside of V8's heap, where its collector looks late: 190 MB for an export of 280 MB.
 */
export async function* filePieces(path: string): AsyncGenerator<Buffer, undefined> {
  const file = await open(path);
  try {
    const buffer = Buffer.allocUnsafeSlow(PIECE);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, PIECE);
      if (bytesRead === 0) return undefined;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
